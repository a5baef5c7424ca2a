package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Redis server that the nodes of a page share.
 *
 * @param host its name or address; IPv6 without brackets
 * @param port 1 to 65535; 6379 by default
 * @param tls whether the connection is encrypted and the server's name checked
 * @param caFile certificates in PEM to trust in place of the Java runtime's, or null
 * @param userName the user of its access list, or null for the default one
 * @param secret the password, or null
 * @param database its number, 0 by default
 * @param prefix what the names of all keys begin with, {@code saoma} by default
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
    /** Where the server is, as {@code host:port}. */
    public String address() {
        return new Listen(host, port).toString();
    }

    /** Certificates to trust in place of the Java runtime's. */
    public Optional<Path> ca() {
        return Optional.ofNullable(caFile);
    }

    /** The user of the server's access list. */
    public Optional<String> user() {
        return Optional.ofNullable(userName);
    }

    /** The password. */
    public Optional<Secret> password() {
        return Optional.ofNullable(secret);
    }
}
