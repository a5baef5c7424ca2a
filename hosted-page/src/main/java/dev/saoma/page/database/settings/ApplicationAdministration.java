package dev.saoma.page.database.settings;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.database.settings.SettingsTables.Row;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.stored.StoredApplication;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a pool that are in its database, and their secrets. Each write is one transaction with its row of the
 * audit, holds the values to the rules of the settings file, and does not touch applications of that file. Thread-safe.
 */
public final class ApplicationAdministration {
    private static final int ID_CHARS = 10;
    private static final int MOST_APPLICATIONS = 500;
    private static final int MOST_SECRETS = 5;
    private static final String KIND = Stored.APPLICATIONS;

    private final Transactions transactions;
    private final AuditChain audit;
    private final RandomText random;
    private final Clock clock;
    private final PoolSettings pool;
    private final Home home;

    /** Creates the administration of the pool that the database belongs to. */
    public ApplicationAdministration(PeopleDatabase database, RandomText random, Home home) {
        this.transactions = database.transactions();
        this.audit = database.audit();
        this.clock = database.clock();
        this.pool = database.pool();
        this.random = random;
        this.home = home;
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

    /** Returns the applications in the database, by client id. */
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

    /** Returns when each application, of file or database, was last signed in to, in milliseconds since 1970. */
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
     * @throws OrderRefusedException if there is one with that client id already, in the database or the file
     */
    public StoredApplication create(Actor actor, String clientId, Map<String, List<String>> values) {
        Stored stored = checked(clientId, values);
        return changing(tables -> {
            List<Row> rows = SettingsTables.rows(tables);
            if (rows.stream().anyMatch(row -> isThat(row, clientId))) {
                throw new OrderRefusedException("there is an application " + clientId + " already");
            }
            if (rows.size() >= MOST_APPLICATIONS) {
                throw new OrderRefusedException("a pool has at most " + MOST_APPLICATIONS + " applications here");
            }
            SettingsTables.insert(tables, stored, actor, clock.millis());
            record(tables, actor, "application-added", clientId, SettingsTables.differences(Map.of(), stored.values()));
            return found(tables, clientId);
        });
    }

    /**
     * Replaces all values of an application.
     *
     * @throws SettingsException listing what is wrong with them
     * @throws ChangedException if it is not of that version any more
     * @throws OrderRefusedException if there is no such application in the database, or it would change between public and
     *     confidential
     */
    public StoredApplication change(Actor actor, String clientId, long version, Map<String, List<String>> values) {
        Stored stored = checked(clientId, values);
        return changing(tables -> {
            StoredApplication before = locked(tables, clientId, version);
            if (before.confidential() != StoredApplication.confidential(stored.values())) {
                throw new OrderRefusedException(
                        "an application keeps its kind, with a secret or without: make another one");
            }
            SettingsTables.replace(tables, stored, actor, clock.millis());
            record(
                    tables,
                    actor,
                    "application-changed",
                    clientId,
                    SettingsTables.differences(before.values(), stored.values()));
            return found(tables, clientId);
        });
    }

    /**
     * Removes an application with its secrets; signing in to it is no longer possible.
     *
     * @throws ChangedException if it is not of that version any more
     * @throws OrderRefusedException if there is no such application in the database
     */
    public void remove(Actor actor, String clientId, long version) {
        changing(tables -> {
            StoredApplication before = locked(tables, clientId, version);
            tables.update(Sql.CLIENT_SECRETS_DELETE).bind("clientId", clientId).execute();
            SettingsTables.delete(tables, KIND, clientId);
            record(
                    tables,
                    actor,
                    "application-removed",
                    clientId,
                    SettingsTables.differences(before.values(), Map.of()));
            return before;
        });
    }

    /**
     * Generates an additional secret.
     *
     * @param othersEnd time after which the other secrets expire; null if they stay
     * @return the secret, which cannot be retrieved again
     * @throws ChangedException if the application is not of that version any more
     * @throws OrderRefusedException if the application is public, has too many secrets, or is not in the database
     */
    public NewSecret addSecret(Actor actor, String clientId, long version, @Nullable Duration othersEnd) {
        String text = random.token();
        String id = random.alphanumeric(ID_CHARS);
        return changing(tables -> {
            StoredApplication before = locked(tables, clientId, version);
            if (!before.confidential()) {
                throw new OrderRefusedException(
                        "the application is a public client: it authenticates with PKCE and has no secret");
            }
            if (before.secrets().size() >= MOST_SECRETS) {
                throw new OrderRefusedException(
                        "an application has at most " + MOST_SECRETS + " secrets: end one that is no longer used");
            }
            long now = clock.millis();
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
            record(tables, actor, "client-secret-made", clientId, List.of("secret " + id + overlap));
            return new NewSecret(id, text);
        });
    }

    /**
     * Revokes a secret at once.
     *
     * @throws ChangedException if the application is not of that version any more
     * @throws OrderRefusedException if there is no such secret
     */
    public void endSecret(Actor actor, String clientId, long version, String secretId) {
        changing(tables -> {
            locked(tables, clientId, version);
            int gone = tables.update(Sql.CLIENT_SECRET_DELETE)
                    .bind("clientId", clientId)
                    .bind("id", secretId)
                    .execute();
            if (gone == 0) {
                throw new OrderRefusedException("there is no such secret any more");
            }
            SettingsTables.touch(tables, KIND, clientId, actor, clock.millis());
            record(tables, actor, "client-secret-ended", clientId, List.of("secret " + secretId));
            return secretId;
        });
    }

    /** Runs a change under the pool's lock; afterwards all nodes reload the settings, this one at once. */
    private <T> T changing(Transactions.Work<T> work) {
        T done = transactions.run(tables -> {
            tables.lockPool();
            T result = work.in(tables);
            SettingsTables.changed(tables);
            return result;
        });
        home.changed().run();
        return done;
    }

    private Stored checked(String clientId, Map<String, List<String>> values) {
        requireNotInFile(clientId);
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

    private void requireNotInFile(String clientId) {
        home.line(clientId).ifPresent(line -> {
            throw OneObject.inFile(KIND + "." + clientId, line);
        });
    }

    private StoredApplication locked(PeopleTables tables, String clientId, long version) {
        requireNotInFile(clientId);
        StoredApplication found = SettingsTables.find(tables, KIND, clientId)
                .map(ApplicationAdministration::entry)
                .orElseThrow(() -> new OrderRefusedException("there is no such application here any more"));
        if (found.version() != version) {
            throw new ChangedException();
        }
        return found;
    }

    private static StoredApplication found(PeopleTables tables, String clientId) {
        return entry(SettingsTables.find(tables, KIND, clientId).orElseThrow());
    }

    private static boolean isThat(Row row, String clientId) {
        return row.stored().kind().equals(KIND) && row.stored().name().equals(clientId);
    }

    private void record(PeopleTables tables, Actor actor, String action, String clientId, List<String> what) {
        audit.append(tables, actor, action, clock.millis(), SettingsTables.details(clientId, what));
    }
}
