package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.Targets;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests are let through and which must sign in: section P of the abuse cases. Public: /public/*, /health, *.css.
 */
class PathIT extends AppFixture {
    @Test
    @DisplayName("P1, P2: protected asks, public passes without cookie and session")
    void protectedAsks_publicPasses() {
        assertThat(browser.open(app.url("/admin/secret")).statusCode()).isEqualTo(302);
        assertThat(app.calls).hasValue(0);
        browser.cookies.clear();
        for (String path : Targets.PUBLIC) {
            HttpResponse<String> page = browser.open(app.url(path));
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(Browser.setCookies(page)).isEmpty();
        }
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    void publicPath_knowsTheUserWhoIsSignedIn() {
        browser.visit(app.url("/a"));

        assertThat(browser.open(app.url("/public/a")).body()).contains("user=" + provider.subject);
    }

    @ParameterizedTest
    @DisplayName("P3 to P13, P25: no way around, in any spelling")
    @FieldSource("dev.saoma.filter.support.Targets#DISGUISED")
    void disguisedTarget_isNeverPublic(String target) throws Exception {
        for (String method : new String[] {"GET", "HEAD", "POST", "TRACE", "FOO", "OPTIONS"}) {
            String answer = RawHttp.send(app.port(), method + " /crm" + target + " HTTP/1.1", "Accept: text/html");
            assertThat(answer).as(method).matches("(?s)HTTP/1.1 (400|302|303|401|403|404|405|501) .*");
        }
        assertThat(app.calls).hasValue(0);
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    @DisplayName("for all targets: whatever the real container dispatches to the protected servlet was not excluded")
    void randomTargets_neverReachTheProtectedServlet() throws Exception {
        Random random = new Random(20261122);
        for (int i = 0; i < 3000; i++) {
            String target = Targets.random("/crm", random);
            RawHttp.send(app.port(), "GET " + target + " HTTP/1.1", "Accept: text/html");
            assertThat(app.adminCalls).as(target).hasValue(0);
        }
        assertThat(app.calls).as("some were public, or the test proves nothing").hasPositiveValue();
    }

    @ParameterizedTest
    @DisplayName("P23: a public folder's name below another servlet's mapping makes nothing public")
    @ValueSource(strings = {"/admin/public/x", "/admin/health", "/api/public/x", "/admin/public"})
    void publicNameElsewhere_isNotPublic(String target) {
        assertThat(browser.open(app.url(target)).statusCode()).isEqualTo(302);
        assertThat(app.calls).hasValue(0);
    }

    @ParameterizedTest
    @DisplayName(
            "P28: what nginx makes of a disguised target, by proxy_pass without an address part (raw) and with one (decoded)")
    @ValueSource(
            strings = {
                "/static/app.css/../../admin/secret",
                "/admin/secret",
                "/static/..;/admin/secret",
                "/static/..%3B/admin/secret",
                "/public/..%3b/admin/secret"
            })
    void targetBehindNginx_isNotPublic(String target) throws Exception {
        String answer = RawHttp.send(
                app.port(),
                "GET /crm" + target + " HTTP/1.0",
                "Accept: text/html",
                "X-Real-IP: 192.0.2.7",
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https");

        assertThat(answer).matches("(?s)HTTP/1.1 (302|400) .*");
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("P13: headers that rewrite paths elsewhere")
    void rewriteHeaders_haveNoEffect() throws Exception {
        for (String name : List.of("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Uri", "X-Forwarded-Prefix")) {
            String answer =
                    RawHttp.send(app.port(), "GET /crm/admin HTTP/1.1", "Accept: text/html", name + ": /public/a");
            assertThat(answer).startsWith("HTTP/1.1 302");
        }
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("P14: a public page forwards to a protected one")
    void forwardFromAPublicPage_isAskedToo() {
        HttpResponse<String> asked = browser.open(app.url("/public/forward-to-admin"));
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(app.adminCalls).hasValue(0);

        HttpResponse<String> page = browser.follow(asked);
        assertThat(page.uri().getPath()).isEqualTo("/crm/public/forward-to-admin");
        assertThat(app.adminCalls).hasValue(1);
        assertThat(page.body()).contains("user=" + provider.subject);
    }

    @Test
    @DisplayName("P16: the error page of a public address is shown")
    void errorPage_isShownToAnybody() {
        HttpResponse<String> page = browser.open(app.url("/public/fails"));

        assertThat(page.statusCode()).isEqualTo(418);
        assertThat(page.body()).contains("path=/crm/error-page").contains("user=null");
    }

    @Test
    @DisplayName("P4, pain 15: ;jsessionid= of old links is dropped on the way")
    void sessionIdInTheAddress_isDroppedOnTheWay() {
        assertThat(browser.visit(app.url("/a;jsessionid=ABC?x=1")).uri().toString())
                .isEqualTo(app.url("/a?x=1"));
    }

    @Test
    void unknownAddressOfTheFilter_isAPageOfItsOwn() {
        assertThat(browser.open(app.url("/saoma/nothing")).statusCode()).isEqualTo(404);
        assertThat(app.calls).hasValue(0);
    }

    @Test
    void refusedTarget_isRefusedForSignedInUsersToo() throws Exception {
        browser.visit(app.url("/a"));
        int before = app.calls.get();

        String answer = RawHttp.send(
                app.port(), "GET /crm/a%0ab HTTP/1.1", "Cookie: " + browser.cookieHeader(), "Accept-Language: en");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(app.calls).hasValue(before);
    }

    @Test
    void pages_areInChineseOrEnglish() {
        HttpResponse<String> chinese =
                browser.send("GET", app.url("/saoma/signed-out"), null, "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8");
        HttpResponse<String> english = browser.send("GET", app.url("/saoma/signed-out"), null, "Accept-Language", "en");

        assertThat(chinese.body()).contains("<html lang=\"zh-CN\">").contains("您已退出登录");
        assertThat(english.body()).contains("<html lang=\"en\">").contains("You are signed out");
        assertThat(english.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(english.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
    }
}
