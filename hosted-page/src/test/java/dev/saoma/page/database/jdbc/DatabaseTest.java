package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.DatabaseSettings;
import dev.saoma.page.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DatabaseTest {
    @TempDir
    private Path directory;

    /** Returns settings for a database that writes by itself only after an hour, instead of half a second. */
    private static DatabaseSettings settings(Path file) {
        String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=3600000";
        return new DatabaseSettings(url, null, null, null, Duration.ofMinutes(1), false);
    }

    /** A process that is killed as soon as its tables have been created. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] arguments) {
            Database.open(settings(Path.of(arguments[0])));
            Runtime.getRuntime().halt(9); // Without closing the database.
        }
    }

    @Test
    @DisplayName("a user of H2 who may create tables, but is not its administrator, starts the page")
    void userWithoutAdministration_makesTheTables() throws Exception {
        String url = "jdbc:h2:file:" + directory.resolve("shared") + ";AUTO_SERVER=TRUE";
        try (Connection administrator = DriverManager.getConnection(url);
                Statement statement = administrator.createStatement()) {
            statement.execute("CREATE USER page PASSWORD 'choose-a-password'");
            statement.execute("GRANT ALTER ANY SCHEMA TO page");
            DatabaseSettings settings = new DatabaseSettings(
                    url, "page", Secret.of("choose-a-password"), null, Duration.ofMinutes(1), false);

            try (Database database = Database.open(settings)) {
                assertThat(database.refusedStatements()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("tables that a start has made are there after a kill, so that the next start succeeds")
    void tablesMade_outliveAKill() throws Exception {
        Path file = directory.resolve("people");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(9);

        assertThat(Database.attempt(settings(file), "default", Instant.EPOCH).refused())
                .isEmpty();
        Database.open(settings(file)).close();
    }
}
