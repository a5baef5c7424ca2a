package dev.saoma.page.database;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.DatabaseFailure;
import dev.saoma.page.directory.DirectoryException;
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
import java.util.function.BiFunction;
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
     * Connects, and makes or checks the tables.
     *
     * @param pool one that has a directory
     * @param keys secret keys that all nodes have and the database has not; the first proves what is written
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

    /** Whom the application admits. */
    public AdmissionRule rule(String clientId) {
        return pool.application(clientId).flatMap(Application::admission).orElse(settings.admission());
    }

    /** The log of sign-ins on its way to this database. */
    public Evidence evidence() {
        return new Evidence(transactions, audit, clock);
    }

    /** Sends logout tokens by {@code sender}, which is given an application and a subject, and answers what went wrong. */
    public Outbox outbox(BiFunction<String, String, Optional<String>> sender) {
        return new Outbox(transactions, sender, clock);
    }

    public Retention retention() {
        return new Retention(transactions, settings, orders(new RandomText(new SecureRandom())), clock);
    }

    /** How log lines name a person, by the same keys. */
    public static UnaryOperator<String> logNames(List<byte[]> keys) {
        return new AuditChain(keys)::logName;
    }

    /** From now on nobody waits for a connection longer than a sign-in does. */
    public void hurry() {
        database.hurry(settings.database().timeout());
    }

    public HikariPoolMXBean connections() {
        return database.connections();
    }

    /** The first fault in the audit; empty where it is as it was written, as far as the head noted beside the keys tells. */
    public Optional<String> verifyAudit() {
        Map<Long, String> noted = auditHead.noted();
        return transactions.run(tables -> audit.verify(tables, noted));
    }

    /** Notes the head of the audit beside the keys, for {@link #verifyAudit}. */
    public void noteAuditHead() {
        auditHead.note();
    }

    /** What administrators do. */
    public PeopleAdministration administration(RandomText random) {
        return new PeopleAdministration(transactions, steps(), random);
    }

    private OrderSteps steps() {
        List<String> clientIds =
                pool.applications().stream().map(Application::clientId).toList();
        List<String> listeners = pool.applications().stream()
                .filter(application -> application.signOut().backChannel().isPresent())
                .map(Application::clientId)
                .toList();
        return new OrderSteps(audit, clock, clientIds, listeners);
    }

    /** Who may use the console. */
    public Administrators administrators(RandomText random) {
        return new Administrators(transactions, audit, random, clock);
    }

    /** The same database for the same pool with other settings; closing either closes both. */
    public PeopleDatabase with(PoolSettings changed) {
        return changed.equals(pool)
                ? this
                : new PeopleDatabase(changed, changed.directory().orElseThrow(), database, transactions, audit, clock);
    }

    /** The tokens of the API. */
    public ApiTokens apiTokens(RandomText random) {
        return new ApiTokens(transactions, audit, random, clock);
    }

    /** What waits for a second administrator. */
    public PendingOrders orders(RandomText random) {
        return new PendingOrders(transactions, steps(), administrators(random), random);
    }

    /** What the console shows of sign-ins and of the audit. */
    public Reports reports() {
        return new Reports(transactions);
    }

    /** Whether that was thrown because the database does not answer, or refused something. */
    public static boolean isFault(RuntimeException failure) {
        return failure instanceof DirectoryException || failure instanceof JdbiException;
    }

    /** A line for each statement that the database refuses; empty where all work. */
    public List<String> refusedStatements() {
        return database.refusedStatements();
    }

    @Override
    public void close() {
        database.close();
    }
}
