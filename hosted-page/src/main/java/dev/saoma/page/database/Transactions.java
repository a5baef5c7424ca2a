package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs work in a transaction, again where another node was faster. Thread-safe. */
public final class Transactions {
    private static final int TRIES = 5;

    private final Jdbi jdbi;
    private final String pool;

    /** Those of a pool; makes its row where there is none. */
    public Transactions(Database database, String pool) {
        this.jdbi = database.jdbi();
        this.pool = pool;
        makePoolRow();
    }

    /** Work within one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T in(PeopleTables tables);
    }

    /** What {@code work} gives; it may be run several times, and only the last run counts. */
    public <T> T run(Work<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return jdbi.inTransaction((Handle handle) -> work.in(new PeopleTables(handle, pool)));
            } catch (JdbiException e) {
                if (tries == TRIES || !isRace(e)) {
                    throw e;
                }
            }
        }
    }

    /** What one statement reads, without a transaction around it. */
    public <T> T read(Work<T> work) {
        return jdbi.withHandle(handle -> work.in(new PeopleTables(handle, pool)));
    }

    /** The revision of the pool: it grows with each change by an administrator. */
    public long revision() {
        return read(tables -> tables.pool().orElseThrow().revision());
    }

    /** Two made the same row, or waited for each other: SQL states 23xxx (integrity) and 40xxx (rollback). */
    static boolean isRace(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("23") || sql.getSQLState().startsWith("40");
            }
        }
        return false;
    }

    private void makePoolRow() {
        run(tables ->
                tables.pool().isPresent() ? 0 : tables.update(Sql.POOL_INSERT).execute());
    }
}
