package dev.saoma.page.redis;

import dev.saoma.page.settings.RedisSettings;
import dev.saoma.page.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Opens connections, and checks the server before trusting it. Thread-safe. */
final class RedisConnector {
    private static final int CONNECT_MILLIS = 300;
    private static final int ANSWER_MILLIS = 400;
    private static final String KEY_STORE = "PKCS12";
    /** The key store never leaves this process, and contains nothing secret. */
    private static final char[] NO_PASSWORD = "none".toCharArray();

    private final HostAndPort address;
    private final JedisClientConfig config;
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP2);

    RedisConnector(RedisSettings settings) {
        this.address = new HostAndPort(settings.host(), settings.port());
        this.config = config(settings);
    }

    private static JedisClientConfig config(RedisSettings settings) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .user(settings.user().orElse(null))
                .password(settings.password().map(Secret::reveal).orElse(null))
                .database(settings.database());
        if (settings.tls()) {
            config.sslOptions(tls(settings));
        }
        return config.build();
    }

    private static SslOptions tls(RedisSettings settings) {
        SslOptions.Builder tls = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
        settings.ca().ifPresent(file -> {
            byte[] trusted = trusted(file);
            tls.trustStoreType(KEY_STORE).truststore(() -> new ByteArrayInputStream(trusted), NO_PASSWORD);
        });
        return tls.build();
    }

    private static byte[] trusted(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KEY_STORE);
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + store.size(), certificate);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, NO_PASSWORD);
            return out.toByteArray();
        } catch (IOException | GeneralSecurityException e) {
            throw new RedisRefusedException("store.redis.ca: " + file + " holds no certificates in PEM ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * Opens a connection, and checks the server.
     *
     * @throws RedisRefusedException if the server refuses this client or is unsuitable
     * @throws JedisConnectionException if it does not respond
     */
    RedisConnection connect() {
        Connection connection = null;
        boolean good = false;
        try {
            connection = new Connection(address, config);
            ServerFacts facts = ServerFacts.of(text(connection.executeCommand(Protocol.Command.INFO)));
            Optional<String> unfit = facts.unfit();
            if (unfit.isPresent()) {
                throw new RedisRefusedException(unfit.get());
            }
            good = true;
            return new RedisConnection(connection, commands, facts.runId());
        } catch (JedisAccessControlException e) {
            throw new RedisRefusedException(
                    "Redis denies access (" + code(e) + "): store.redis.user or store.redis.password is wrong.");
        } catch (JedisDataException e) {
            throw refusal(e);
        } finally {
            if (connection != null && !good) {
                connection.close();
            }
        }
    }

    private static RuntimeException refusal(JedisDataException e) {
        return switch (code(e)) {
            case "NOAUTH" -> new RedisRefusedException("Redis requires a password: set store.redis.password.");
            case "LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN" -> new JedisConnectionException(code(e));
            case "ERR" ->
                new RedisRefusedException("Redis refuses the connection: is store.redis.password set although"
                        + " it has none, or store.redis.database too high?");
            default -> new RedisRefusedException("Redis refuses the connection: " + code(e) + ".");
        };
    }

    private static String text(Object reply) {
        return new String((byte[]) reply, StandardCharsets.UTF_8);
    }

    /** Returns the first word of an error reply; the rest may contain keys. */
    static String code(JedisDataException e) {
        String message = String.valueOf(e.getMessage());
        int space = message.indexOf(' ');
        return space < 0 ? message : message.substring(0, space);
    }

    /** Describes a failed connection, without addresses or texts from outside. */
    static String cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getSimpleName();
    }
}
