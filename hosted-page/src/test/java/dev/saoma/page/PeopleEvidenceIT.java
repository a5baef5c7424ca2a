package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a page with a directory gives its operators: lists, files for spreadsheets, metrics, and a log without people. */
@Timeout(300)
class PeopleEvidenceIT {
    private static final String SUBJECT = WeChatStub.UNIONID;

    @TempDir
    Path directory;

    private PageUnderTest page;
    private Browser browser;
    private String said = "";

    @BeforeEach
    void start() {
        page = PageUnderTest.withCrm(directory, "claims: [roles, department]", """
                management: { listen: "127.0.0.1:0" }
                directory: { admission: everybody, database: { timeout: PT1M } }
                """);
        browser = new Browser(page.issuer);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    /** Runs the command line as a second process would, and returns its exit code. */
    private int run(String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.add(
                Files.writeString(directory.resolve("page.yaml"), page.yaml()).toString());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int code = new Main(Map.of(), out, out, page.clock).run(arguments);
        said = printed.toString(StandardCharsets.UTF_8);
        return code;
    }

    private String code(String scan) {
        return browser.signIn(Browser.crm(), scan).get("code");
    }

    private String introspected(String token) {
        return browser.post(
                        "/introspect",
                        Map.of("token", token, "client_id", "crm", "client_secret", PageUnderTest.CRM_SECRET))
                .body();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.holds()) {
            Pause.briefly(); // Each turn calls the page or its database; ends at the class's timeout.
        }
    }

    private static String text(HttpResponse<String> answer, String member) {
        return JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get(member)
                .getAsString();
    }

    @Test
    @DisplayName("5A: lists and sign-ins as CSV; a nickname that is a formula is text")
    void csv_isSafeForSpreadsheets() throws Exception {
        page.wechat.answersProfile(WeChatStub.PROFILE.replace("张伟🎉", "=cmd|' /C calc'!A0"));
        code("c1");
        run("--people", "roles", SUBJECT, "--give", "staff", "--give", "crm:admin");

        assertThat(run("--people", "list", "--csv")).isZero();
        assertThat(said)
                .startsWith("\uFEFF\"subject\",\"name\"")
                .contains("\"" + SUBJECT + "\",\"'=cmd|' /C calc'!A0\",\"visitor\",\"staff crm:admin\"");
        await(() -> run("--people", "sign-ins", "--csv") == 0 && said.contains("finished"));
        assertThat(said).contains("\"" + SUBJECT + "\",\"crm\",\"redirect\",\"finished\",\"\",\"\",\"\"\r\n");
        assertThat(run("--people", "sign-ins")).isZero();
        assertThat(JsonParser.parseString(said.strip())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("finished");
    }

    @Test
    void attributes_areInTheIdToken() throws Exception {
        code("c1");
        assertThat(run("--people", "attributes", SUBJECT, "--set", "department=销售=1", "--set", "level=3"))
                .as(said)
                .isZero();
        run("--people", "attributes", SUBJECT, "--remove", "level");

        String idToken = text(browser.token(code("c2")), "id_token");

        String claims = new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"department\":\"销售=1\"").doesNotContain("level");
        assertThat(run("--people", "attributes", SUBJECT, "--set", "sub=x")).isEqualTo(Main.CANNOT_START);
        assertThat(run("--people", "attributes", SUBJECT, "--set", "nothing")).isEqualTo(Main.WRONG);
    }

    @Test
    void merge_isShownBefore_alsoAsJson() throws Exception {
        code("c1");
        Path other =
                Files.writeString(directory.resolve("other.jsonl"), "{\"subject\":\"other\",\"roles\":[\"staff\"]}");
        run("--people", "import", other.toString());

        assertThat(run("--people", "merge", SUBJECT, "other", "--json")).isZero();
        var plan = JsonParser.parseString(said).getAsJsonObject();
        assertThat(plan.getAsJsonObject("kept").get("subject").getAsString()).isEqualTo(SUBJECT);
        assertThat(plan.getAsJsonArray("roles")).hasSize(1);
        run("--people", "merge", SUBJECT, "other");
        assertThat(said).contains("Nothing was done");
        assertThat(run("--people", "merge", SUBJECT, "other", "--json", "--yes"))
                .isZero();
        assertThat(JsonParser.parseString(said).getAsJsonObject().has("logoutTokens"))
                .isTrue();
        assertThat(run("--people", "merge", SUBJECT, "other")).isEqualTo(Main.CANNOT_START);
    }

    @Test
    @DisplayName("one session of a person is ended, with its codes and tokens; those of another browser live on")
    void oneSession_isEnded() throws Exception {
        HttpResponse<String> tokens = browser.token(code("c1"));
        String onItsWay = code("c2");
        Browser other = new Browser(page.issuer);
        HttpResponse<String> elsewhere =
                other.token(other.signIn(Browser.crm(), "c3").get("code"));
        String idToken = text(tokens, "id_token");
        String sid = JsonParser.parseString(
                        new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8))
                .getAsJsonObject()
                .get("sid")
                .getAsString();
        await(() -> run("--people", "show", SUBJECT) == 0 && said.contains(sid));

        String onItsWayElsewhere = other.signIn(Browser.crm(), "c4").get("code");
        assertThat(introspected(idToken)).contains("\"active\":true");

        assertThat(run("--people", "end-session", SUBJECT, sid)).as(said).isZero();
        assertThat(said).contains("Done.");

        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + text(tokens, "access_token"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(introspected(idToken)).isEqualTo("{\"active\":false}");
        assertThat(browser.token(onItsWay).body()).contains("invalid_grant");
        assertThat(other.get("/userinfo", "Authorization", "Bearer " + text(elsewhere, "access_token"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(introspected(text(elsewhere, "id_token"))).contains("\"active\":true");
        assertThat(other.token(onItsWayElsewhere).statusCode()).isEqualTo(200);
        assertThat(other.authorize(Browser.crm()).body()).contains("data-page=\"continue\"");
        assertThat(run("--people", "end-session", SUBJECT, "no-such-sid")).isEqualTo(Main.CANNOT_START);
    }

    @Test
    @DisplayName("metrics and probes of the management port cover the directory")
    void managementPort_tellsOfTheDirectory() throws Exception {
        code("c1");
        run("--people", "block", SUBJECT);
        assertThat(browser.callback(browser.begin(Browser.crm()), "c2").statusCode())
                .isEqualTo(403);
        Browser operator = new Browser(page.management());

        await(() -> operator.get("/metrics").body().contains("saoma_directory_log_queued{pool=\"default\"} 0.0"));
        assertThat(operator.get("/metrics").body())
                .contains("saoma_directory_up{pool=\"default\"} 1.0")
                .contains("saoma_directory_ready{pool=\"default\"} 1.0")
                .contains("saoma_directory_waiting_people{pool=\"default\"} 0.0")
                .containsPattern("saoma_directory_blocked_refusals\\{pool=\"default\"} [1-9]")
                .contains("saoma_directory_log_lost{pool=\"default\"} 0.0")
                .contains("saoma_directory_messages_open{pool=\"default\"} 0.0")
                .contains("saoma_directory_connections{pool=\"default\"}")
                .contains("saoma_directory_connections_busy{pool=\"default\"}")
                .contains("saoma_directory_connections_awaited{pool=\"default\"} 0.0");
        assertThat(operator.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "5A, rule 10: the log names people by a keyed pseudonym, and holds nothing that erasing would leave behind")
    void log_holdsNothingPersonal() throws Exception {
        // No random or counted text contains its last four characters: no key, number, port or folder has a dot
        // there.
        String subject = "oUnionWithAnEndOfItsOwn-.Zw.";
        page.wechat.answersToken(WeChatStub.GRANT.replace(SUBJECT, subject));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace(SUBJECT, subject));
        try (LogLines log = new LogLines()) {
            HttpResponse<String> tokens = browser.token(code("c1"));
            browser.get("/logout?id_token_hint=" + text(tokens, "id_token"));
            code("c2");
            run("--people", "show", subject);
            String pseudonym = JsonParser.parseString(said)
                    .getAsJsonObject()
                    .get("logName")
                    .getAsString();
            run("--people", "erase", subject, "--yes");

            assertThat(log.with("event=sign-in ")).isNotEmpty().allMatch(line -> line.contains("subject=" + pseudonym));
            assertThat(log.with("event=sign-out "))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("subject=" + pseudonym));
            assertThat(log.with(""))
                    .noneMatch(line -> line.contains(subject)
                            || line.contains(subject.substring(subject.length() - 4))
                            || line.contains(WeChatStub.OPENID)
                            || line.contains("张伟"));
            assertThat(log.with("subject=")).noneMatch(line -> line.contains("127.0.0.1"));
        }
    }
}
