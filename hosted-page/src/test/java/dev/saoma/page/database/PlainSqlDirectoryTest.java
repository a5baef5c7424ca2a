package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.SignInRecord;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory in a database unknown to the product, which knows only plain SQL; its tables are created by hand. */
class PlainSqlDirectoryTest extends DirectoryContract {
    /** Threads on which a sign-in calls the database. */
    private static final String ROAD = "saoma-directory-call";

    private static final int PEOPLE = 50;

    @Override
    String newDatabase() {
        PlainSqlDriver.register();
        String url = PlainSqlDriver.PREFIX + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        DatabaseServer.execute(url, Database.schema("dm").split(";\\s*\n"));
        return url;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO saoma_barred VALUES ('p', 'f', 1) ON CONFLICT DO NOTHING",
                "MERGE INTO saoma_barred KEY (pool) VALUES ('p', 'f', 1)",
                "CREATE TABLE t (a JSON)",
                "SELECT * FROM saoma_barred LIMIT 1 OFFSET 1",
                "SELECT * FROM saoma_barred FETCH FIRST 1 ROWS ONLY"
            })
    void whatIsNotPlain_isRefusedHere(String sql) {
        String url = newDatabase();

        assertThatThrownBy(() -> DatabaseServer.execute(url, sql)).hasMessageContaining("not plain");
    }

    @Test
    @DisplayName("a page of the list costs three statements, however many people are on it")
    void list_costsThreeStatements() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 50; i++) {
            arrive(node, "o" + i, "u" + i, "shop");
        }
        Jdbi jdbi = Jdbi.create(nodes().url());
        AtomicInteger statements = new AtomicInteger();
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                statements.incrementAndGet();
            }
        });

        List<Person> page = jdbi.withHandle(handle ->
                new PeopleList(new PeopleTables(handle, "default"), PeopleAdministration.Filter.ALL).after(null));

        assertThat(page).hasSize(50);
        assertThat(statements).hasValue(3);
    }

    /** Returns how often threads whose names begin like this ran a statement. */
    private static long runs(String thread, Sql sql) {
        String positional = sql.text().replaceAll(":[a-zA-Z]+", "?");
        return calls(thread, positional);
    }

    private static long calls(String thread, String text) {
        return PlainSqlDriver.CALLS.stream()
                .filter(call -> call.thread().startsWith(thread) && call.sql().equals(text))
                .count();
    }

    private DirectoryFixture knownPeople() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < PEOPLE; i++) {
            arrive(node, "o" + i, "u" + i, "crm");
        }
        PlainSqlDriver.CALLS.clear();
        return node;
    }

    @Test
    @DisplayName(
            "a sign-in of a known person costs one short statement when they arrive, one at /token, and no transaction")
    void knownPerson_costsTwoStatements() {
        DirectoryFixture node = knownPeople();

        for (int i = 0; i < PEOPLE; i++) {
            arrive(node, "o" + i, "u" + i, "crm");
            node.directory.recheck("u" + i, "crm", clock().instant());
            node.directory.claims("u" + i, "crm");
        }

        long looks = // The node checks for changes with the same statement, each second.
                runs(ROAD, Sql.REVISION) - 2 * PEOPLE;
        assertThat(looks).isNotNegative();
        assertThat(calls(ROAD, "COMMIT")).isZero();
        assertThat(PlainSqlDriver.CALLS.stream().filter(call -> call.thread().startsWith(ROAD)))
                .as("nothing else")
                .hasSize((int) (2 * PEOPLE + looks));
    }

    @Test
    @DisplayName("what is written down of many sign-ins costs five statements and one commit together")
    void signIns_areWrittenTogether() {
        DirectoryFixture node = knownPeople();

        for (int i = 0; i < PEOPLE; i++) {
            node.directory.record(new SignInRecord("u" + i, "sid-" + i, visit("crm"), "finished", null, null));
        }
        await(() -> rows("saoma_sign_in").size() == PEOPLE);
        await(() -> node.directory.state().orElseThrow().queuedSignIns() == 0);

        long batches = runs("saoma-directory", Sql.SIGN_IN_INSERT);
        assertThat(batches).as("one, or two where a turn began meanwhile").isBetween(1L, 2L);
        assertThat(List.of(Sql.PERSON_SEEN, Sql.APPLICATION_SEEN, Sql.SESSION_SEEN, Sql.SESSION_INSERT))
                .allSatisfy(sql ->
                        assertThat(runs("saoma-directory", sql)).as(sql.name()).isEqualTo(batches));
        assertThat(runs("saoma-directory", Sql.SIGN_IN)).as("read back").isZero();
        assertThat(runs("saoma-directory", Sql.PERSON_SUBJECT)).as("read back").isZero();
    }

    @Test
    @DisplayName(
            "the time of the last sign-in, which stands in indexes, is written at most once a minute; the count each time")
    void lastSeen_isKeptToTheMinute() {
        DirectoryFixture node = knownPeople();
        long first = clock().instant().toEpochMilli();
        for (int seconds : List.of(30, 40)) {
            clock().advance(Duration.ofSeconds(seconds));
            node.directory.record(new SignInRecord("u1", null, visit("crm"), "finished", null, null));
            long expected = seconds == 30 ? first : clock().instant().toEpochMilli();
            int times = seconds == 30 ? 1 : 2;
            await(() -> node.people.show("u1").person().activity().signIns() == times);
            assertThat(node.people.show("u1").person().activity().lastAt()).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("a node has run the statements of a first sign-in before it is ready, and keeps nothing of that")
    void firstSignIn_meetsAWarmNode() {
        PlainSqlDriver.CALLS.clear();

        DirectoryFixture node = node("known");

        assertThat(node.directory.isReady()).isTrue();
        for (Sql sql : List.of(
                Sql.IDENTITY, Sql.PERSON, Sql.BARRED, Sql.PERSON_INSERT, Sql.IDENTITY_INSERT, Sql.APPLICATION_INSERT)) {
            assertThat(runs("", sql)).as(sql.name()).isGreaterThan(1); // Once by the schema check, and once more.
        }
        assertThat(rows("saoma_person")).isEmpty();
        assertThat(rows("saoma_identity")).isEmpty();
        assertThat(rows("saoma_person_application")).isEmpty();
    }
}
