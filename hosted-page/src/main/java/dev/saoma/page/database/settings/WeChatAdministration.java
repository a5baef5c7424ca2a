package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.StoredCredentials;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Operations on AppID and AppSecret of a WeChat app in a pool's database, which has the secret only sealed, without the key.
 * Each write is one transaction with its row of the audit, and is refused if the file has them. Thread-safe.
 */
public final class WeChatAdministration {
    private static final String ACTION = "wechat-changed";

    private final PoolSettings pool;
    private final List<byte[]> keys;
    private final Clock clock;
    private final String app;
    private final OneObject object;

    /**
     * Creates the operations for a WeChat app of the pool that the database belongs to.
     *
     * @param keys the keys that all nodes share; the first one seals
     * @param app empty for the website app, or {@link dev.saoma.page.settings.WeChatSettings#OFFICIAL_ACCOUNT}
     */
    public WeChatAdministration(PeopleDatabase database, Home home, List<byte[]> keys, String app) {
        this.pool = database.pool();
        this.keys = List.copyOf(keys);
        this.clock = database.clock();
        this.app = app;
        Stored empty = new Stored(Stored.WECHAT, app, Map.of(), List.of());
        this.object = new OneObject(database, home, empty, Set.of("appSecret"));
    }

    /**
     * Checks that the file does not have AppID and AppSecret.
     *
     * @throws OrderRefusedException if it does
     */
    public void requireNotInFile() {
        object.requireNotInFile();
    }

    /** Returns the version of AppID and AppSecret, which grows with each change; 1 if there are none. */
    public long version() {
        return object.version();
    }

    /** Returns the AppID; empty if none is in the database. */
    public Optional<String> appId() {
        return object.values().getOrDefault("appId", List.of()).stream().findFirst();
    }

    /**
     * Stores AppID and AppSecret, for all nodes.
     *
     * @param version the version that the owner saw
     * @throws SettingsException listing what is wrong with them
     * @throws ChangedException if they no longer have that version
     * @throws OrderRefusedException if the file has them
     */
    public void save(Actor actor, long version, String appId, String appSecret) {
        object.requireNotInFile();
        Stored sealed = StoredCredentials.seal(pool, keys, app, appId, appSecret, clock.instant());
        object.save(actor, version, sealed.values(), ACTION, sealed.object());
    }

    /**
     * Removes AppID and AppSecret from the database.
     *
     * @param version the version that the owner saw
     * @throws ChangedException if they no longer have that version
     * @throws OrderRefusedException if the file has them, or if there are none
     */
    public void remove(Actor actor, long version) {
        object.requireNotInFile();
        if (appId().isEmpty()) {
            throw new OrderRefusedException("there is nothing left to remove");
        }
        object.save(actor, version, Map.of(), ACTION, new Stored(Stored.WECHAT, app, Map.of(), List.of()).object());
    }
}
