package dev.saoma.page.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code directory.database}: the database of a directory.
 *
 * @param url JDBC address, by default of an H2 file beside the settings, for one node
 * @param user database user; null if the URL contains it or needs none
 * @param password that user's password; null if none is needed
 * @param driver jar of a JDBC driver that the page does not contain; null if it does
 * @param timeout how long a sign-in waits for the database
 * @param schemaChecked whether a database administrator creates the tables, which are only checked ({@code schema: check})
 */
public record DatabaseSettings(
        String url,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable Path driver,
        Duration timeout,
        boolean schemaChecked) {
    private static final Pattern URL = Pattern.compile("jdbc:[a-z0-9]+:\\S+");
    private static final Pattern SECRET_IN_URL =
            Pattern.compile("(?i).*[?&;](password|pwd)=.*|jdbc:[a-z0-9:]+//[^/@]+:[^/@]+@.*");

    /** Reads {@code directory.database}. */
    static DatabaseSettings read(Section section) {
        String url = section.text("url")
                .filter(text -> wellFormed(section, text))
                .orElseGet(() -> "jdbc:h2:file:" + ownFile(section));
        String user = section.text("user").orElse(null);
        Secret password = section.text("password").map(Secret::of).orElse(null);
        Path driver = section.text("driver").map(file -> driver(section, file)).orElse(null);
        Schema schema = Values.choice(
                section, "schema", Schema.AUTO, "\"{}\" is neither auto nor check.", "Write one of the two.");
        Duration timeout = Values.duration(
                section, "timeout", Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofMinutes(1));
        section.close();
        return new DatabaseSettings(url, user, password, driver, timeout, schema == Schema.CHECK);
    }

    private static boolean wellFormed(Section section, String url) {
        if (!URL.matcher(url).matches()) {
            section.mistake("url", "is not a JDBC address.", "Write it as jdbc:postgresql://host/database.");
            return false;
        }
        if (SECRET_IN_URL.matcher(url).matches()) {
            section.mistake("url", "holds a password.", "Write it as database.password: ${env:SAOMA_DB_PASSWORD}.");
            return false;
        }
        return true;
    }

    private static Path ownFile(Section section) {
        return section.file("url", "people").orElseThrow().toAbsolutePath().normalize();
    }

    private static @Nullable Path driver(Section section, String file) {
        Optional<Path> path =
                section.file("driver", file).map(named -> named.toAbsolutePath().normalize());
        if (path.isPresent() && !Files.isReadable(path.get())) {
            section.mistake("driver", path.get() + " cannot be read.", "Write the path of the JDBC driver's jar.");
            return null;
        }
        return path.orElse(null);
    }

    private enum Schema {
        AUTO,
        CHECK
    }

    /** Whether the database is the embedded one, which supports one node only. */
    public boolean embedded() {
        return url.startsWith("jdbc:h2:");
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + url + "]";
    }
}
