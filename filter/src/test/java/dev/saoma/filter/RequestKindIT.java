package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are redirected to sign in: navigations, forms, those of scripts, and those of old browsers. */
class RequestKindIT extends AppFixture {
    @ParameterizedTest
    @DisplayName("P19, P20, P21, probe 03: scripts, images, prefetch, sockets: 401, no cookie, no redirect")
    @FieldSource("dev.saoma.filter.support.Targets#NO_NAVIGATIONS")
    @ValueSource(strings = "Connection: Upgrade, close|Upgrade: websocket|Sec-WebSocket-Version: 13|Accept: text/html")
    void requestOfAScript_isAnswered401(String headers) throws Exception {
        String[] lines =
                ("GET /crm/api/data HTTP/1.1|" + headers).replaceAll("\\|$", "").split("\\|");

        String answer = RawHttp.send(app.port(), lines);

        assertThat(answer)
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Set-Cookie")
                .doesNotContain("Location")
                .contains("Content-Type: application/json")
                .contains("Cache-Control: no-store")
                .endsWith("{\"error\":\"login_required\",\"login_url\":\"" + app.url("/saoma/login") + "\"}");
        assertThat(app.calls).hasValue(0);
        assertThat(provider.discoveryRequests).hasValue(0);
    }

    @ParameterizedTest
    @DisplayName(
            "P19: frames, old browsers, downloads: 401 with a page and a link to the top, no cookie, nothing remembered")
    @FieldSource("dev.saoma.filter.support.Targets#MAYBE_PEOPLE")
    void requestOfSomebodyPerhaps_isAnsweredWithALink(String headers) throws Exception {
        for (String method : new String[] {"GET", "POST"}) {
            String[] lines = (method + " /crm/frame HTTP/1.1|" + headers)
                    .replaceAll("\\|$", "")
                    .split("\\|");

            String answer = RawHttp.send(app.port(), lines);

            assertThat(answer)
                    .startsWith("HTTP/1.1 401")
                    .doesNotContain("Set-Cookie", "Location:", "X-Frame-Options", "frame-ancestors")
                    .contains("Content-Type: text/html", "Cache-Control: no-store", "X-Saoma-Login: required")
                    .contains("target=\"_top\"")
                    .contains("href=\"" + app.url("/saoma/login"));
        }
        assertThat(app.calls).hasValue(0);
        assertThat(provider.discoveryRequests).hasValue(0);
    }

    @Test
    @DisplayName("P19: IE and 360 in compatibility mode: the link begins the sign-in, which ends on the page asked for")
    void linkOfAnOldBrowser_signsIn() {
        String[] ie = {"Accept", "image/gif, image/jpeg, */*", "Accept-Language", "en"};
        Browser browser = new Browser();
        HttpResponse<String> page = browser.send("GET", app.url("/orders/7?x=1"), null, ie);
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(browser.cookies).isEmpty();
        String link = page.body()
                .replaceAll("(?s).*id=\"sign-in\" href=\"([^\"]*)\".*", "$1")
                .replace("&amp;", "&");

        String next = link;
        HttpResponse<String> last = null;
        for (int i = 0; i < 4; i++) {
            last = browser.send("GET", next, null, ie);
            next = last.headers().firstValue("Location").orElse(next);
        }

        assertThat(last.uri().toString()).isEqualTo(app.url("/orders/7?x=1"));
        assertThat(last.body()).contains("user=" + provider.subject);
    }

    @Test
    @DisplayName("P19: an old WebView names its app in X-Requested-With, and is a person all the same")
    void webView_isSentToSignIn() throws Exception {
        String answer = RawHttp.send(
                app.port(), "GET /crm/a HTTP/1.1", "Accept: text/html,*/*", "X-Requested-With: com.tencent.mm");

        assertThat(answer).startsWith("HTTP/1.1 302");
    }

    @ParameterizedTest
    @DisplayName("P18: no method loosens a rule")
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "FOO"})
    void otherMethod_isAnswered401(String method) {
        HttpResponse<String> answer = browser.send(method, app.url("/admin"), null, Browser.NAVIGATION);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("P14: a script asks for a public page that has begun to write and forwards to a protected one")
    void forwardAfterGetWriter_isAnswered401() {
        HttpResponse<String> answer =
                browser.send("GET", app.url("/public/write-and-forward-to-admin"), null, "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).startsWith("{\"error\":\"login_required\"");
        assertThat(app.adminCalls).hasValue(0);
    }

    @Test
    void navigationOfAnOldBrowser_isAsked() {
        assertThat(browser.send("GET", app.url("/a"), null, Browser.OLD_NAVIGATION)
                        .statusCode())
                .isEqualTo(302);
        assertThat(browser.send("HEAD", app.url("/a"), null, Browser.NAVIGATION).statusCode())
                .isEqualTo(302);
    }

    @Test
    @DisplayName("R9: a form without a session: sign-in, then home; the body is not replayed")
    void postedForm_leadsHome() {
        HttpResponse<String> answer = browser.send("POST", app.url("/save"), "a=1", Browser.NAVIGATION);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.follow(answer).uri().toString()).isEqualTo(app.url("/"));
        assertThat(app.calls).hasValue(1);
    }

    @Test
    @DisplayName("R11: forms of other sites come without our cookies and must not add one each")
    void formsOfAnotherSite_setNoCookies() {
        for (int i = 0; i < 40; i++) {
            // Lax cookies are not sent with them; those of the response are kept.
            Browser form = new Browser();
            HttpResponse<String> answer = form.send("POST", app.url("/save"), "a=1", Browser.NAVIGATION);
            assertThat(Browser.setCookies(answer)).isEmpty();
            browser.open(Browser.location(answer));
        }

        assertThat(browser.pending()).hasSize(5);
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("R9: a form of another site, sent without cookies, ends at home for a user who is signed in")
    void formOfAnotherSite_leadsASignedInUserHome() {
        browser.visit(app.url("/a"));
        HttpResponse<String> answer = new Browser().send("POST", app.url("/save"), "a=1", Browser.NAVIGATION);

        assertThat(Browser.location(browser.open(Browser.location(answer)))).isEqualTo(app.url("/"));
    }

    @Test
    @DisplayName("probe 20: a signed-in user's POST is untouched")
    void postOfASignedInUser_passes() {
        browser.visit(app.url("/a"));

        HttpResponse<String> page = browser.send("POST", app.url("/echo-body"), "name=%E4%B8%AD&x=1");

        assertThat(page.body()).contains("body=name=%E4%B8%AD&x=1");
    }
}
