package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The look of a pool that is in its database. Each write is one transaction with its row of the audit, holds the values to the
 * rules of the settings file, and is refused where the file has a look. Thread-safe.
 */
public final class LookAdministration {
    private final PoolSettings pool;
    private final OneObject object;

    /** That of the pool whose database that is. */
    public LookAdministration(PeopleDatabase database, Home home) {
        this.pool = database.pool();
        this.object = new OneObject(database, home, stored(Map.of()), Set.of());
    }

    private static Stored stored(Map<String, List<String>> values) {
        return new Stored(Stored.BRANDING, "", values, List.of());
    }

    /** Its version, which each change raises; 1 where there is none. */
    public long version() {
        return object.version();
    }

    /** What it says, by the keys of the settings file; empty where there is none. */
    public Map<String, List<String>> values() {
        return object.values();
    }

    /**
     * Gives the pool that look; without values the page looks as it does by itself.
     *
     * @param version that the administrator saw
     * @throws SettingsException listing what is wrong with the values
     * @throws ChangedException if it is not of that version any more
     * @throws OrderRefusedException if the file has a look
     */
    public void save(Actor actor, long version, Map<String, List<String>> values) {
        object.requireNotInFile();
        BrandingReader.check(pool, stored(values));
        object.save(actor, version, values, "look-changed", "look");
    }
}
