package dev.saoma.page.database.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.settings.DatabaseSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database with the product's tables, and a pool of connections to it. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 8;
    /** The shortest connection timeout that HikariCP accepts. */
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);

    private final HikariDataSource pool;
    private final Dialect dialect;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool, Dialect dialect) {
        this.pool = pool;
        this.dialect = dialect;
        this.jdbi = jdbi(pool, dialect);
    }

    private static Jdbi jdbi(DataSource pool, Dialect dialect) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine((sql, context) -> dialect.opened(sql));
        return jdbi;
    }

    /**
     * Connects, and creates or checks the tables.
     *
     * @throws DirectoryException if the database cannot be reached, or has other tables of these names
     */
    public static Database open(DatabaseSettings settings) {
        return open(settings, CONNECTIONS, ConnectionSettings.PATIENCE);
    }

    /**
     * As {@link #open(DatabaseSettings)}, with at most {@code connections} connections and {@code patience} as timeout for one.
     */
    public static Database open(DatabaseSettings settings, int connections, Duration patience) {
        Dialect dialect = Dialect.of(settings.url());
        HikariDataSource pool;
        try {
            HikariConfig config = ConnectionSettings.of(settings, dialect);
            config.setMaximumPoolSize(connections);
            config.setConnectionTimeout(patience.toMillis());
            config.setValidationTimeout(patience.toMillis());
            pool = ConnectionSettings.pool(config, dialect);
        } catch (RuntimeException e) {
            if (DatabaseFailure.isOf(e, DatabaseFailure.H2_OTHER_VERSION)) {
                throw DatabaseFailure.of(ofOtherVersion(settings), e);
            }
            throw DatabaseFailure.of(
                    "The database " + settings.url() + " cannot be reached: " + DatabaseFailure.cause(e)
                            + " – check directory.database (url, user, password) and that the server runs.",
                    e);
        }
        try {
            prepare(settings, dialect, pool);
            return new Database(pool, dialect);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    /**
     * Runs every statement of the product in a transaction that is rolled back, and reads which sign-ins were refused because
     * WeChat's ids contradict each other. Creates no table and no file.
     *
     * @param pool name of the pool of people
     * @param since the time from which on refused sign-ins count
     * @throws DirectoryException if the database cannot be reached
     */
    public static Trial attempt(DatabaseSettings settings, String pool, Instant since) {
        Dialect dialect = Dialect.of(settings.url());
        int statements = NamedSql.all().size();
        try (HikariDataSource connections = ConnectionSettings.pool(existing(settings, dialect), dialect)) {
            Jdbi jdbi = jdbi(connections, dialect);
            List<String> refused = SchemaCheck.refused(jdbi);
            return new Trial(statements, refused, refused.isEmpty() ? conflicts(jdbi, pool, since) : List.of());
        } catch (PoolInitializationException | JdbiException e) {
            if (DatabaseFailure.isOf(e, DatabaseFailure.H2_OTHER_VERSION)) {
                throw DatabaseFailure.of(ofOtherVersion(settings), e);
            }
            if (DatabaseFailure.isOf(e, DatabaseFailure.H2_NO_FILE)) {
                return new Trial(statements, Collections.nCopies(statements, "there is no file yet"), List.of());
            }
            throw DatabaseFailure.of(String.valueOf(DatabaseFailure.cause(e)), e);
        }
    }

    private static List<IdentityConflicts> conflicts(Jdbi jdbi, String pool, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery(Sql.IDENTITY_CONFLICTS.text())
                .bind("pool", pool)
                .bind("since", since.toEpochMilli())
                .map((row, context) -> new IdentityConflicts(
                        row.getString("client_id"),
                        row.getLong("how_many"),
                        Instant.ofEpochMilli(row.getLong("latest_at"))))
                .list());
    }

    /** How many sign-ins to an application were refused because of WeChat's ids, and when the last one was. */
    public record IdentityConflicts(String clientId, long howMany, Instant latest) {}

    /** Returns the configuration of connections that create no H2 file. */
    private static HikariConfig existing(DatabaseSettings settings, Dialect dialect) {
        HikariConfig config = ConnectionSettings.of(settings, dialect);
        if (settings.url().startsWith("jdbc:h2:file:") && settings.driver() == null) {
            config.setJdbcUrl(config.getJdbcUrl() + ";IFEXISTS=TRUE");
        }
        return config;
    }

    /**
     * The result of trying the product's statements on a database.
     *
     * @param refused a line for each that it refuses
     * @param conflicts sign-ins refused because of WeChat's ids, by application; empty unless all statements work
     */
    public record Trial(int statements, List<String> refused, List<IdentityConflicts> conflicts) {
        /** Copies the lists. */
        public Trial {
            refused = List.copyOf(refused);
            conflicts = List.copyOf(conflicts);
        }

        /** Whether the database has none of the product's tables. */
        public boolean isEmpty() {
            return refused.size() == statements;
        }
    }

    private static String ofOtherVersion(DatabaseSettings settings) {
        return "The file of the database " + settings.url()
                + " is of another version of H2, or damaged. If another version of the"
                + " page wrote it: run --people export page.yaml > people.jsonl with that version, move the file away, and run"
                + " --people import people.jsonl page.yaml with this one.";
    }

    private static void prepare(DatabaseSettings settings, Dialect dialect, DataSource pool) {
        if (settings.schemaChecked() || dialect == Dialect.OTHER) {
            SchemaCheck.check(jdbi(pool, dialect), dialect);
        } else if (Migrations.migrate(pool, dialect) > 0) {
            // If killed before, the page would find tables without their history entry, and never start again.
            jdbi(pool, dialect).useHandle(handle -> sync(handle, dialect));
        }
    }

    /** Returns the definitions of the tables, for a database administrator. */
    public static String schema(String dialect) {
        return Migrations.schema(Dialect.named(dialect)
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected h2, postgresql, mysql, mariadb, dm or kingbase, got " + dialect)));
    }

    /**
     * Runs every statement of the product in a transaction that is rolled back.
     *
     * @return a line for each that the database refuses; empty if all work
     */
    public List<String> refusedStatements() {
        return SchemaCheck.refused(jdbi);
    }

    public HikariPoolMXBean connections() {
        return pool.getHikariPoolMXBean();
    }

    /** Returns the level at which all reads of a transaction see one state of the database. */
    public TransactionIsolationLevel snapshots() {
        return dialect.snapshots();
    }

    /** Returns a reader of the revision of a pool of people. */
    public RevisionReader revisions(String name) {
        return new RevisionReader(pool, name);
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /**
     * Forces committed changes to disk. H2 itself does so only within half a second, which is enough for sign-ins; other
     * databases have done it with the commit.
     */
    public void sync(Handle handle) {
        sync(handle, dialect);
    }

    private static void sync(Handle handle, Dialect dialect) {
        if (dialect != Dialect.H2) {
            return;
        }
        try {
            handle.execute("CHECKPOINT SYNC");
        } catch (JdbiException e) { // It requires H2's administrator; the change itself is committed.
            LOG.warn("directory: a change is on the disk only after half a second", e);
        }
    }

    /**
     * Limits the wait for a connection from now on. Until then it is long enough for a busy machine to open one, since
     * creating tables and administrative commands may take longer than a sign-in.
     */
    public void hurry(Duration patience) {
        long millis = Math.max(LEAST_PATIENCE.toMillis(), patience.toMillis());
        pool.getHikariConfigMXBean().setConnectionTimeout(millis);
        pool.getHikariConfigMXBean().setValidationTimeout(millis);
    }

    @Override
    public void close() {
        pool.close();
    }
}
