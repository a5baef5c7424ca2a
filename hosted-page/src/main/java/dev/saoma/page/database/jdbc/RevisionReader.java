package dev.saoma.page.database.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the revision of a pool, which every sign-in needs, with a prepared statement on a connection that is kept while there
 * are sign-ins. Thread-safe.
 */
public final class RevisionReader implements Callable<Long>, AutoCloseable {
    private static final String SQL = Sql.REVISION.text().replace(":pool", "?");
    /** The idle time after which HikariCP validates a connection before handing it out. */
    private static final Duration MOST_IDLE = Duration.ofMillis(500);
    /** The connection is returned after this time, so that HikariCP can replace it at the end of its lifetime. */
    private static final Duration MOST_AGE = Duration.ofMinutes(1);

    private final DataSource connections;
    private final String pool;
    private final AtomicReference<@Nullable Prepared> kept = new AtomicReference<>();
    private volatile boolean closed;

    RevisionReader(DataSource connections, String pool) {
        this.connections = connections;
        this.pool = pool;
    }

    private static final class Prepared {
        private final Connection connection;
        private final PreparedStatement statement;
        private final long began = System.nanoTime();
        private long used = began;

        Prepared(Connection connection, String pool) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(SQL);
            statement.setString(1, pool);
        }

        boolean isFresh() {
            long now = System.nanoTime();
            return now - used < MOST_IDLE.toNanos() && now - began < MOST_AGE.toNanos();
        }

        long read() throws SQLException {
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the pool's row is made at start, and is not there");
                }
                long revision = row.getLong(1);
                used = System.nanoTime();
                return revision;
            }
        }
    }

    /** Returns the committed revision. */
    @Override
    public Long call() throws SQLException {
        Prepared prepared = kept.getAndSet(null);
        if (prepared != null && !prepared.isFresh()) {
            prepared.connection.close();
            prepared = null;
        }
        if (prepared == null) {
            prepared = open();
        }
        boolean done = false;
        try {
            long revision = prepared.read();
            done = true;
            return revision;
        } finally {
            if (!done || closed || !kept.compareAndSet(null, prepared)) {
                prepared.connection.close();
            }
        }
    }

    private Prepared open() throws SQLException {
        Connection connection = connections.getConnection();
        try {
            return new Prepared(connection, pool);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        Prepared prepared = kept.getAndSet(null);
        if (prepared != null) {
            try {
                prepared.connection.close();
            } catch (SQLException e) {
                // The connection pool is closed next.
            }
        }
    }
}
