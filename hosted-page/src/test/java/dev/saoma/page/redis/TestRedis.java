package dev.saoma.page.redis;

import dev.saoma.page.settings.RedisSettings;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.support.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port of loopback, and a separate connection to it. */
public final class TestRedis implements AutoCloseable {
    private static final int TRIES = 5;

    private final int port;
    private final @Nullable String password;
    private final redis.embedded.RedisServer server;

    public TestRedis() {
        this(null);
    }

    TestRedis(@Nullable String password) {
        this.password = password;
        this.server = started(password);
        this.port = server.ports().get(0);
    }

    private static redis.embedded.RedisServer started(@Nullable String password) {
        IOException last = new IOException("not tried");
        for (int i = 0; i < TRIES; i++) {
            try {
                redis.embedded.RedisServer server = new RedisServerBuilder()
                        .port(Ports.free())
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .settingIf(password != null, "requirepass " + password)
                        .build();
                server.start();
                return server;
            } catch (IOException e) { // Another process took the port first.
                last = e;
            }
        }
        throw new UncheckedIOException(last);
    }

    public int port() {
        return port;
    }

    RedisSettings settings() {
        return settings(port);
    }

    RedisSettings settings(int at) {
        return new RedisSettings(
                "127.0.0.1", at, false, null, null, password == null ? null : Secret.of(password), 0, "test");
    }

    /** Returns it as the YAML of a page names it. */
    public String yaml() {
        return yaml(port);
    }

    public static String yaml(int port) {
        return "store: { redis: { address: \"127.0.0.1:" + port + "\" } }\n";
    }

    /** Returns what the server replies to a command. */
    Object ask(String command, String... arguments) {
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().password(password).build();
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), config)) {
            CommandArguments all = new CommandArguments(Protocol.Command.valueOf(command));
            for (String argument : arguments) {
                all.add(argument);
            }
            return connection.executeCommand(all);
        }
    }

    public List<String> keys() {
        DefaultJedisClientConfig config =
                DefaultJedisClientConfig.builder().password(password).build();
        try (Connection connection = new Connection(new HostAndPort("127.0.0.1", port), config)) {
            return List.copyOf(connection.executeCommand(new CommandObjects(RedisProtocol.RESP2).keys("*")));
        }
    }

    public void flush() {
        ask("FLUSHALL");
    }

    /** Takes that much off the time to live of every key. */
    void pass(Duration time) {
        for (String key : keys()) {
            long left = (Long) ask("PTTL", key) - time.toMillis();
            ask("PEXPIRE", key, Long.toString(left));
        }
    }

    /** Kills the server, which remembers nothing. */
    void kill() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void startAgain() {
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
