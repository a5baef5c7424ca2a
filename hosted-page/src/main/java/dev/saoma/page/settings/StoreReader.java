package dev.saoma.page.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code store}. */
final class StoreReader {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final int STANDARD_PORT = 6379;
    private static final Listen NOWHERE = new Listen("localhost", STANDARD_PORT);
    private static final String ADDRESS_FIX = "Write it as redis.internal:6379.";

    private final References references;
    private final List<String> warnings;

    StoreReader(References references, List<String> warnings) {
        this.references = references;
        this.warnings = warnings;
    }

    /** Where the shared store is; empty where the store is the memory of the process. */
    Optional<RedisSettings> read(Section section) {
        Section redis = section.section("redis");
        Optional<String> address = redis.text("address");
        Optional<String> tls = redis.text("tls");
        Optional<String> ca = redis.text("ca");
        Optional<String> user = redis.text("user");
        Optional<String> password = redis.text("password");
        Optional<String> database = redis.text("database");
        Optional<String> prefix = redis.text("prefix");
        boolean meant = section.has("redis")
                || Stream.of(address, tls, ca, user, password, database, prefix).anyMatch(Optional::isPresent);
        if (meant && address.isEmpty()) {
            redis.missing("address", ADDRESS_FIX);
        }
        if (user.isPresent() && password.isEmpty()) {
            redis.mistake("user", "has no password.", "Add password, best as \"${env:REDIS_PASSWORD}\".");
        }
        Listen at = address.map(text -> address(redis, text)).orElse(NOWHERE);
        boolean encrypted = Values.flag(redis, "tls", tls, false);
        if (ca.isPresent() && !encrypted) {
            redis.mistake("ca", "is of no use without TLS.", "Add tls: true.");
        }
        RedisSettings settings = new RedisSettings(
                at.host(),
                at.port(),
                encrypted,
                ca.flatMap(text -> file(redis, text)).orElse(null),
                user.orElse(null),
                password.map(Secret::of).orElse(null),
                database.map(text -> database(redis, text)).orElse(0),
                prefix.map(text -> prefix(redis, text)).orElse("saoma"));
        redis.close();
        section.close();
        if (meant) {
            warn(settings);
        }
        return meant ? Optional.of(settings) : Optional.empty();
    }

    private void warn(RedisSettings settings) {
        if (!isLocal(settings.host()) && (!settings.tls() || settings.password().isEmpty())) {
            warnings.add("store.redis has " + (settings.tls() ? "no password" : "no TLS")
                    + ": whoever can reach it can sign everybody out, and hold up sign-ins");
        }
    }

    private static Listen address(Section section, String text) {
        Matcher address = ADDRESS.matcher(text);
        int port = address.matches() && address.group(2) != null ? Integer.parseInt(address.group(2)) : STANDARD_PORT;
        if (!address.matches() || port < 1 || port > 65535) {
            section.mistake("address", "is not host:port.", ADDRESS_FIX);
            return NOWHERE;
        }
        return new Listen(bare(address.group(1)), port);
    }

    private static String prefix(Section section, String text) {
        if (!PREFIX.matcher(text).matches()) {
            section.mistake("prefix", "is not 1 to 32 of A-Z a-z 0-9 . _ -", "Leave it out, or choose a short word.");
        }
        return text;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }

    private static int database(Section section, String text) {
        if (!text.matches("[0-9]{1,3}")) {
            section.mistake("database", "is not a number from 0 to 999.", "Leave it out for database 0.");
            return 0;
        }
        return Integer.parseInt(text);
    }

    private Optional<Path> file(Section section, String text) {
        try {
            Path file = references.path(text).toAbsolutePath().normalize();
            if (Files.isReadable(file)) {
                return Optional.of(file);
            }
            section.mistake("ca", file + " cannot be read.", "Name a file of certificates in PEM.");
        } catch (References.Unresolved e) {
            section.mistake("ca", e.getMessage(), e.fix());
        }
        return Optional.empty();
    }
}
