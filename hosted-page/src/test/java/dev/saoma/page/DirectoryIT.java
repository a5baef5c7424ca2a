package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page with a directory in the embedded database, and the command line beside it. */
@Timeout(300)
class DirectoryIT extends PageWithDirectory {
    private static final String SUBJECT = WeChatStub.UNIONID;

    @Test
    @DisplayName("5A: everybody: as without a directory, and the person is known afterwards")
    void everybody_comesIn() throws Exception {
        start("everybody");

        assertThat(browser.token(code("c1")).statusCode()).isEqualTo(200);

        assertThat(people("list")).isZero();
        assertThat(output()).contains(SUBJECT, "visitor", "张伟");
    }

    @Test
    @DisplayName("5A: a stranger with known gets in nowhere: redirect and inline frame")
    void stranger_isRefusedOnAPage() throws Exception {
        start("known");

        HttpResponse<String> redirect = scan(Browser.crm(), "c1");
        assertThat(redirect.statusCode()).isEqualTo(403);
        assertThat(redirect.headers().firstValue("Location")).isEmpty();
        assertThat(redirect.body()).contains("data-page=\"error\"", "只允许已登记的人员登录");

        String state = browser.begin(Browser.crm());
        HttpResponse<String> frame = browser.post(
                "/sign-in/finish",
                Map.of("state", state, "code", "c2"),
                "Sec-Fetch-Site",
                "same-origin",
                "Origin",
                page.issuer.toString());
        assertThat(frame.statusCode()).isEqualTo(403);
        assertThat(frame.body()).doesNotContain("location");
        people("list");
        assertThat(output()).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 4: who waits sees a number; approved by it, the next scan comes in")
    void waitingPerson_isApprovedByNumber() throws Exception {
        start("approve");
        HttpResponse<String> waits = scan(Browser.crm(), "c1");
        assertThat(waits.statusCode()).isEqualTo(403);
        assertThat(waits.body()).contains("等待批准", "id=\"start-again\"");
        String number = waits.body().replaceAll("(?s).*id=\"approval-number\">([0-9]{6})<.*", "$1");
        assertThat(number).matches("[0-9]{6}");

        assertThat(people("approve", number)).as(output()).isZero();

        assertThat(browser.token(code("c2")).statusCode()).isEqualTo(200);
        assertThat(people("approve", number)).isEqualTo(Main.CANNOT_START);
        assertThat(output()).contains("no person waits with the number " + number);
    }

    @Test
    @DisplayName("5A: a code on its way, an access token and the page session end with a block")
    void block_reachesEverything() throws Exception {
        start("everybody");
        String access = accessToken(browser.token(code("c1")).body());
        String second = code("c2");
        page.clock.advance(java.time.Duration.ofSeconds(2));

        assertThat(people("block", SUBJECT, "--why", "left")).as(output()).isZero();

        assertThat(browser.token(second).body()).contains("invalid_grant");
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + access).statusCode())
                .isEqualTo(401);
        Map<String, String> silent = Browser.crm();
        silent.put("prompt", "none");
        assertThat(Browser.parameters(Browser.location(browser.authorize(silent))))
                .containsEntry("error", "login_required");
        assertThat(browser.authorize(Browser.crm()).body()).doesNotContain("data-page=\"continue\"");
        assertThat(scan(Browser.crm(), "c3").statusCode()).isEqualTo(403);

        people("unblock", SUBJECT);
        page.clock.advance(java.time.Duration.ofSeconds(2));
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + access).statusCode())
                .as("what was ended stays ended")
                .isEqualTo(401);
        assertThat(browser.token(code("c4")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("5A, rule 5: the application gets a logout token without sid, and the order says so")
    void block_tellsApplications() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        HttpServer application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        application.start();
        try {
            int port = application.getAddress().getPort();
            start("everybody");
            page.close();
            page = PageUnderTest.withCrm(
                    directory,
                    "backChannelLogoutUri: \"http://127.0.0.1:" + port + "/logout\"",
                    "directory: { admission: everybody, database: { timeout: PT1M } }\nbackChannel: { privateTargets: true }\n");
            browser = new Browser(page.issuer);
            code("c1");
            assertThat(people("end-sessions", SUBJECT)).as(output()).isZero();

            String token = bodies.take().replaceFirst("logout_token=", "");
            String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            assertThat(claims)
                    .contains("\"sub\":\"" + SUBJECT + "\"", "backchannel-logout")
                    .doesNotContain("\"sid\"");
            assertThat(output()).contains("crm: logout token delivered");
        } finally {
            application.stop(0);
        }
    }

    @Test
    @DisplayName("5A, rule 5: /introspect judges ID tokens of the asking application, ended ones included")
    void introspection_judgesIdTokens() throws Exception {
        start("everybody");
        String idToken = browser.token(code("c1")).body().replaceAll("(?s).*\"id_token\":\"([^\"]*)\".*", "$1");
        assertThat(introspect(idToken)).contains("\"active\":true", "\"sub\":\"" + SUBJECT + "\"");
        page.clock.advance(java.time.Duration.ofSeconds(2));

        people("end-sessions", SUBJECT);

        assertThat(introspect(idToken)).isEqualTo("{\"active\":false}");
    }

    private String introspect(String token) {
        return browser.post(
                        "/introspect",
                        Map.of("token", token, "client_id", "crm", "client_secret", PageUnderTest.CRM_SECRET))
                .body();
    }

    @Test
    @DisplayName("5A, rule 2: a known openid with another unionid is refused, and the log says what to do")
    void conflict_isSaidWithWhatToDo() {
        start("everybody");
        code("c1");
        page.wechat.answersToken(WeChatStub.GRANT.replace(WeChatStub.UNIONID, "oAfterTheMove"));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace(WeChatStub.UNIONID, "oAfterTheMove"));
        browser = new Browser(page.issuer);
        try (LogLines log = new LogLines()) {
            HttpResponse<String> refused = scan(Browser.crm(), "c2");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(log.with("--people merge"))
                    .singleElement()
                    .asString()
                    .contains("identity_conflict", "wechat.moved");
        }
    }

    @Test
    void roles_areInTheIdToken() throws Exception {
        start("everybody");
        code("c1");
        people("roles", SUBJECT, "--give", "crm:admin", "--give", "shop:buyer");

        String idToken = browser.token(code("c2")).body().replaceAll("(?s).*\"id_token\":\"([^\"]*)\".*", "$1");

        String claims = new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims).contains("\"roles\":[\"admin\"]");
    }

    @Test
    @DisplayName("5A: export and import: the road from one database to another")
    void exportedPeople_areImported() throws Exception {
        start("everybody");
        code("c1");
        people("roles", SUBJECT, "--give", "admin");
        people("export");
        Path file = directory.resolve("people.jsonl");
        Files.writeString(file, output());
        people("erase", SUBJECT, "--yes");
        people("list");
        assertThat(output()).doesNotContain(SUBJECT);

        assertThat(people("import", file.toString())).as(output()).isZero();

        people("show", SUBJECT);
        assertThat(output()).contains(SUBJECT, "admin");
        Files.writeString(file, "{\"subject\":\"a b\"}\n");
        assertThat(people("import", file.toString())).isEqualTo(Main.CANNOT_START);
        assertThat(output()).contains("line 1");
    }

    @Test
    void ordersThatAreWrong_sayWhatIsExpected() throws Exception {
        start("everybody");
        assertThat(people("dance")).isEqualTo(Main.WRONG);
        assertThat(output()).contains("dance");
        assertThat(people("show")).isEqualTo(Main.WRONG);
        assertThat(people("show", "nobody")).isEqualTo(Main.CANNOT_START);
        assertThat(output()).contains("there is no person nobody");
        assertThat(people("erase", "nobody")).isEqualTo(Main.WRONG);
        assertThat(output()).contains("--yes");
    }

    private static String accessToken(String body) {
        return body.replaceAll("(?s).*\"access_token\":\"([^\"]*)\".*", "$1");
    }
}
