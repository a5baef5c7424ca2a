package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The administrators of a pool in the console, and the browsers they have registered. Each write is one transaction with its
 * row of the audit. Thread-safe.
 */
public final class Administrators {
    private static final int ID_CHARS = 10;
    private static final int MAX_BROWSERS = 20;

    private final Transactions transactions;
    private final AuditChain audit;
    private final RandomText random;
    private final Clock clock;

    Administrators(Transactions transactions, AuditChain audit, RandomText random, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * An administrator.
     *
     * @param id pseudonym in the audit; reveals nothing about the person
     * @param duty the least one if only a newer version of the page knows the stored one
     * @param addedAt in milliseconds since 1970
     * @param lastAt when last seen in the console; null if never
     * @param name the name to show; null if the person has none
     * @param active whether the administrator may enter the console: the person may sign in, and the duty is known
     */
    public record Administrator(
            String id,
            String subject,
            Duty duty,
            long addedAt,
            @Nullable Long lastAt,
            long version,
            @Nullable String name,
            boolean active) {
        @Override
        public String toString() {
            return "Administrator[" + id + "]";
        }
    }

    /** A browser that an administrator has registered; only a digest of its secret is stored. */
    public record KnownBrowser(String id, @Nullable String agent, long addedAt, long lastAt) {}

    /** Returns all administrators, oldest first. */
    public List<Administrator> list() {
        return transactions.run(Administrators::list);
    }

    static List<Administrator> list(PeopleTables tables) {
        return tables.query(ConsoleSql.ADMINISTRATORS)
                .map((row, context) -> administrator(row))
                .list();
    }

    /** Finds the administrator with this subject. */
    public Optional<Administrator> find(String subject) {
        return transactions.run(tables -> find(tables, subject));
    }

    static Optional<Administrator> find(PeopleTables tables, String subject) {
        return tables.query(ConsoleSql.ADMINISTRATOR_OF)
                .bind("subject", subject)
                .map((row, context) -> administrator(row))
                .findOne();
    }

    /**
     * Makes a person an administrator, and admits them if they are waiting or a visitor.
     *
     * @throws OrderRefusedException if the person is an administrator already, or is blocked or merged
     */
    public Administrator add(Actor actor, String subject, Duty duty) {
        return transactions.underLock(tables -> add(tables, actor, subject, duty));
    }

    /** As the public method, within the caller's transaction, which holds the pool's lock. */
    Administrator add(PeopleTables tables, Actor actor, String subject, Duty duty) {
        Person person = OrderSteps.requireNew(tables, subject);
        if (person.state() != State.ACTIVE) {
            tables.update(Sql.PERSON_STATE)
                    .bind("subject", subject)
                    .bind("state", State.ACTIVE.code())
                    .bind("why", (String) null)
                    .execute();
        }
        String id = random.alphanumeric(ID_CHARS);
        tables.update(ConsoleSql.ADMINISTRATOR_INSERT)
                .bind("id", id)
                .bind("subject", subject)
                .bind("duty", duty.code())
                .bind("now", clock.millis())
                .bind("actor", actor.name())
                .execute();
        record(tables, actor, "administrator-added", subject, "adm:" + id + ": none → " + duty.code());
        tables.changed(subject);
        return find(tables, subject).orElseThrow();
    }

    /**
     * Changes an administrator's duty.
     *
     * @throws ChangedException if the row no longer has that version
     * @throws OrderRefusedException if it would leave no owner
     */
    public Administrator change(Actor actor, String id, long version, Duty duty) {
        return transactions.underLock(tables -> change(tables, actor, ofVersion(tables, id, version), duty));
    }

    /** As the public method, within the caller's transaction, which holds the pool's lock. */
    Administrator change(PeopleTables tables, Actor actor, Administrator before, Duty duty) {
        requireAnotherOwner(tables, before, duty);
        tables.update(ConsoleSql.ADMINISTRATOR_DUTY)
                .bind("id", before.id())
                .bind("duty", duty.code())
                .execute();
        String what = "adm:" + before.id() + ": " + before.duty().code() + " → " + duty.code();
        record(tables, actor, "administrator-changed", before.subject(), what);
        return find(tables, before.subject()).orElseThrow();
    }

    /**
     * Removes an administrator together with their registered browsers.
     *
     * @throws ChangedException if the row no longer has that version
     * @throws OrderRefusedException if it would leave no owner
     */
    public void remove(Actor actor, String id, long version) {
        transactions.underLock(tables -> {
            Administrator before = ofVersion(tables, id, version);
            requireAnotherOwner(tables, before, null);
            tables.update(ConsoleSql.ADMINISTRATOR_DELETE).bind("id", id).execute();
            tables.update(ConsoleSql.BROWSERS_DELETE)
                    .bind("subject", before.subject())
                    .execute();
            String what = "adm:" + id + ": " + before.duty().code() + " → none";
            return record(tables, actor, "administrator-removed", before.subject(), what);
        });
    }

    /**
     * Finds an administrator, who must still have the given version; the caller's transaction holds the pool's lock.
     */
    static Administrator ofVersion(PeopleTables tables, String id, long version) {
        Administrator found = list(tables).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OrderRefusedException("there is no such administrator any more"));
        if (found.version() != version) {
            throw new ChangedException();
        }
        return found;
    }

    private static void requireAnotherOwner(PeopleTables tables, Administrator before, @Nullable Duty next) {
        boolean another = list(tables).stream()
                .anyMatch(one ->
                        one.duty() == Duty.OWNER && one.active() && !one.id().equals(before.id()));
        if (before.duty() == Duty.OWNER && next != Duty.OWNER && !another) {
            throw new OrderRefusedException("this is the last owner, and a pool needs one: make another owner first");
        }
    }

    /** Returns an administrator's registered browsers, most recently used first. */
    public List<KnownBrowser> browsers(String subject) {
        return transactions.run(tables -> browsers(tables, subject));
    }

    private static List<KnownBrowser> browsers(PeopleTables tables, String subject) {
        return tables.query(ConsoleSql.BROWSERS)
                .bind("subject", subject)
                .map((row, context) -> new KnownBrowser(
                        row.getString("browser_id"),
                        row.getString("agent"),
                        row.getLong("added_at"),
                        row.getLong("last_at")))
                .list();
    }

    /** Whether the administrator has registered the browser with that secret; updates when both were last seen. */
    public boolean knows(String subject, String secret) {
        return transactions.run(tables -> {
            int seen = tables.update(ConsoleSql.BROWSER_SEEN)
                    .bind("subject", subject)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("now", clock.millis())
                    .execute();
            if (seen > 0) {
                tables.update(ConsoleSql.ADMINISTRATOR_SEEN)
                        .bind("subject", subject)
                        .bind("now", clock.millis())
                        .execute();
            }
            return seen > 0;
        });
    }

    /**
     * Registers a browser for an administrator.
     *
     * @param agent its {@code User-Agent}, cut to the column's length; null if it sends none
     * @throws OrderRefusedException if the person is not an administrator, or has registered too many browsers
     */
    public void know(Actor actor, String subject, String secret, @Nullable String agent) {
        transactions.underLock(tables -> {
            Administrator administrator = find(tables, subject)
                    .orElseThrow(() -> new OrderRefusedException("the person is not an administrator"));
            int known = browsers(tables, subject).size();
            if (known >= MAX_BROWSERS) {
                throw new OrderRefusedException("an administrator is known by at most " + MAX_BROWSERS
                        + " browsers: forget one that is no longer used");
            }
            String id = random.alphanumeric(ID_CHARS);
            tables.update(ConsoleSql.BROWSER_INSERT)
                    .bind("id", id)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("subject", subject)
                    .bind("agent", agent == null || agent.length() <= 200 ? agent : agent.substring(0, 200))
                    .bind("now", clock.millis())
                    .execute();
            String what = "adm:" + administrator.id() + ": browser " + id;
            return record(tables, actor, "browser-known", subject, what);
        });
    }

    /** Removes a registered browser; signing in with it again requires a new eight-character code. */
    public void forget(Actor actor, String subject, String browserId) {
        transactions.underLock(tables -> {
            int gone = tables.update(ConsoleSql.BROWSER_DELETE)
                    .bind("id", browserId)
                    .bind("subject", subject)
                    .execute();
            if (gone == 0) {
                throw new OrderRefusedException("there is no such browser any more");
            }
            return record(tables, actor, "browser-forgotten", subject, "browser " + browserId);
        });
    }

    /** Adds an audit row about an action that changed no table; without details if the person has since been erased. */
    public void note(Actor actor, String action, @Nullable String subject, String what) {
        transactions.underLock(tables -> {
            boolean erased = subject != null && tables.subject(subject).isEmpty();
            return erased
                    ? audit.append(tables, actor, action, clock.millis(), List.of())
                    : record(tables, actor, action, subject, what);
        });
    }

    private long record(PeopleTables tables, Actor actor, String action, @Nullable String subject, String what) {
        return audit.append(tables, actor, action, clock.millis(), List.of(new Detail(subject, what)));
    }

    private static Administrator administrator(ResultSet row) throws SQLException {
        String display = row.getString("display_name");
        String state = row.getString("state");
        Optional<Duty> duty = Duty.of(row.getString("duty"));
        return new Administrator(
                row.getString("admin_id"),
                row.getString("subject"),
                duty.orElse(Duty.AUDITOR),
                row.getLong("added_at"),
                row.getObject("last_at") == null ? null : row.getLong("last_at"),
                row.getLong("version"),
                display == null ? row.getString("wechat_name") : display,
                State.ACTIVE.code().equals(state) && duty.isPresent());
    }
}
