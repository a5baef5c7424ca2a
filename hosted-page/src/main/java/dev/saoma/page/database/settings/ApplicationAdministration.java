package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.database.settings.SettingsTables.Row;
import dev.saoma.page.database.settings.SettingsWrites.Changed;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Operations on the applications in a pool's database, and on their secrets. Each write is one transaction with its row of
 * the audit, checks the values by the rules of the settings file, and refuses applications of that file. Thread-safe.
 */
public final class ApplicationAdministration {
    private static final int ID_CHARS = 10;
    private static final int MOST_APPLICATIONS = 500;
    private static final int MOST_SECRETS = 5;
    private static final String KIND = Stored.APPLICATIONS;

    private final Transactions transactions;
    private final SettingsWrites writes;
    private final RandomText random;
    private final PoolSettings pool;

    /** Creates the operations for the pool that the database belongs to. */
    public ApplicationAdministration(PeopleDatabase database, RandomText random, Home home) {
        this.transactions = database.transactions();
        this.writes =
                new SettingsWrites(database, home, row -> found(row).history().version());
        this.pool = database.pool();
        this.random = random;
    }

    /**
     * A newly generated secret.
     *
     * @param text the secret, to be shown once; it is not stored anywhere
     */
    public record NewSecret(String id, String text) {
        @Override
        public String toString() {
            return "NewSecret[" + id + "]";
        }
    }

    /** Returns the applications in the database, sorted by client id. */
    public List<StoredApplication> list() {
        return transactions.run(tables -> SettingsTables.rows(tables).stream()
                .filter(row -> row.stored().kind().equals(KIND))
                .map(ApplicationAdministration::entry)
                .toList());
    }

    /** Finds the application with that client id in the database. */
    public Optional<StoredApplication> find(String clientId) {
        return transactions.run(
                tables -> SettingsTables.find(tables, KIND, clientId).map(ApplicationAdministration::entry));
    }

    private static StoredApplication entry(Row row) {
        return new StoredApplication(
                row.stored().name(),
                row.stored().values(),
                row.history().version(),
                row.history().changedAt(),
                row.history().changedBy(),
                row.secrets().stream()
                        .map(one ->
                                new StoredApplication.SecretEntry(one.id(), one.addedAt(), one.endsAt(), one.lastAt()))
                        .toList());
    }

    /** Returns the time of the last sign-in to each application, in file or database, in milliseconds since 1970. */
    public Map<String, Long> lastSignIns(Collection<String> clientIds) {
        return transactions.run(tables -> {
            Map<String, Long> last = new LinkedHashMap<>();
            clientIds.forEach(id -> tables.query(Sql.APPLICATION_LAST_SIGN_IN)
                    .bind("clientId", id)
                    .mapTo(Long.class)
                    .findFirst()
                    .ifPresent(at -> last.put(id, at)));
            return last;
        });
    }

    /**
     * Adds an application, without a secret.
     *
     * @throws SettingsException listing what is wrong with the values
     * @throws OrderRefusedException if the client id exists already, in the database or the file, or there are too many
     *     applications
     */
    public StoredApplication create(Actor actor, String clientId, Map<String, List<String>> values) {
        Stored stored = checked(clientId, values);
        return writes.write(actor, stored, null, (tables, before, now) -> {
            if (before.isPresent()) {
                throw new OrderRefusedException("there is an application " + clientId + " already");
            }
            if (SettingsTables.rows(tables).size() >= MOST_APPLICATIONS) {
                throw new OrderRefusedException("a pool has at most " + MOST_APPLICATIONS + " applications here");
            }
            SettingsTables.insert(tables, stored, actor, now);
            return changed(tables, stored, "application-added", Map.of());
        });
    }

    /**
     * Replaces all values of an application.
     *
     * @throws SettingsException listing what is wrong with them
     * @throws ChangedException if the application no longer has that version
     * @throws OrderRefusedException if there is no such application in the database, or it would change between public and
     *     confidential
     */
    public StoredApplication change(Actor actor, String clientId, long version, Map<String, List<String>> values) {
        Stored stored = checked(clientId, values);
        return writes.write(actor, stored, version, (tables, row, now) -> {
            StoredApplication before = entry(found(row));
            if (before.confidential() != StoredApplication.confidential(stored.values())) {
                throw new OrderRefusedException(
                        "an application keeps its kind, with a secret or without: make another one");
            }
            SettingsTables.replace(tables, stored, actor, now);
            return changed(tables, stored, "application-changed", before.values());
        });
    }

    /**
     * Removes an application with its secrets; signing in to it is no longer possible.
     *
     * @throws ChangedException if the application no longer has that version
     * @throws OrderRefusedException if there is no such application in the database
     */
    public void remove(Actor actor, String clientId, long version) {
        writes.write(actor, named(clientId), version, (tables, row, now) -> {
            StoredApplication before = entry(found(row));
            tables.update(Sql.CLIENT_SECRETS_DELETE).bind("clientId", clientId).execute();
            SettingsTables.delete(tables, KIND, clientId);
            List<String> differences = SettingsTables.differences(before.values(), Map.of());
            return new Changed<>(before, "application-removed", clientId, differences);
        });
    }

    /**
     * Generates an additional secret.
     *
     * @param othersEnd time after which the other secrets expire; null if they stay
     * @return the secret, which cannot be retrieved again
     * @throws ChangedException if the application no longer has that version
     * @throws OrderRefusedException if the application is public, has too many secrets, or is not in the database
     */
    public NewSecret addSecret(Actor actor, String clientId, long version, @Nullable Duration othersEnd) {
        String text = random.token();
        String id = random.alphanumeric(ID_CHARS);
        return writes.write(actor, named(clientId), version, (tables, row, now) -> {
            StoredApplication before = entry(found(row));
            if (!before.confidential()) {
                throw new OrderRefusedException(
                        "the application is a public client: it authenticates with PKCE and has no secret");
            }
            if (before.secrets().size() >= MOST_SECRETS) {
                throw new OrderRefusedException(
                        "an application has at most " + MOST_SECRETS + " secrets: end one that is no longer used");
            }
            tables.update(Sql.CLIENT_SECRET_INSERT)
                    .bind("clientId", clientId)
                    .bind("id", id)
                    .bind("hash", Fingerprint.of(text))
                    .bind("now", now)
                    .bind("actor", actor.name())
                    .execute();
            if (othersEnd != null) {
                tables.update(Sql.CLIENT_SECRETS_END)
                        .bind("clientId", clientId)
                        .bind("id", id)
                        .bind("until", now + othersEnd.toMillis())
                        .execute();
            }
            SettingsTables.touch(tables, KIND, clientId, actor, now);
            String overlap = othersEnd == null ? "" : ", the others end after " + othersEnd;
            NewSecret made = new NewSecret(id, text);
            return new Changed<>(made, "client-secret-made", clientId, List.of("secret " + id + overlap));
        });
    }

    /**
     * Revokes a secret at once.
     *
     * @throws ChangedException if the application no longer has that version
     * @throws OrderRefusedException if there is no such secret or application in the database
     */
    public void endSecret(Actor actor, String clientId, long version, String secretId) {
        writes.write(actor, named(clientId), version, (tables, row, now) -> {
            int gone = tables.update(Sql.CLIENT_SECRET_DELETE)
                    .bind("clientId", clientId)
                    .bind("id", secretId)
                    .execute();
            if (gone == 0) {
                throw new OrderRefusedException("there is no such secret any more");
            }
            SettingsTables.touch(tables, KIND, clientId, actor, now);
            return new Changed<>(secretId, "client-secret-ended", clientId, List.of("secret " + secretId));
        });
    }

    private Stored checked(String clientId, Map<String, List<String>> values) {
        writes.requireNotInFile(named(clientId));
        Map<String, List<String>> said = new LinkedHashMap<>();
        values.forEach((key, texts) -> {
            List<String> given = texts.stream()
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
            if (!given.isEmpty()) {
                said.put(key, given);
            }
        });
        Stored stored = new Stored(KIND, clientId, said, List.of());
        Application.check(pool, stored);
        return stored;
    }

    private static Stored named(String clientId) {
        return new Stored(KIND, clientId, Map.of(), List.of());
    }

    private static Row found(Optional<Row> row) {
        return row.orElseThrow(() -> new OrderRefusedException("there is no such application here any more"));
    }

    private static Changed<StoredApplication> changed(
            PeopleTables tables, Stored stored, String action, Map<String, List<String>> before) {
        StoredApplication after = entry(found(SettingsTables.find(tables, KIND, stored.name())));
        return new Changed<>(after, action, stored.name(), SettingsTables.differences(before, stored.values()));
    }
}
