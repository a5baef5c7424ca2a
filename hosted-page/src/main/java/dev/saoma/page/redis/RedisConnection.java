package dev.saoma.page.redis;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** One connection to a server that passed the checks, and the commands that we use. Not thread-safe. */
final class RedisConnection implements AutoCloseable {
    private static final String WRONG_TYPE = "WRONGTYPE";

    private final Connection connection;
    private final CommandObjects commands;
    private final String runId;
    private boolean used;

    /** Wraps a connection; {@code runId} identifies the server process. */
    RedisConnection(Connection connection, CommandObjects commands, String runId) {
        this.connection = connection;
        this.commands = commands;
        this.runId = runId;
    }

    /** Returns the id of the server process, which changes after a restart or a failover: data may then be missing. */
    String runId() {
        return runId;
    }

    /** Stores the value, and returns whether the key had none before. */
    boolean set(String key, String value, Duration lifetime) {
        SetParams params = new SetParams().px(lifetime.toMillis());
        Found before = find(() -> connection.executeCommand(commands.setGet(key, value, params)));
        if (before.strange()) { // Nothing was set.
            connection.executeCommand(commands.set(key, value, params));
        }
        return !before.strange() && before.value().isEmpty();
    }

    /** Stores the value if the key has none, and returns whether it did. */
    boolean setIfAbsent(String key, String value, Duration lifetime) {
        return connection.executeCommand(
                        commands.set(key, value, new SetParams().nx().px(lifetime.toMillis())))
                != null;
    }

    /** Stores the value if the key has one, and returns whether it did. */
    boolean setIfPresent(String key, String value, Duration lifetime) {
        return connection.executeCommand(
                        commands.set(key, value, new SetParams().xx().px(lifetime.toMillis())))
                != null;
    }

    /** Returns what the key holds. */
    Found get(String key) {
        return find(() -> connection.executeCommand(commands.get(key)));
    }

    /** Returns what the key holds, and removes it. */
    Found take(String key) {
        return find(() -> connection.executeCommand(commands.getDel(key)));
    }

    /** @param strange whether the key holds something other than a text */
    record Found(Optional<String> value, boolean strange) {
        boolean isAbsent() {
            return value.isEmpty() && !strange;
        }
    }

    @FunctionalInterface
    private interface Read {
        @Nullable
        String value();
    }

    private static Found find(Read read) {
        try {
            return new Found(Optional.ofNullable(read.value()), false);
        } catch (JedisDataException e) {
            if (RedisConnector.code(e).equals(WRONG_TYPE)) {
                return new Found(Optional.empty(), true);
            }
            throw e;
        }
    }

    boolean ping() {
        return connection.ping();
    }

    /** Whether an earlier command has received a response. */
    boolean used() {
        return used;
    }

    void wasUsed() {
        used = true;
    }

    @Override
    public void close() {
        connection.close();
    }
}
