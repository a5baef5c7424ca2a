package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.settings.ApplicationAdministration;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line for people, without a running page, on the embedded database. */
@Timeout(300)
class PeopleCommandTest {
    private static final String CONSOLE = "console: { url: \"http://127.0.0.1:1\" }\n";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path yaml;

    @BeforeEach
    void write() throws IOException {
        write("directory: { admission: approve, database: { timeout: PT1M } }\n");
    }

    private void write(String directoryAndMore) throws IOException {
        yaml = Files.writeString(
                directory.resolve("page.yaml"),
                PageUnderTest.yaml(URI.create("http://127.0.0.1:8081"), URI.create("http://localhost:8082"))
                        + directoryAndMore);
    }

    private int people(String... words) {
        out.reset();
        err.reset();
        List<String> args = new ArrayList<>(List.of("--people"));
        args.addAll(List.of(words));
        args.add(yaml.toString());
        return new Main(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String file(String... lines) throws IOException {
        return Files.writeString(directory.resolve("people.jsonl"), String.join("\n", lines))
                .toString();
    }

    @Test
    @DisplayName("5A: while the database is away a command ends with 1, and says which one and what to check")
    void databaseThatIsAway_isNamed() throws IOException {
        try (Ports.Closed closed = new Ports.Closed()) {
            String url = "jdbc:postgresql://127.0.0.1:" + closed.number() + "/saoma";
            for (String more : List.of("", CONSOLE)) {
                write("directory: { database: { url: \"" + url + "\" } }\n" + more);

                assertThat(people("list")).isEqualTo(Main.CANNOT_START);
                assertThat(err())
                        .contains("The database " + url + " cannot be reached", "check directory.database")
                        .doesNotContain("\tat ");
                assertThat(people("block", "somebody")).isEqualTo(Main.CANNOT_START);
                assertThat(err()).contains("The database " + url + " cannot be reached");
                assertThat(out()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("5B: a command knows the applications of the console, as a running page does")
    void applicationsOfTheConsole_areKnown() throws IOException {
        write("directory: { admission: everybody }\n" + CONSOLE);
        PoolSettings pool = PageSettings.load(yaml, Map.of()).pool();
        SecureRandom random = new SecureRandom();
        try (PeopleDatabase database =
                PeopleDatabase.open(pool, PoolParts.cookieKeys(pool.keys(), random), Clock.systemUTC())) {
            new ApplicationAdministration(database, new RandomText(random), Home.NONE)
                    .create(
                            new Actor("shell:root", "owner"),
                            "wiki",
                            Map.of(
                                    "name",
                                    List.of("Wiki"),
                                    "redirectUris",
                                    List.of("https://wiki.example.com/cb"),
                                    "backChannelLogoutUri",
                                    List.of("https://wiki.example.com/logout")));
        }
        people("import", file("{\"subject\":\"a\",\"applications\":{\"wiki\":1}}"));

        assertThat(people("roles", "a", "--give", "wiki:editor")).as(err()).isZero();
        assertThat(people("roles", "a", "--give", "nowhere:editor")).isEqualTo(Main.CANNOT_START);
        assertThat(err()).contains("there is no application nowhere: expected one of [crm, shop, wiki, saoma-console]");
        assertThat(people("block", "a")).isZero();
        assertThat(out()).contains("wiki: logout token not delivered yet").doesNotContain("accepts no logout tokens");
    }

    @Test
    @DisplayName("5A: a line that cannot be imported is named with its number, and the others are imported")
    void wrongLines_areNamed() throws IOException {
        String exported = "{\"subject\":\"a\",\"wechatName\":\"张伟\",\"state\":\"blocked\",\"stateWhy\":\"left\","
                + "\"identities\":[{\"appId\":\"wx1\",\"openid\":\"o1\",\"unionid\":\"u1\"}],\"roles\":[\"crm:admin\"],"
                + "\"attributes\":{\"department\":\"sales\"}}";
        String file = file(
                "\uFEFF" + exported,
                "{\"subject\":\"b\",\"state\":\"gone\"}",
                "",
                "{\"subject\":\"c\",\"role\":[\"staff\"]}",
                "null",
                "{\"subject\":\"d\",\"roles\":[\"sales admin\"]}",
                "{\"subject\":\"e\",\"identities\":[{\"appId\":\"wx1\",\"openid\":\"o1\"}]}",
                "{\"subject\":\"f\",\"identities\":[{\"appId\":\"wx1\"}]}",
                "{\"subject\":\"g\",\"wechatName\":\"" + "x".repeat(300) + "\"}",
                "{\"subject\":\"h\",\"roles\":[null]}",
                "{\"subject\":\"w\",\"state\":\"waiting\"}",
                exported);

        assertThat(people("import", file)).isEqualTo(Main.CANNOT_START);

        assertThat(err().lines().map(line -> line.replace(file, "people.jsonl")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(
                                        "people.jsonl, line 2: b: state must be waiting, visitor, active or blocked"),
                        line -> assertThat(line).startsWith("people.jsonl, line 4: unknown: role; expected: subject,"),
                        line -> assertThat(line).isEqualTo("people.jsonl, line 5: a JSON object is expected"),
                        line -> assertThat(line).startsWith("people.jsonl, line 6: sales admin is not a role:"),
                        line -> assertThat(line)
                                .isEqualTo("people.jsonl, line 7: e: the openid o1 at wx1 belongs to a"),
                        line -> assertThat(line).isEqualTo("people.jsonl, line 8: identities: openid is missing"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "people.jsonl, line 9: g: wechatName, displayName and stateWhy have at most 255 characters"),
                        line -> assertThat(line).isEqualTo("people.jsonl, line 10: roles: a text expected"));
        assertThat(out()).contains("2 people added, 1 exist already and stay unchanged, 8 lines are refused.");
        people("list");
        assertThat(out())
                .contains("a  blocked  张伟", "roles crm:admin")
                .containsPattern("w  waiting .* number [0-9]{6}");
        people("show", "a");
        assertThat(out()).contains("\"stateWhy\":\"left\"", "\"department\":\"sales\"");
    }

    @Test
    @DisplayName("5A: an export is imported into another database whole, people who wait and fingerprints included")
    void exportedFile_isImportedWhole() throws IOException {
        people(
                "import",
                file(
                        "{\"subject\":\"a\",\"displayName\":\"王大锤\",\"identities\":[{\"appId\":\"wx1\",\"openid\":\"o1\"}],"
                                + "\"roles\":[\"staff\"],\"attributes\":{\"level\":\"3\"},\"applications\":{\"crm\":1700000000000}}",
                        "{\"subject\":\"b\",\"state\":\"waiting\",\"waitingCode\":\"123456\"}",
                        "{\"subject\":\"c\",\"state\":\"visitor\",\"endedBefore\":1700000000000}",
                        "{\"subject\":\"gone\",\"state\":\"blocked\",\"identities\":[{\"appId\":\"wx1\",\"openid\":\"o2\"}]}"));
        people("erase", "gone", "--yes");
        people("invite", "--give", "crm:admin", "--give", "staff");
        people("export");
        String exported = out();
        assertThat(exported.lines()).hasSize(5);
        write("directory: { database: { url: \"jdbc:h2:file:" + directory.resolve("other") + "\" } }\n");

        assertThat(people("import", file(exported))).as(err()).isZero();
        assertThat(out()).contains("3 people added, 0 exist already");
        people("export");
        assertThat(out()).isEqualTo(exported);
    }

    @Test
    @DisplayName("a reason that is too long is refused, and not taken for a database that is away")
    void longReason_isRefused() throws IOException {
        people("import", file("{\"subject\":\"a\"}"));

        assertThat(people("block", "a", "--why", "x".repeat(201))).isEqualTo(Main.CANNOT_START);

        assertThat(err()).contains("why: at most 200 characters expected");
        assertThat(people("block", "a", "--why", "x".repeat(200))).isZero();
    }

    @Test
    @DisplayName("a merge says beforehand which state and attributes the kept entry will have")
    void merge_namesStateAndAttributes() throws IOException {
        people(
                "import",
                file(
                        "{\"subject\":\"keep\",\"state\":\"visitor\",\"attributes\":{\"level\":\"3\"}}",
                        "{\"subject\":\"gone\",\"attributes\":{\"department\":\"sales\",\"level\":\"1\"}}"));

        assertThat(people("merge", "keep", "gone")).isZero();

        assertThat(out())
                .contains(
                        "state afterwards active",
                        "attributes afterwards {department=sales, level=3}",
                        "Nothing was done");
        people("merge", "keep", "gone", "--json");
        assertThat(out()).contains("\"state\":\"ACTIVE\"", "\"department\":\"sales\"");
    }
}
