package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.settings.stored.StoredSettings;
import dev.saoma.page.settings.stored.StoredSettings.ClientSecret;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one pool in its database. A writer holds the pool's lock, adds the row of the audit in the same transaction,
 * and calls {@link #changed} at the end.
 */
final class SettingsTables {
    /** The number of details that one row of the audit commits to. */
    private static final int MOST_DETAILS = 8;

    private SettingsTables() {}

    /**
     * A stored object with history and secrets, as the console shows it.
     *
     * @param secrets the client secrets, oldest first
     */
    record Row(Stored stored, History history, List<SecretRow> secrets) {}

    /** When and by whom an object was added and last changed; times in milliseconds since 1970. */
    record History(long version, long addedAt, String addedBy, long changedAt, String changedBy) {}

    /** A client secret; times are null if it does not expire, or has not been used. */
    record SecretRow(
            String id,
            String hash,
            long addedAt,
            String addedBy,
            @Nullable Long endsAt,
            @Nullable Long lastAt) {
        ClientSecret settings() {
            return new ClientSecret(id, hash, endsAt == null ? ClientSecret.NEVER : endsAt);
        }
    }

    private record Key(String kind, String name) {}

    static long revision(PeopleTables tables) {
        return tables.query(Sql.SETTINGS_REVISION).mapTo(Long.class).findOne().orElse(0L);
    }

    /** Reads all settings of one revision; empty if they were changed meanwhile. */
    static Optional<StoredSettings.Pool> read(PeopleTables tables) {
        long revision = revision(tables);
        List<Stored> objects = rows(tables).stream().map(Row::stored).toList();
        return revision(tables) == revision
                ? Optional.of(new StoredSettings.Pool(revision, objects))
                : Optional.empty();
    }

    static List<Row> rows(PeopleTables tables) {
        Map<Key, Map<String, List<String>>> values = new LinkedHashMap<>();
        tables.query(Sql.SETTINGS_VALUES)
                .map((row, context) -> values.computeIfAbsent(
                                new Key(row.getString("object_kind"), row.getString("object_name")),
                                key -> new LinkedHashMap<>())
                        .computeIfAbsent(row.getString("setting_name"), name -> new ArrayList<>())
                        .add(row.getString("content")))
                .list();
        Map<String, List<SecretRow>> secrets = new LinkedHashMap<>();
        tables.query(Sql.CLIENT_SECRETS)
                .map((row, context) -> secrets.computeIfAbsent(row.getString("client_id"), id -> new ArrayList<>())
                        .add(new SecretRow(
                                row.getString("secret_id"),
                                row.getString("secret_hash"),
                                row.getLong("added_at"),
                                row.getString("added_by"),
                                row.getObject("ends_at") == null ? null : row.getLong("ends_at"),
                                row.getObject("last_at") == null ? null : row.getLong("last_at"))))
                .list();
        return tables.query(Sql.SETTINGS_OBJECTS)
                .map((row, context) -> {
                    Key key = new Key(
                            row.getString("object_kind"),
                            Optional.ofNullable(row.getString("object_name")).orElse(""));
                    List<SecretRow> own = key.kind().equals(Stored.APPLICATIONS)
                            ? secrets.getOrDefault(key.name(), List.of())
                            : List.of();
                    return new Row(
                            new Stored(
                                    key.kind(),
                                    key.name(),
                                    values.getOrDefault(key, Map.of()),
                                    own.stream().map(SecretRow::settings).toList()),
                            new History(
                                    row.getLong("version"),
                                    row.getLong("added_at"),
                                    row.getString("added_by"),
                                    row.getLong("changed_at"),
                                    row.getString("changed_by")),
                            List.copyOf(own));
                })
                .list();
    }

    static Optional<Row> find(PeopleTables tables, String kind, String name) {
        return rows(tables).stream()
                .filter(row ->
                        row.stored().kind().equals(kind) && row.stored().name().equals(name))
                .findFirst();
    }

    /**
     * Adds an object. Its version continues where the pool's revision is, which grows at least as fast as any version: if an
     * object of that name was removed before, none of its versions repeats.
     */
    static void insert(PeopleTables tables, Stored stored, Actor actor, long now) {
        tables.update(Sql.SETTINGS_OBJECT_INSERT)
                .bind("kind", stored.kind())
                .bind("name", stored.name())
                .bind("version", revision(tables) + 1)
                .bind("now", now)
                .bind("actor", actor.name())
                .execute();
        insertValues(tables, stored);
    }

    /** Replaces all values of an object. */
    static void replace(PeopleTables tables, Stored stored, Actor actor, long now) {
        touch(tables, stored.kind(), stored.name(), actor, now);
        deleteValues(tables, stored.kind(), stored.name());
        insertValues(tables, stored);
    }

    /** Raises the version of an object after a change other than of its values, such as of a secret. */
    static void touch(PeopleTables tables, String kind, String name, Actor actor, long now) {
        tables.update(Sql.SETTINGS_OBJECT_CHANGED)
                .bind("kind", kind)
                .bind("name", name)
                .bind("now", now)
                .bind("actor", actor.name())
                .execute();
    }

    static void delete(PeopleTables tables, String kind, String name) {
        deleteValues(tables, kind, name);
        tables.update(Sql.SETTINGS_OBJECT_DELETE)
                .bind("kind", kind)
                .bind("name", name)
                .execute();
    }

    private static void deleteValues(PeopleTables tables, String kind, String name) {
        tables.update(Sql.SETTINGS_VALUES_DELETE)
                .bind("kind", kind)
                .bind("name", name)
                .execute();
    }

    private static void insertValues(PeopleTables tables, Stored stored) {
        stored.values().forEach((setting, texts) -> {
            for (int part = 0; part < texts.size(); part++) {
                tables.update(Sql.SETTINGS_VALUE_INSERT)
                        .bind("kind", stored.kind())
                        .bind("name", stored.name())
                        .bind("setting", setting)
                        .bind("part", part)
                        .bind("content", texts.get(part))
                        .execute();
            }
        });
    }

    /** Makes all nodes reload the settings. */
    static void changed(PeopleTables tables) {
        if (tables.update(Sql.SETTINGS_REVISION_NEXT).execute() == 0) {
            tables.update(Sql.SETTINGS_REVISION_INSERT).execute();
        }
    }

    /** Describes a change: a text for each key whose values differ. */
    static List<String> differences(Map<String, List<String>> before, Map<String, List<String>> after) {
        List<String> differences = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (String key : keys) {
            String was = String.join(" ", before.getOrDefault(key, List.of("none")));
            String is = String.join(" ", after.getOrDefault(key, List.of("none")));
            if (!was.equals(is)) {
                differences.add(key + ": " + was + " → " + is);
            }
        }
        return differences;
    }

    /** Returns the audit's details of a change of that object. */
    static List<Detail> details(String name, List<String> what) {
        List<String> texts = new ArrayList<>(what);
        while (texts.size() > MOST_DETAILS) { // Any more texts are joined to the last one.
            String last = texts.remove(texts.size() - 1);
            texts.set(texts.size() - 1, texts.get(texts.size() - 1) + "; " + last);
        }
        return texts.isEmpty()
                ? List.of(new Detail(null, name))
                : texts.stream()
                        .map(text -> new Detail(null, name + " " + text))
                        .toList();
    }
}
