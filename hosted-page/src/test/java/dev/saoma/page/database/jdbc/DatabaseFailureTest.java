package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a failure of the database is described. */
class DatabaseFailureTest {
    @Test
    void messageOfSeveralLines_becomesOne() {
        SQLException refused = new SQLException(
                "FATAL: not yet accepting connections\n  Detail: Consistent state not reached.\n", "57P03");

        assertThat(DatabaseFailure.cause(new IllegalStateException("no connection", refused)))
                .isEqualTo("FATAL: not yet accepting connections – Detail: Consistent state not reached.");
        assertThat(DatabaseFailure.isAway(refused)).isTrue();
    }

    @Test
    void failureWithoutMessage_hasNone() {
        assertThat(DatabaseFailure.cause(new SQLException())).isNull();
    }

    @Test
    @DisplayName("H2: no file and a wrong password stay so; a file that another process has open may be free later")
    void finalFailuresOfH2_areKnown(@TempDir Path directory) throws Exception {
        String missing = "jdbc:h2:file:" + directory.resolve("missing") + ";IFEXISTS=TRUE";
        String people = "jdbc:h2:file:" + directory.resolve("people");

        assertThat(DatabaseFailure.isFinal(failure(missing, "sa", ""))).isTrue();
        try (Connection first = DriverManager.getConnection(people, "sa", "")) {
            assertThat(first.isValid(0)).isTrue();
            assertThat(DatabaseFailure.isFinal(failure(people, "sa", "wrong"))).isTrue();
        }
        try (FileChannel other = FileChannel.open(directory.resolve("people.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(DatabaseFailure.isFinal(failure(people, "sa", ""))).isFalse();
        }
    }

    private static SQLException failure(String url, String user, String password) {
        return catchThrowableOfType(
                SQLException.class,
                () -> DriverManager.getConnection(url, user, password).close());
    }
}
