package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The QR code in a frame of a registered site; {@code WeChatLoginIT} shows it in a browser. */
class EmbedIT {
    private static final String SITE = "http://localhost:8091";
    private static final String SECOND_SITE = "http://localhost:8092";
    private static final String[] SAME_ORIGIN = {"Sec-Fetch-Site", "same-origin"};

    @TempDir
    static Path directory;

    private static PageUnderTest page;
    private static int scans;

    private final Browser browser = new Browser(page.issuer);

    @BeforeAll
    static void start() {
        page = new PageUnderTest(
                directory,
                "",
                "  - { clientId: store, name: Store, origins: [\"" + SITE + "\", \"" + SECOND_SITE + "\"] }\n"
                        + "  - { clientId: other, name: Other, origins: [\"http://localhost:8093\"] }\n");
    }

    @AfterAll
    static void stop() {
        page.close();
    }

    private static Map<String, String> request(String... more) {
        Map<String, String> request = new HashMap<>(Browser.crm());
        request.put("client_id", "store");
        request.put("redirect_uri", SITE + "/");
        request.put("response_mode", "web_message");
        for (int i = 0; i < more.length; i += 2) {
            request.put(more[i], more[i + 1]);
        }
        return request;
    }

    private HttpResponse<String> embed(String... more) {
        return browser.get("/embed?" + Browser.query(request(more)), "Sec-Fetch-Dest", "iframe");
    }

    private record Framed(String state, String ticket) {
        static Framed in(HttpResponse<String> answer) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return new Framed(attribute(answer, "state"), attribute(answer, "ticket"));
        }
    }

    private static String attribute(HttpResponse<String> answer, String name) {
        Matcher matcher = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(answer.body());
        assertThat(matcher.find()).as(answer.body()).isTrue();
        return matcher.group(1).replace("&amp;", "&");
    }

    private HttpResponse<String> finish(String ticket, String state, String... headers) {
        return new Browser(page.issuer)
                .post(
                        "/embed/finish",
                        Map.of("ticket", ticket, "state", state, "code", "embed-" + scans++),
                        headers.length == 0 ? SAME_ORIGIN : headers);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    @DisplayName("I8, I9: without any cookie, the code goes to the site and is worth a token there only")
    void finishedInTheFrame_isTheSitesCode() {
        Framed framed = Framed.in(embed());

        HttpResponse<String> answer = finish(framed.ticket(), framed.state());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        JsonObject response =
                JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonObject("response");
        assertThat(response.get("state").getAsString()).isEqualTo("app-state");
        assertThat(response.get("iss").getAsString()).isEqualTo(page.issuer.toString());
        HttpResponse<String> tokens = browser.post(
                "/token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "store",
                        "code",
                        response.get("code").getAsString(),
                        "redirect_uri",
                        SITE + "/",
                        "code_verifier",
                        Browser.VERIFIER));
        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
    }

    @Test
    @DisplayName("a sign-in in a site's frame leaves no session that no browser can use, and is still part of one")
    void finishedInTheFrame_leavesNoUnusableSession() {
        Framed framed = Framed.in(embed());
        Map<String, Integer> before = page.store().sizes();

        assertThat(finish(framed.ticket(), framed.state()).statusCode()).isEqualTo(200);

        Map<String, Integer> after = page.store().sizes();
        for (String kind : List.of("page-session", "page-session-seen")) {
            assertThat(after.getOrDefault(kind, 0)).as(kind).isEqualTo(before.getOrDefault(kind, 0));
        }
        assertThat(after.get("page-session-member")).isEqualTo(before.getOrDefault("page-session-member", 0) + 1);
    }

    @Test
    @DisplayName("A9: only the origins of the application may frame it, by name")
    void framedPage_namesWhoMayFrameIt() {
        HttpResponse<String> answer = embed();

        assertThat(header(answer, "Content-Security-Policy"))
                .endsWith("; frame-ancestors " + SITE + " " + SECOND_SITE)
                .contains("script-src 'nonce-")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Frame-Options")).isEmpty();
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(attribute(answer, "origin")).isEqualTo(SITE);
        assertThat(attribute(answer, "frame-url")).contains("wechat%2Fcallback%2Fembed%2Fstore", "self_redirect=true");
    }

    @Test
    void callbackInTheFrame_mayBeFramedByThemToo() {
        String state = Framed.in(embed()).state();

        HttpResponse<String> answer = browser.get("/wechat/callback/embed/store?code=c&state=" + state);

        assertThat(header(answer, "Content-Security-Policy"))
                .endsWith("; frame-ancestors 'self' " + SITE + " " + SECOND_SITE);
        assertThat(browser.get("/wechat/callback/embed/crm?code=c&state=" + state)
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/wechat/callback/embed/nobody?code=c&state=" + state)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @DisplayName("G72: nothing else of ours may be framed by a site")
    @ValueSource(strings = {"/authorize", "/logout", "/wechat/callback/popup?state=x", "/sdk/v1/done", "/nothing"})
    void everythingElse_mayNotBeFramed(String path) {
        HttpResponse<String> answer =
                browser.get(path + (path.equals("/authorize") ? "?" + Browser.query(request()) : ""));

        assertThat(header(answer, "Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
    }

    @ParameterizedTest
    @CsvSource({
        "client_id, nobody",
        "client_id, crm",
        "redirect_uri, http://localhost:8093/",
        "response_mode, query",
        "prompt, none",
        "state, ''",
        "code_challenge, short",
        "response_type, token"
    })
    void requestThatIsWrong_getsAPageThatNobodyMayFrame(String name, String value) {
        HttpResponse<String> answer = embed(name, value);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.body()).doesNotContain("data-ticket");
    }

    @Test
    void outsideOfAFrame_itIsNotShown() {
        assertThat(browser.get("/embed?" + Browser.query(request()), "Sec-Fetch-Dest", "document")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("G21: who lacks the ticket cannot finish")
    void withoutItsTicket_nobodyFinishes() {
        Framed one = Framed.in(embed());
        Framed two = Framed.in(embed());
        String login = browser.authorize(request()).body();
        Matcher waiting = Pattern.compile("data-waiting-ticket=\"([^\"]*)\"").matcher(login);
        assertThat(waiting.find()).isTrue();

        for (String ticket :
                List.of("junk", two.ticket(), waiting.group(1), one.ticket().substring(1))) {
            HttpResponse<String> answer = finish(ticket, one.state());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("response");
        }
        assertThat(finish(one.ticket(), one.state()).statusCode()).isEqualTo(200);
        assertThat(finish(one.ticket(), one.state()).statusCode()).isEqualTo(400); // Another code: still used up.
    }

    @Test
    void scriptsOfOtherSites_cannotFinish() {
        Framed framed = Framed.in(embed());

        for (String[] headers : List.of(
                new String[] {"Sec-Fetch-Site", "cross-site"},
                new String[] {"Sec-Fetch-Site", "same-site"},
                new String[] {"Origin", SITE})) {
            assertThat(finish(framed.ticket(), framed.state(), headers).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    @DisplayName("A17: a code that is scanned too late is refused")
    void tooLate_isTooLate() {
        Framed framed = Framed.in(embed());
        page.clock.advance(Duration.ofMinutes(10));

        assertThat(finish(framed.ticket(), framed.state()).statusCode()).isEqualTo(400);
    }

    @Test
    void component_isServedBesideTheSdk() {
        HttpResponse<String> module = browser.get("/sdk/v1/wechat-login.js");

        assertThat(module.body())
                .startsWith("import { AuthenticationClient } from \"./saoma.js\";")
                .doesNotContain("innerHTML", "eval(", "'*'", "\"*\"", "localStorage");
        assertThat(header(module, "Content-Type")).startsWith("text/javascript");
        assertThat(browser.get("/sdk/v1/wechat-login.d.ts").body()).contains("WeChatLoginElement");
    }
}
