package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Test sign-ins: real in every step, and valid only for the console's own page. */
@Timeout(300)
class ConsoleTestSignInIT extends ConsoleFixture {
    /** Begins a test, and returns the page that shows it. */
    private String begin() {
        HttpResponse<String> begun = console.write(owner, "/test/begin", Map.of("client", "crm"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
        return Browser.location(begun).getRawPath() + "?"
                + Browser.location(begun).getRawQuery();
    }

    /** Returns where the link to the login page leads. */
    private URI request(String page) {
        String link = owner.get(page).body().replaceAll("(?s).*href=\"([^\"]+/authorize[^\"]+)\".*", "$1");
        return URI.create(link.replace("&amp;", "&"));
    }

    /** Scans, and returns where WeChat's callback redirects. */
    private HttpResponse<String> scan(URI request, String code) {
        Browser atPage = new Browser(console.issuer);
        String state = Browser.state(atPage.get("/authorize?" + request.getRawQuery()));
        return atPage.callback(state, code);
    }

    @Test
    @DisplayName("5B: a test sign-in shows each step with its time, and the claims of the application")
    void test_showsStepsAndClaims() {
        String page = begin();
        assertThat(owner.get(page).body()).contains("data-poll=\"2\"").doesNotContain("id=\"claims\"");
        URI back = Browser.location(scan(request(page), "t1"));
        assertThat(back.toString()).startsWith(console.url + "/test/callback?");

        HttpResponse<String> hop = owner.get("/test/callback?" + back.getRawQuery());

        assertThat(hop.body()).contains(page.replace("&", "&amp;"));
        String shown = owner.get(page).body();
        assertThat(shown)
                .contains(WeChatStub.UNIONID, "张伟🎉", ">iss<", console.issuer.toString(), ">aud<", ">crm<")
                .doesNotContain("data-poll", "/authorize?");
        assertThat(shown.split("state done", -1)).hasSize(8);
        console.await(owner, "/sign-ins?client=crm&way=test", "<td>测试</td>");
    }

    @Test
    @DisplayName("5B: the code of a test is good in the console only, in the browser that began it, and once")
    void code_isGoodNowhereElse() {
        String page = begin();
        URI request = request(page);
        URI back = Browser.location(scan(request, "t1"));
        Map<String, String> query = Browser.parameters(back);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", query.get("code"));
        form.put("redirect_uri", console.url + "/test/callback");
        form.put("client_id", "crm");
        form.put("client_secret", PageUnderTest.CRM_SECRET);
        form.put("code_verifier", "a".repeat(43));
        HttpResponse<String> token = new Browser(console.issuer).post("/token", form);
        assertThat(token.statusCode()).isEqualTo(400);
        assertThat(token.body()).contains("invalid_grant", "good in the console only");

        Browser other = console.browser();
        assertThat(other.get("/test/callback?" + back.getRawQuery()).statusCode())
                .as("another browser")
                .isEqualTo(400);
        assertThat(owner.get("/test/callback?" + back.getRawQuery()).statusCode())
                .isEqualTo(200);
        assertThat(owner.get(page).body())
                .as("the refused tries have used nothing up")
                .contains(">aud<");
        assertThat(owner.get("/test/callback?" + back.getRawQuery()).statusCode())
                .as("twice")
                .isEqualTo(400);
        assertThat(new Browser(console.issuer)
                        .get("/authorize?" + request.getRawQuery())
                        .statusCode())
                .as("used up")
                .isEqualTo(400);
    }

    @Test
    @DisplayName("5B: the page takes the console's address only for the application and challenge that were announced")
    void request_isTakenOnlyAsAnnounced() {
        URI request = request(begin());
        Browser anybody = new Browser(console.issuer);
        for (String[] change : new String[][] {
            {"client_id=crm", "client_id=shop"},
            {"code_challenge=", "code_challenge=A"},
            {"/test/callback".replace("/", "%2F"), "%2Ftest%2Fcallback2"},
            {"code_challenge=", "x="}
        }) {
            String changed = request.getRawQuery().replace(change[0], change[1]);
            assertThat(changed).isNotEqualTo(request.getRawQuery());
            HttpResponse<String> answer = anybody.get("/authorize?" + changed);
            assertThat(answer.statusCode()).as(changed).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
        assertThat(anybody.get("/authorize?" + request.getRawQuery()).statusCode())
                .isEqualTo(200);
        console.clock.advance(Duration.ofMinutes(16));
        assertThat(anybody.get("/authorize?" + request.getRawQuery()).statusCode())
                .as("too late")
                .isEqualTo(400);
    }

    @Test
    @DisplayName("5B: admission is judged as for the application, and what failed is shown with its fix")
    void test_saysWhatFailedAndWhatToDo() {
        console.scansAs("Guest");
        console.scan(console.browser(), "g1");
        String version = console.version(owner, "oUnionGuest");
        assertThat(console.write(
                                owner,
                                "/people/block",
                                Map.of("id", "oUnionGuest", "version", version, "typed", "Guest"))
                        .statusCode())
                .isEqualTo(200);
        String page = begin();

        assertThat(scan(request(page), "t1").statusCode()).isEqualTo(403);

        assertThat(owner.get(page).body())
                .contains("此人不能登录该应用。", "not_admitted", "state failed")
                .doesNotContain("data-poll", ">aud<");
        console.scansAsAtFirst();
        URI back = Browser.location(scan(request(page), "t2"));
        owner.get("/test/callback?" + back.getRawQuery());
        assertThat(owner.get(page).body()).as("tried again").contains(">aud<").doesNotContain("not_admitted");
    }

    @Test
    @DisplayName("5B: a scan that is declined ends the test")
    void declinedScan_endsTheTest() {
        String page = begin();
        Browser atPage = new Browser(console.issuer);
        String state = Browser.state(atPage.get("/authorize?" + request(page).getRawQuery()));
        URI back = Browser.location(atPage.get("/wechat/callback?state=" + state));
        owner.get("/test/callback?" + back.getRawQuery());
        assertThat(owner.get(page).body()).contains("access_denied", "扫码后请点“允许”。");
    }
}
