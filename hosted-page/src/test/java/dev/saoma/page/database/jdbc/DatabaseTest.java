package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.settings.DatabaseSettings;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.support.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.mvstore.DataUtils;
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
        Process process = new ProcessBuilder(JavaCommand.ofClass(Killed.class, file.toString()))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isEqualTo(9);

        assertThat(Database.attempt(settings(file), "default", Instant.EPOCH).refused())
                .isEmpty();
        Database.open(settings(file)).close();
    }

    @Test
    @DisplayName("2.2: a file of another version of H2 is refused, and the message names the way that keeps the people")
    void fileOfAnotherVersion_isRefused() throws Exception {
        Path file = directory.resolve("people.mv.db");
        DatabaseSettings settings = settings(directory.resolve("people"));
        Database.open(settings).close();
        rewriteFormat(file, 4);
        byte[] written = Files.readAllBytes(file);

        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> Database.open(settings), () -> Database.attempt(settings, "default", Instant.EPOCH))) {
            assertThatThrownBy(use)
                    .isInstanceOfSatisfying(
                            DirectoryException.class,
                            e -> assertThat(e.isAway()).isFalse())
                    .hasMessageContaining("is of another version of H2")
                    .hasMessageContaining("--people export page.yaml > people.jsonl with that version")
                    .hasMessageContaining("--people import people.jsonl page.yaml with this one");
        }
        assertThat(Files.readAllBytes(file)).as("not touched").isEqualTo(written);
    }

    /** Writes another format's number into both headers of the file, with their checksums. */
    private static void rewriteFormat(Path file, int format) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int block = 0; block < 2; block++) {
            int start = block * 4096;
            String header = new String(bytes, start, 4096, StandardCharsets.ISO_8859_1);
            String changed =
                    header.substring(0, header.indexOf(",fletcher:")).replaceFirst("format:\\d+", "format:" + format);
            byte[] text = changed.getBytes(StandardCharsets.ISO_8859_1);
            String sum = Integer.toHexString(DataUtils.getFletcher32(text, 0, text.length));
            byte[] whole = (changed + ",fletcher:" + sum + "\n").getBytes(StandardCharsets.ISO_8859_1);
            Arrays.fill(bytes, start, start + header.indexOf('\n') + 1, (byte) 0);
            System.arraycopy(whole, 0, bytes, start, whole.length);
        }
        Files.write(file, bytes);
    }
}
