package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.settings.SettingsTables.Row;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The look of a pool, stored in its database. Each write is one transaction with its row of the audit, holds the values to the
 * rules of the settings file, and is refused where the file has a look. Thread-safe.
 */
public final class LookAdministration {
    private static final String KIND = Stored.BRANDING;
    private static final String ONE = "";
    private static final long NONE = 1;

    private final Transactions transactions;
    private final AuditChain audit;
    private final Clock clock;
    private final PoolSettings pool;
    private final Home home;

    /** Creates the administration of the pool that the database belongs to. */
    public LookAdministration(PeopleDatabase database, Home home) {
        this.transactions = database.transactions();
        this.audit = database.audit();
        this.clock = database.clock();
        this.pool = database.pool();
        this.home = home;
    }

    /** Returns the version of the look, which each change raises; 1 if none is stored. */
    public long version() {
        return transactions.run(tables -> version(SettingsTables.find(tables, KIND, ONE)));
    }

    /** Returns the values by the keys of the settings file; empty if none is stored. */
    public Map<String, List<String>> values() {
        return transactions.run(tables -> SettingsTables.find(tables, KIND, ONE)
                .map(row -> row.stored().values())
                .orElse(Map.of()));
    }

    private static long version(Optional<Row> row) {
        return row.map(found -> NONE + found.history().version()).orElse(NONE);
    }

    /**
     * Replaces the look; without values the page has its default look.
     *
     * @param the version that the administrator has seen
     * @throws SettingsException listing what is wrong with the values
     * @throws ChangedException if it is not of that version any more
     * @throws OrderRefusedException if the file has a look
     */
    public void save(Actor actor, long version, Map<String, List<String>> values) {
        home.object(KIND).ifPresent(line -> {
            throw new OrderRefusedException("the look stands in the settings file" + (line > 0 ? ", line " + line : "")
                    + ": it is changed there");
        });
        Stored stored = new Stored(KIND, ONE, values, List.of());
        BrandingReader.check(pool, stored);
        transactions.run(tables -> {
            tables.lockPool();
            Optional<Row> before = SettingsTables.find(tables, KIND, ONE);
            if (version(before) != version) {
                throw new ChangedException();
            }
            long now = clock.millis();
            if (values.isEmpty()) {
                SettingsTables.delete(tables, KIND, ONE);
            } else if (before.isPresent()) {
                SettingsTables.replace(tables, stored, actor, now);
            } else {
                SettingsTables.insert(tables, stored, actor, now);
            }
            Map<String, List<String>> was =
                    before.map(row -> row.stored().values()).orElse(Map.of());
            List<String> what = SettingsTables.differences(was, values);
            long seq = audit.append(tables, actor, "look-changed", now, SettingsTables.details("look", what));
            SettingsTables.changed(tables);
            return seq;
        });
        home.changed().run();
    }
}
