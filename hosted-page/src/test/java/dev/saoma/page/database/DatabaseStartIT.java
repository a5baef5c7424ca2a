package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Unavailable;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.support.Pause;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A node that starts before its database, a real PostgreSQL without any table of ours. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DatabaseStartIT {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    @TempDir
    Path folder;

    private String url;

    @BeforeEach
    void makeDatabase() {
        url = SERVER.newDatabase();
    }

    @AfterEach
    void answerAgain() {
        SERVER.resume();
    }

    private PoolSettings pool(String url) {
        return DirectoryFixture.pool(folder, url, "everybody", "", "PT0.3S");
    }

    private static void admitsNobody(Directory directory) {
        assertThat(directory.isReady()).isFalse();
        assertThat(directory.arrive(wechat("openid-a", "unionid-a"), "unionid-a", visit("crm")))
                .isEqualTo(new Unavailable());
        assertThat(directory.recheck("unionid-a", "crm", Instant.now())).isEqualTo(new Unavailable());
        assertThat(directory.claims("unionid-a", "crm")).isEmpty();
    }

    /** Waits until the directory is ready; ends at the class's timeout. */
    private static void heals(Directory directory) {
        while (!directory.isReady()) {
            Pause.briefly();
        }
        Admitted admitted = new Admitted("unionid-a", "张伟");
        while (!directory
                .arrive(wechat("openid-a", "unionid-a"), "unionid-a", visit("crm"))
                .equals(admitted)) {
            Pause.briefly(); // A busy machine may need several tries of 300 ms.
        }
    }

    @Test
    @DisplayName(
            "the port is closed: the node starts, refuses sign-ins, and creates the tables when the database comes")
    void closedPort_isWaitedFor() {
        SERVER.kill();
        try (Directory late = DirectoryFixture.late(pool(url), Clock.systemUTC())) {
            admitsNobody(late);

            SERVER.startAgain();

            heals(late);
        }
    }

    @Test
    @DisplayName(
            "the server hangs: the node starts, refuses sign-ins, and creates the tables when the database answers")
    void hangingServer_isWaitedFor() {
        SERVER.pause();
        try (Directory late = DirectoryFixture.late(pool(url), Clock.systemUTC())) {
            admitsNobody(late);

            SERVER.resume();

            heals(late);
        }
    }

    @Test
    @DisplayName(
            "a connection takes a second, the sign-in's patience is 300 ms: that is slow, and no reason not to start")
    void slowConnections_areNoMistake() {
        try (Directory slow = DirectoryFixture.late(pool(url + "&options=-c%20post_auth_delay=1"), Clock.systemUTC())) {
            heals(slow);
        }
    }

    @Test
    @DisplayName("no connection is left: the node starts, and heals when there is one")
    void fullServer_isWaitedFor() throws SQLException {
        DatabaseServer.execute(url, "CREATE ROLE few LOGIN CONNECTION LIMIT 0", "GRANT ALL ON SCHEMA public TO few");
        try (Directory late =
                DirectoryFixture.late(pool(url.replaceFirst("user=[^&]+", "user=few")), Clock.systemUTC())) {
            admitsNobody(late);

            DatabaseServer.execute(url, "ALTER ROLE few CONNECTION LIMIT 10");

            heals(late);
        }
    }

    @Test
    @DisplayName("another node holds the lock of the migrations: the node waits for it, and does not give up")
    void heldLock_isWaitedFor() throws SQLException {
        PeopleDatabase.open(pool(url), List.of(new byte[32]), Clock.systemUTC()).close();
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE saoma_schema_history IN ACCESS EXCLUSIVE MODE");
            try (Directory late = DirectoryFixture.late(pool(url + "&socketTimeout=1"), Clock.systemUTC())) {
                admitsNobody(late);

                other.rollback();

                heals(late);
            }
        }
    }

    @Test
    @DisplayName("schema: check of a database that hangs in the midst of it: that is no refused statement")
    void schemaCheck_waitsForTheDatabase() throws SQLException {
        DatabaseServer.execute(url, Database.schema("postgresql").split(";\\s*\n"));
        PoolSettings checked = pool(url + "&socketTimeout=1\", schema: \"check");
        try (Connection other = DriverManager.getConnection(url)) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE saoma_identity IN ACCESS EXCLUSIVE MODE");
            try (Directory late = DirectoryFixture.late(checked, Clock.systemUTC())) {
                admitsNobody(late);

                other.rollback();

                heals(late);
            }
        }
    }

    @Test
    @DisplayName("a database that answers and cannot be used is no database that is away")
    void wrongPasswordOrTables_areMistakes() {
        DatabaseServer.execute(url, "CREATE TABLE saoma_person (x INTEGER)");
        assertThatThrownBy(() -> DirectoryFixture.late(pool(url), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        DirectoryException.class, e -> assertThat(e.isAway()).isFalse());
        assertThatThrownBy(() ->
                        DirectoryFixture.late(pool(url.replaceFirst("user=[^&]+", "user=unknown")), Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        DirectoryException.class, e -> assertThat(e.isAway()).isFalse());
    }
}
