package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.settings.SettingsTables.Row;
import dev.saoma.page.database.settings.SettingsWrites.Changed;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a pool's settings of which there is at most one. It is written as a whole, in one transaction with its row of
 * the audit, and never if the file has it. Thread-safe.
 */
final class OneObject {
    private static final long NONE = 1;

    private final Transactions transactions;
    private final SettingsWrites writes;
    private final Stored empty;
    private final Set<String> secrets;

    /**
     * @param empty the object without values
     * @param secrets keys whose values the audit omits, recording only that they have changed
     */
    OneObject(PeopleDatabase database, Home home, Stored empty, Set<String> secrets) {
        this.transactions = database.transactions();
        this.writes = new SettingsWrites(database, home, OneObject::version);
        this.empty = empty;
        this.secrets = secrets;
    }

    /** Returns the object's version, which grows with each change; 1 if there is none. */
    long version() {
        return transactions.run(tables -> version(found(tables)));
    }

    /** Returns the object's values, by the keys of the settings file; empty if there is none. */
    Map<String, List<String>> values() {
        return transactions.run(
                tables -> found(tables).map(row -> row.stored().values()).orElse(Map.of()));
    }

    private Optional<Row> found(PeopleTables tables) {
        return SettingsTables.find(tables, empty.kind(), empty.name());
    }

    private static long version(Optional<Row> row) {
        return row.map(found -> NONE + found.history().version()).orElse(NONE);
    }

    /**
     * Checks that the file does not have the object.
     *
     * @throws OrderRefusedException if it does
     */
    void requireNotInFile() {
        writes.requireNotInFile(empty);
    }

    /**
     * Replaces the object's values, which have been checked; without values the object is removed.
     *
     * @param version the version that the administrator saw
     * @param action action for the audit
     * @param name the object's name in the audit
     * @throws ChangedException if the object no longer has that version
     * @throws OrderRefusedException if the file has it
     */
    void save(Actor actor, long version, Map<String, List<String>> values, String action, String name) {
        Stored stored = new Stored(empty.kind(), empty.name(), values, List.of());
        writes.write(actor, stored, version, (tables, before, now) -> {
            if (values.isEmpty()) {
                SettingsTables.delete(tables, empty.kind(), empty.name());
            } else if (before.isPresent()) {
                SettingsTables.replace(tables, stored, actor, now);
            } else {
                SettingsTables.insert(tables, stored, actor, now);
            }
            Map<String, List<String>> was =
                    before.map(row -> row.stored().values()).orElse(Map.of());
            return new Changed<>(stored, action, name, differences(was, stored.values()));
        });
    }

    private List<String> differences(Map<String, List<String>> was, Map<String, List<String>> is) {
        List<String> differences = SettingsTables.differences(without(was), without(is));
        secrets.stream()
                .filter(key -> !was.getOrDefault(key, List.of()).equals(is.getOrDefault(key, List.of())))
                .forEach(key -> differences.add(key + ": changed"));
        return differences;
    }

    private Map<String, List<String>> without(Map<String, List<String>> values) {
        Map<String, List<String>> open = new LinkedHashMap<>(values);
        open.keySet().removeAll(secrets);
        return open;
    }
}
