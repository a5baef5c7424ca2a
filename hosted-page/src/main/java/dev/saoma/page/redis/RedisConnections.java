package dev.saoma.page.redis;

import dev.failsafe.CircuitBreaker;
import dev.saoma.page.settings.RedisSettings;
import dev.saoma.page.store.StoreUnavailableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A small pool of connections. Each wait has a limit: for a free connection, for a new one, for a response, so that a
 * command ends within about a second. After three consecutive failures no command is run for a second, and then one tests
 * the server: a server that is down blocks no threads. Thread-safe.
 */
final class RedisConnections implements AutoCloseable {
    private static final int MOST = 32;
    private static final Duration FOR_A_FREE_ONE = Duration.ofMillis(200);
    private static final int FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final GenericObjectPool<RedisConnection> pool;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES)
            .withDelay(PAUSE)
            .build();
    private volatile @Nullable RedisRefusedException refused;

    RedisConnections(RedisSettings settings) {
        RedisConnector connector = new RedisConnector(settings);
        GenericObjectPoolConfig<RedisConnection> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(MOST);
        config.setMaxIdle(MOST);
        config.setMaxWait(FOR_A_FREE_ONE);
        config.setMinEvictableIdleDuration(Duration.ofMinutes(1));
        config.setTimeBetweenEvictionRuns(Duration.ofSeconds(30));
        config.setJmxEnabled(false);
        this.pool = new GenericObjectPool<>(new Factory(connector), config);
    }

    private static final class Factory extends BasePooledObjectFactory<RedisConnection> {
        private final RedisConnector connector;

        Factory(RedisConnector connector) {
            this.connector = connector;
        }

        @Override
        public RedisConnection create() {
            return connector.connect();
        }

        @Override
        public PooledObject<RedisConnection> wrap(RedisConnection connection) {
            return new DefaultPooledObject<>(connection);
        }

        @Override
        public void destroyObject(PooledObject<RedisConnection> pooled) {
            pooled.getObject().close();
        }
    }

    /**
     * Runs {@code command} with a connection; once more if the connection had died unnoticed, for example after a restart
     * of the server. If the first attempt was executed nevertheless, the second finds its effects: the caller gets less,
     * never more.
     *
     * @throws StoreUnavailableException if it could not be run, or its outcome is unknown
     */
    <T> T run(Function<RedisConnection, T> command) {
        if (!breaker.tryAcquirePermit()) {
            throw new StoreUnavailableException("Redis did not respond just now, and is called again in a moment.");
        }
        try {
            T result = attempt(command, true);
            breaker.recordSuccess();
            refused = null;
            return result;
        } catch (StoreUnavailableException e) {
            breaker.recordFailure();
            throw e;
        } catch (RuntimeException | Error e) {
            breaker.recordSuccess(); // The server did respond.
            throw e;
        }
    }

    private <T> T attempt(Function<RedisConnection, T> command, boolean again) {
        RedisConnection connection = borrow();
        boolean good = false;
        try {
            T result = command.apply(connection);
            good = true;
            connection.wasUsed();
            return result;
        } catch (JedisConnectionException e) {
            pool.clear();
            if (again && connection.used() && !(e.getCause() instanceof SocketTimeoutException)) {
                return attempt(command, false);
            }
            throw new StoreUnavailableException("Redis did not respond: " + RedisConnector.cause(e) + ".");
        } catch (JedisDataException e) {
            pool.clear(); // READONLY: no longer the primary, which a new connection may find.
            throw new StoreUnavailableException("Redis refused a command: " + RedisConnector.code(e) + ".");
        } catch (JedisException e) {
            throw new StoreUnavailableException(
                    "Redis could not be called: " + e.getClass().getSimpleName() + ".");
        } finally {
            giveBack(connection, good);
        }
    }

    private RedisConnection borrow() {
        try {
            return pool.borrowObject();
        } catch (RedisRefusedException e) {
            refused = e;
            throw new StoreUnavailableException(String.valueOf(e.getMessage()));
        } catch (NoSuchElementException e) {
            throw new StoreUnavailableException("All " + MOST + " connections to Redis are in use.");
        } catch (JedisException e) {
            throw new StoreUnavailableException("Redis cannot be reached: " + RedisConnector.cause(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted, the server is stopping.");
        } catch (Exception e) { // The pool declares nothing narrower.
            throw new StoreUnavailableException(
                    "Redis cannot be reached: " + e.getClass().getSimpleName() + ".");
        }
    }

    private void giveBack(RedisConnection connection, boolean good) {
        if (good) {
            pool.returnObject(connection);
            return;
        }
        try {
            pool.invalidateObject(connection);
        } catch (Exception e) { // The pool declares nothing narrower.
            connection.close();
        }
    }

    /** Whether the circuit breaker lets commands through. */
    boolean isClosedCircuit() {
        return breaker.isClosed();
    }

    /** Returns why the server was rejected when a connection was last opened; null if it was not. */
    @Nullable
    RedisRefusedException refused() {
        return refused;
    }

    @Override
    public void close() {
        pool.close();
    }
}
