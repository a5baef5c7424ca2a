package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lists that are full. */
@Timeout(300)
class ConsoleListsIT {
    private static final int MOST_BYTES = 60 * 1024;
    private static final int MANY = 1000;

    @TempDir
    Path directory;

    @Test
    @DisplayName("5B: a list of 100 rows is at most 60 KB")
    void listsOf100Rows_areSmall() throws SQLException {
        try (ConsoleUnderTest console = new ConsoleUnderTest(directory, "everybody", "")) {
            Browser owner = console.owner("c1");
            fill(console.clock.millis());
            for (String path : new String[] {"/people", "/sign-ins"}) {
                String page = owner.get(path).body();
                assertThat(page.split("<tr", -1)).as(path).hasSize(1 + 1 + 100);
                assertThat(page.getBytes(StandardCharsets.UTF_8).length)
                        .as(path)
                        .isLessThanOrEqualTo(MOST_BYTES);
            }
            assertThat(owner.get("/audit").body().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    @Test
    @DisplayName("later pages of a search are of the same search: by name, or by the end of the id")
    void laterPages_searchTheSame() throws SQLException {
        try (ConsoleUnderTest console = new ConsoleUnderTest(directory, "everybody", "")) {
            Browser owner = console.owner("c1");
            add(100, "named-%04d", "Twin");
            add(150, "other-%04d-Twin", "Middle");
            add(150, "other-%04d-zwei", "Alpha");

            assertThat(subjects(owner, "/people?q=Twin")).hasSize(100).allMatch(id -> id.startsWith("named-"));
            assertThat(subjects(owner, "/people?q=Twin&after=named-0099")).isEmpty();
            assertThat(subjects(owner, "/people?q=zwei")).hasSize(100).allMatch(id -> id.endsWith("-zwei"));
            assertThat(subjects(owner, "/people?q=zwei&after=other-0099-zwei"))
                    .hasSize(50)
                    .allMatch(id -> id.endsWith("-zwei"));
        }
    }

    private static List<String> subjects(Browser owner, String path) {
        return Pattern.compile("href=\"/people/person\\?id=([^\"&]+)\"")
                .matcher(owner.get(path).body())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private void add(int count, String subjects, String name) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement person = connection.prepareStatement(
                        "INSERT INTO saoma_person (pool, subject, wechat_name, search_name, state, first_at, last_at,"
                                + " sign_ins, ended_before, version, revision) VALUES ('default', ?, ?, ?, 'active', 1, 1,"
                                + " 1, 0, 1, 0)")) {
            for (int i = 0; i < count; i++) {
                person.setString(1, subjects.formatted(i));
                person.setString(2, name);
                person.setString(3, name.toLowerCase(Locale.ROOT));
                person.addBatch();
            }
            person.executeBatch();
        }
    }

    private Connection connection() throws SQLException {
        String url = "jdbc:h2:file:" + directory.resolve("people").toAbsolutePath() + ";AUTO_SERVER=TRUE;IFEXISTS=TRUE";
        return DriverManager.getConnection(url);
    }

    /** {@code now} is the time of the page's clock, which stands still. */
    private void fill(long now) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement person = connection.prepareStatement(
                        "INSERT INTO saoma_person (pool, subject, wechat_name, search_name, state, first_at, last_at,"
                                + " sign_ins, ended_before, version, revision) VALUES ('default', ?, ?, ?, 'active', ?, ?,"
                                + " 1000, 0, 1, 0)");
                PreparedStatement role = connection.prepareStatement(
                        "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES ('default', ?, ?, ?)");
                PreparedStatement signIn = connection.prepareStatement(
                        "INSERT INTO saoma_sign_in (pool, id, happened_at, subject, client_id, sign_in_method, outcome,"
                                + " reason, ip) VALUES ('default', ?, ?, ?, 'crm', 'redirect', 'refused', 'role_missing',"
                                + " '2001:db8:1234:5678:9abc:def0:1234:5678')")) {
            for (int i = 0; i < MANY; i++) {
                String subject = "oSaoUCfrL1spNxnyVmihA-%06d".formatted(i);
                person.setString(1, subject);
                person.setString(2, "用户的名字🌿" + i);
                person.setString(3, "用户的名字🌿" + i);
                person.setLong(4, now - i);
                person.setLong(5, now + i);
                person.addBatch();
                role.setString(1, subject);
                role.setString(2, "crm");
                role.setString(3, "administrator");
                role.addBatch();
                signIn.setString(1, "row-" + i);
                signIn.setLong(2, now - i);
                signIn.setString(3, subject);
                signIn.addBatch();
            }
            person.executeBatch();
            role.executeBatch();
            signIn.executeBatch();
        }
    }
}
