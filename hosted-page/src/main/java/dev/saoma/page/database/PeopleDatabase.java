package dev.saoma.page.database;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.DatabaseFailure;
import dev.saoma.page.database.jdbc.RevisionReader;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.DirectorySettings;
import dev.saoma.page.settings.PoolSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.JdbiException;

/** The people of one pool in their database: for sign-ins and for administrators. Thread-safe. */
public final class PeopleDatabase implements AutoCloseable {
    private final PoolSettings pool;
    private final DirectorySettings settings;
    private final Database database;
    private final Transactions transactions;
    private final AuditChain audit;
    private final AuditHead auditHead;
    private final Clock clock;

    private PeopleDatabase(
            PoolSettings pool,
            DirectorySettings settings,
            Database database,
            Transactions transactions,
            AuditChain audit,
            Clock clock) {
        this.pool = pool;
        this.settings = settings;
        this.database = database;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
        this.auditHead = new AuditHead(AuditHead.file(pool.keys().signing()), pool.name(), transactions, clock);
    }

    /**
     * Connects, and creates or checks the tables.
     *
     * @param pool a pool that has a directory
     * @param keys secret keys shared by all nodes and unknown to the database; the first one signs
     * @throws DirectoryException if the database cannot be used
     */
    public static PeopleDatabase open(PoolSettings pool, List<byte[]> keys, Clock clock) {
        DirectorySettings settings =
                pool.directory().orElseThrow(() -> new IllegalArgumentException("pool: one with a directory expected"));
        Database database = Database.open(settings.database());
        try {
            Transactions transactions = new Transactions(database, pool.name());
            return new PeopleDatabase(pool, settings, database, transactions, new AuditChain(keys), clock);
        } catch (JdbiException e) {
            database.close();
            throw DatabaseFailure.of("The tables of the directory cannot be used: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public PoolSettings pool() {
        return pool;
    }

    public DirectorySettings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    public Transactions transactions() {
        return transactions;
    }

    public AuditChain audit() {
        return audit;
    }

    /** Returns an application's admission rule. */
    public AdmissionRule rule(String clientId) {
        return pool.application(clientId).flatMap(Application::admission).orElse(settings.admission());
    }

    /** Whether the application takes logout tokens. */
    public boolean isListener(String clientId) {
        return pool.application(clientId)
                .flatMap(application -> application.signOut().backChannel())
                .isPresent();
    }

    /** Returns the queue of the log of sign-ins to this database. */
    public Evidence evidence() {
        return evidence(this::isListener);
    }

    /** As {@link #evidence()}, where settings change; {@code isListener}: whether an application takes logout tokens now. */
    public Evidence evidence(Predicate<String> isListener) {
        return new Evidence(transactions, new SignInRows(transactions, audit, isListener, clock), clock);
    }

    /**
     * Creates the outbox of logout tokens.
     *
     * @param isListener whether an application takes logout tokens, by this node's settings
     */
    public Outbox outbox(LogoutSender sender, Predicate<String> isListener) {
        return new Outbox(transactions, sender, isListener, clock);
    }

    public Retention retention() {
        return new Retention(transactions, settings, audit, orders(new RandomText(new SecureRandom())), clock);
    }

    /** Returns the function from subjects to their pseudonyms in log lines, for these keys. */
    public static UnaryOperator<String> logNames(List<byte[]> keys) {
        return new AuditChain(keys)::logName;
    }

    /** Limits the wait for a connection, from now on, to the timeout of sign-ins. */
    public void hurry() {
        database.hurry(settings.database().timeout());
    }

    /** Returns a reader of the pool's revision, which grows with each change by an administrator. */
    public RevisionReader revisions() {
        return database.revisions(pool.name());
    }

    public HikariPoolMXBean connections() {
        return database.connections();
    }

    /**
     * Verifies the audit against the head recorded beside the keys.
     *
     * @return the first fault; empty if it is intact
     */
    public Optional<String> verifyAudit() {
        Map<Long, String> noted = auditHead.noted();
        return transactions.snapshot(tables -> audit.verify(tables, noted));
    }

    /** Records the head of the audit beside the keys, for {@link #verifyAudit}. */
    public void noteAuditHead() {
        auditHead.note();
    }

    /** Returns the operations of administrators on people. */
    public PeopleAdministration administration(RandomText random) {
        return new PeopleAdministration(transactions, steps(), random);
    }

    private OrderSteps steps() {
        List<String> clientIds =
                pool.applications().stream().map(Application::clientId).toList();
        return new OrderSteps(
                audit,
                clock,
                clientIds,
                clientIds.stream().filter(this::isListener).toList());
    }

    /** Returns the operations on the console's administrators. */
    public Administrators administrators(RandomText random) {
        return new Administrators(transactions, audit, random, clock);
    }

    /** Returns the same database with other settings of the same pool; closing either closes both. */
    public PeopleDatabase with(PoolSettings changed) {
        return changed.equals(pool)
                ? this
                : new PeopleDatabase(changed, changed.directory().orElseThrow(), database, transactions, audit, clock);
    }

    /** Returns the operations on access tokens of the console's API. */
    public ApiTokens apiTokens(RandomText random) {
        return new ApiTokens(transactions, audit, random, clock);
    }

    /** Returns the operations on orders that wait for a second administrator. */
    public PendingOrders orders(RandomText random) {
        return new PendingOrders(transactions, steps(), administrators(random), random);
    }

    /** Returns the console's reports on sign-ins and the audit. */
    public Reports reports() {
        return new Reports(transactions);
    }

    /** Whether the exception comes from the database: it does not respond, or has refused a statement. */
    public static boolean isFault(RuntimeException failure) {
        return failure instanceof DirectoryException || failure instanceof JdbiException;
    }

    /** Returns what a fault means, see {@link #isFault}: the database is away, or it refuses what it was asked. */
    public static DirectoryException failure(RuntimeException fault) {
        if (fault instanceof DirectoryException known) {
            return known;
        }
        boolean isAway = DatabaseFailure.of("", fault).isAway();
        return DatabaseFailure.of(
                (isAway ? "The directory's database no longer responds: " : "The directory's database refuses this: ")
                        + DatabaseFailure.cause(fault),
                fault);
    }

    /**
     * Tries every statement.
     *
     * @return a line for each that the database refuses; empty if all work
     */
    public List<String> refusedStatements() {
        return database.refusedStatements();
    }

    @Override
    public void close() {
        database.close();
    }
}
