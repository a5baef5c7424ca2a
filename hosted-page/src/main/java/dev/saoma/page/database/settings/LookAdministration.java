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
 * Operations on the look in a pool's database. Each write is one transaction with its row of the audit, checks the values by
 * the rules of the settings file, and is refused if the file has a look. Thread-safe.
 */
public final class LookAdministration {
    private final PoolSettings pool;
    private final OneObject object;

    /** Creates the operations for the pool that the database belongs to. */
    public LookAdministration(PeopleDatabase database, Home home) {
        this.pool = database.pool();
        this.object = new OneObject(database, home, stored(Map.of()), Set.of());
    }

    private static Stored stored(Map<String, List<String>> values) {
        return new Stored(Stored.BRANDING, "", values, List.of());
    }

    /** Returns the look's version, which grows with each change; 1 if there is no look. */
    public long version() {
        return object.version();
    }

    /** Returns the look's values, by the keys of the settings file; empty if there is no look. */
    public Map<String, List<String>> values() {
        return object.values();
    }

    /**
     * Sets the pool's look; without values the page has its built-in look.
     *
     * @param version the version that the administrator saw
     * @throws SettingsException listing what is wrong with the values
     * @throws ChangedException if the look no longer has that version
     * @throws OrderRefusedException if the file has a look
     */
    public void save(Actor actor, long version, Map<String, List<String>> values) {
        object.requireNotInFile();
        BrandingReader.check(pool, stored(values));
        object.save(actor, version, values, "look-changed", "look");
    }
}
