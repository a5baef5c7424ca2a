package dev.saoma.page.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database of a directory: {@code directory.database}, with its reader.
 *
 * @param url JDBC address; default an H2 file beside the settings, for one node
 * @param user name to sign in with; null where the address says all
 * @param password likewise
 * @param driver jar of a JDBC driver that the page does not carry; null where it does
 * @param timeout how long a sign-in waits for the database; 300 milliseconds by default, 100 milliseconds to a minute
 * @param schemaChecked whether tables are made by a database administrator and only checked here ({@code schema: check})
 */
public record DatabaseSettings(
        String url,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Path driver,
        Duration timeout,
        boolean schemaChecked) {
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Pattern URL = Pattern.compile("jdbc:[a-z0-9]+:\\S+");
    private static final Pattern SECRET_IN_URL =
            Pattern.compile("(?i).*[?&;](password|pwd)=.*|jdbc:[a-z0-9:]+//[^/@]+:[^/@]+@.*");

    static DatabaseSettings read(Section section, References references) {
        String url = section.text("url")
                .filter(text -> wellFormed(section, text))
                .orElseGet(() -> "jdbc:h2:file:" + ownFile(references));
        String user = section.text("user").orElse(null);
        Secret password = section.text("password").map(Secret::of).orElse(null);
        Path driver = section.text("driver")
                .map(file -> driver(section, references, file))
                .orElse(null);
        boolean checked =
                section.text("schema").map(text -> checked(section, text)).orElse(false);
        Duration timeout = Values.duration(
                        section, "timeout", section.text("timeout"), Duration.ofMillis(100), Duration.ofMinutes(1))
                .orElse(TIMEOUT);
        section.close();
        return new DatabaseSettings(url, user, password, driver, timeout, checked);
    }

    private static boolean wellFormed(Section section, String url) {
        if (!URL.matcher(url).matches()) {
            section.mistake("url", "is no JDBC address.", "Write it as jdbc:postgresql://host/database.");
            return false;
        }
        if (SECRET_IN_URL.matcher(url).matches()) {
            section.mistake("url", "holds a password.", "Write it as database.password: ${env:SAOMA_DB_PASSWORD}.");
            return false;
        }
        return true;
    }

    private static Path ownFile(References references) {
        try {
            return references.path("people").toAbsolutePath().normalize();
        } catch (References.Unresolved e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Path driver(Section section, References references, String file) {
        try {
            Path path = references.path(file).toAbsolutePath().normalize();
            if (Files.isReadable(path)) {
                return path;
            }
            section.mistake("driver", path + " cannot be read.", "Write the path of the JDBC driver's jar.");
        } catch (References.Unresolved e) {
            section.mistake("driver", e.getMessage(), e.fix());
        }
        return null;
    }

    private static boolean checked(Section section, String text) {
        Optional<Boolean> known = switch (text) {
            case "auto" -> Optional.of(false);
            case "check" -> Optional.of(true);
            default -> Optional.empty();
        };
        if (known.isEmpty()) {
            section.mistake("schema", "\"" + text + "\" is neither auto nor check.", "Write one of the two.");
        }
        return known.orElse(false);
    }

    /** Whether it is the embedded database, which serves one node. */
    public boolean embedded() {
        return url.startsWith("jdbc:h2:");
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + "]";
    }
}
