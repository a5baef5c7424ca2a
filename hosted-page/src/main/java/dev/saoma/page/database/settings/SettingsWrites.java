package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.settings.SettingsTables.Row;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries out every change of a pool's settings in the database: in one transaction under the pool's lock, on the version
 * that the administrator saw, with its row of the audit, and never on an object that the file has. Afterwards all nodes
 * reload the settings, this one at once. Thread-safe.
 */
final class SettingsWrites {
    private final Transactions transactions;
    private final AuditChain audit;
    private final Clock clock;
    private final Home home;
    private final ToLongFunction<Optional<Row>> versions;

    /** @param versions returns the version of an object as administrators see it */
    SettingsWrites(PeopleDatabase database, Home home, ToLongFunction<Optional<Row>> versions) {
        this.transactions = database.transactions();
        this.audit = database.audit();
        this.clock = database.clock();
        this.home = home;
        this.versions = versions;
    }

    /** Changes the tables of an object; {@code now} is in milliseconds since 1970. */
    @FunctionalInterface
    interface Change<T> {
        Changed<T> in(PeopleTables tables, Optional<Row> before, long now);
    }

    /**
     * A change that has been made.
     *
     * @param action action for the audit
     * @param name the object's name in the audit
     * @param what texts for the audit, such as {@link SettingsTables#differences}
     */
    record Changed<T>(T result, String action, String name, List<String> what) {}

    /**
     * Checks that the file does not have an object.
     *
     * @throws OrderRefusedException if it does
     */
    void requireNotInFile(Stored object) {
        home.object(object.object()).ifPresent(line -> {
            if (line == 0) { // It is in the environment.
                throw new OrderRefusedException(object.object() + " stands in the settings file: it is changed there");
            }
            throw new OrderRefusedException(
                    object.object() + " stands in the settings file, line " + line + ": it is changed there");
        });
    }

    /**
     * Carries out a change.
     *
     * @param object the object, of which only kind and name are used
     * @param version the version that the administrator saw; null if the object is new
     * @throws ChangedException if the object no longer has that version
     * @throws OrderRefusedException if the file has the object
     */
    <T> T write(Actor actor, Stored object, @Nullable Long version, Change<T> change) {
        requireNotInFile(object);
        T result = transactions.underLock(tables -> {
            Optional<Row> before = SettingsTables.find(tables, object.kind(), object.name());
            if (version != null && versions.applyAsLong(before) != version) {
                throw new ChangedException();
            }
            long now = clock.millis();
            Changed<T> changed = change.in(tables, before, now);
            audit.append(tables, actor, changed.action(), now, SettingsTables.details(changed.name(), changed.what()));
            SettingsTables.changed(tables);
            return changed.result();
        });
        home.changed().run();
        return result;
    }
}
