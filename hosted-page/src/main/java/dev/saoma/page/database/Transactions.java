package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Runs work in a transaction, and retries it after a conflict with another node. Thread-safe. */
public final class Transactions {
    private static final int TRIES = 5;
    private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

    private final Database database;
    private final Jdbi jdbi;
    private final String pool;

    /** Creates the transactions of a pool, whose row is created if missing. */
    public Transactions(Database database, String pool) {
        this.database = database;
        this.jdbi = database.jdbi();
        this.pool = pool;
        makePoolRow();
    }

    /** Work within one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(PeopleTables tables);
    }

    /** Thrown by work that finds rows changed since it read them; the work is rolled back and run again. */
    public static final class Conflict extends JdbiException {
        private static final long serialVersionUID = 1L;

        /** Creates the exception with its fixed message. */
        public Conflict() {
            super("the rows that were read have been changed meanwhile");
        }
    }

    /** Runs {@code work} and returns its result; it may be run several times, and only the last run is committed. */
    public <T> T run(Work<T> work) {
        return retried(handle -> once(handle, work));
    }

    private <T> T retried(HandleCallback<T, RuntimeException> work) {
        Optional<String> violation = Optional.empty();
        for (int tries = 1; ; tries++) {
            try {
                return jdbi.withHandle(work);
            } catch (JdbiException e) {
                Optional<String> before = violation;
                violation = violation(e);
                boolean isSame = violation.isPresent() && violation.equals(before);
                if (tries == TRIES || isSame || !isRace(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Returns the database's description of a violated constraint, with the values. A conflicting row that another node has
     * inserted is found by the next run, so the same violation twice in a row is none that a retry resolves.
     */
    private static Optional<String> violation(Throwable e) {
        return state(e).filter(sql -> sql.getSQLState().startsWith("23"))
                .map(sql -> String.valueOf(sql.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "")); // MariaDB's.
    }

    private static Optional<SQLException> state(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** Runs {@code work} as {@link #run} does, holding the pool's lock, as every write of an administrator does. */
    public <T> T underLock(Work<T> work) {
        return run(tables -> {
            tables.lockPool();
            return work.in(tables);
        });
    }

    /** Runs reads that all see what had been committed before the first of them, whatever others commit meanwhile. */
    public <T> T snapshot(Work<T> work) {
        TransactionIsolationLevel level = database.snapshots();
        return retried(handle -> handle.inTransaction(level, any -> work.in(new PeopleTables(handle, pool))));
    }

    private <T> T once(Handle handle, Work<T> work) {
        PeopleTables tables = new PeopleTables(handle, pool);
        T result = handle.inTransaction(any -> work.in(tables));
        if (tables.audited) { // An order, which must survive a crash once it is acknowledged.
            database.sync(handle);
        }
        return result;
    }

    /** Runs a single read, without a transaction. */
    public <T> T read(Work<T> work) {
        return jdbi.withHandle(handle -> work.in(new PeopleTables(handle, pool)));
    }

    /**
     * Whether a retry may succeed, after a conflicting insert, a deadlock or a lock that others held for long: SQL states 23xxx
     * (integrity), 40xxx (rollback), 55P03 (PostgreSQL) and HYT00 (H2).
     */
    static boolean isRace(Throwable e) {
        return e instanceof Conflict
                || state(e).map(SQLException::getSQLState)
                        .filter(state -> state.startsWith("23") || state.startsWith("40") || LOCKED.contains(state))
                        .isPresent();
    }

    private void makePoolRow() {
        run(tables ->
                tables.pool().isPresent() ? 0 : tables.update(Sql.POOL_INSERT).execute());
    }
}
