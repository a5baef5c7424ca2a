package dev.saoma.page.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code store}: the Redis server shared by the nodes of a page.
 *
 * @param host host name or address; IPv6 without brackets
 * @param port 1 to 65535; 6379 by default
 * @param tls whether the connection is encrypted and the server's name checked
 * @param caFile PEM file of certificates to trust instead of the Java runtime's, or null
 * @param userName ACL user, or null for the default one
 * @param secret the password, or null
 * @param database database number
 * @param prefix prefix of all keys
 */
public record RedisSettings(
        String host,
        int port,
        boolean tls,
        @Nullable Path caFile,
        @Nullable String userName,
        @Nullable Secret secret,
        int database,
        String prefix) {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final int STANDARD_PORT = 6379;
    private static final int MOST_DATABASES = 999;
    private static final Listen NOWHERE = new Listen("localhost", STANDARD_PORT);
    private static final String ADDRESS_FIX = "Write it as redis.internal:6379.";

    /** Reads {@code store}; empty for the memory of the process. */
    static Optional<RedisSettings> read(Section section) {
        Section redis = section.section("redis");
        Optional<String> address = redis.text("address");
        Optional<String> user = redis.text("user");
        Optional<String> password = redis.text("password");
        boolean meant = section.has("redis") || redis.isSet();
        if (meant && address.isEmpty()) {
            redis.missing("address", ADDRESS_FIX);
        }
        if (user.isPresent() && password.isEmpty()) {
            redis.mistake("user", "has no password.", "Add password, best as \"${env:REDIS_PASSWORD}\".");
        }
        Listen at = address.map(text -> address(redis, text)).orElse(NOWHERE);
        boolean encrypted = Values.flag(redis, "tls", false);
        Optional<String> ca = redis.text("ca");
        if (ca.isPresent() && !encrypted) {
            redis.mistake("ca", "is of no use without TLS.", "Add tls: true.");
        }
        RedisSettings settings = new RedisSettings(
                at.host(),
                at.port(),
                encrypted,
                ca.flatMap(text -> certificates(redis, text)).orElse(null),
                user.orElse(null),
                password.map(Secret::of).orElse(null),
                Values.number(redis, "database", 0, MOST_DATABASES, "Leave it out for database 0."),
                Values.parsed(redis, "prefix", "saoma", text -> prefix(redis, text)));
        redis.close();
        section.close();
        if (meant) {
            settings.warn(section);
        }
        return meant ? Optional.of(settings) : Optional.empty();
    }

    private void warn(Section section) {
        boolean local = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
        if (!local && (!tls || secret == null)) {
            section.warn("store.redis has " + (tls ? "no password" : "no TLS")
                    + ": any client that can connect to it can sign all users out, and block sign-ins");
        }
    }

    private static Listen address(Section section, String text) {
        Matcher address = ADDRESS.matcher(text);
        int port = address.matches() && address.group(2) != null ? Integer.parseInt(address.group(2)) : STANDARD_PORT;
        if (!address.matches() || port < 1 || port > 65535) {
            section.mistake("address", "is not host:port.", ADDRESS_FIX);
            return NOWHERE;
        }
        return new Listen(Listen.bare(address.group(1)), port);
    }

    private static Optional<String> prefix(Section section, String text) {
        if (!PREFIX.matcher(text).matches()) {
            section.mistake("prefix", "is not 1 to 32 of A-Z a-z 0-9 . _ -", "Leave it out, or choose a short word.");
        }
        return Optional.of(text);
    }

    private static Optional<Path> certificates(Section section, String text) {
        Optional<Path> file =
                section.file("ca", text).map(path -> path.toAbsolutePath().normalize());
        Optional<Path> readable = file.filter(Files::isReadable);
        if (file.isPresent() && readable.isEmpty()) {
            section.mistake("ca", file.get() + " cannot be read.", "Name a file of certificates in PEM.");
        }
        return readable;
    }

    /** Returns {@code host:port}. */
    public String address() {
        return new Listen(host, port).toString();
    }

    /** Returns the file of certificates to trust instead of the Java runtime's. */
    public Optional<Path> ca() {
        return Optional.ofNullable(caFile);
    }

    /** Returns the ACL user. */
    public Optional<String> user() {
        return Optional.ofNullable(userName);
    }

    /** Returns the password. */
    public Optional<Secret> password() {
        return Optional.ofNullable(secret);
    }
}
