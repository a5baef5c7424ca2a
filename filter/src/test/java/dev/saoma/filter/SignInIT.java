package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.TestApp;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole sign-ins through a real container and a strict provider. */
class SignInIT extends AppFixture {
    @Test
    @DisplayName("probe 01, R7: deep link with Chinese query is kept byte for byte; the servlet API knows the user")
    void deepLink_comesBackSignedIn() {
        HttpResponse<String> page = browser.visit(app.url("/r?a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(app.url("/r?a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1"));
        assertThat(page.body())
                .contains("query=a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1")
                .contains("user=" + provider.subject)
                .contains("principal=" + provider.subject)
                .contains("auth=SAOMA")
                .contains("admin=true")
                .contains("clerk=false")
                .contains("name=张伟 😀");
        assertThat(browser.pending()).isEmpty();
    }

    @Test
    @DisplayName("a signed-in request adds no header and no cookie to the answer")
    void signedInRequest_addsNothing() {
        browser.visit(app.url("/a"));

        HttpResponse<String> page = browser.open(app.url("/a"));

        assertThat(page.headers().map().keySet())
                .containsExactlyInAnyOrder("content-length", "content-type", "server", "date");
    }

    @Test
    @DisplayName(
            "probe 02, S1: new session id, attributes of the application kept, nothing destroyed; old id anonymous")
    void sessionFromBefore_changesItsIdAndKeepsItsAttributes() {
        String before = Browser.value(browser.open(app.url("/public/cart")), "session");

        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(Browser.value(page, "session")).isNotEqualTo(before);
        assertThat(Browser.value(page, "cart")).isEqualTo("3 books");
        assertThat(app.sessionsDestroyed).hasValue(0);
        Browser attacker = new Browser();
        attacker.cookies.put("JSESSIONID", before);
        assertThat(attacker.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("S2: an id planted by an attacker is not the one that gets signed in")
    void plantedSessionId_isNotSignedIn() {
        Browser attacker = new Browser();
        String planted = Browser.value(attacker.open(app.url("/public/cart")), "session");
        browser.cookies.put("JSESSIONID", planted);

        browser.visit(app.url("/a"));

        assertThat(attacker.open(app.url("/a")).statusCode()).isEqualTo(302);
        assertThat(attacker.open(app.url("/a;jsessionid=" + Browser.value(browser.open(app.url("/a")), "session")))
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    @DisplayName("probe 14, S3: visitors without a session get none")
    void anonymousRequests_createNoSession() {
        for (int i = 0; i < 100; i++) {
            new Browser().open(app.url("/a"));
        }
        assertThat(app.sessionsCreated).hasValue(0);
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("probe 05, 05b, R10: tabs finish in any order, each on its own page")
    void fiveTabs_finishInAnyOrder() {
        for (int seed = 0; seed < 4; seed++) {
            Browser tabs = new Browser();
            List<HttpResponse<String>> started = new ArrayList<>();
            for (int tab = 0; tab < 5; tab++) {
                started.add(tabs.open(app.url("/tab" + tab)));
            }
            List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
            Collections.shuffle(order, new java.util.Random(seed));
            for (int tab : order) {
                HttpResponse<String> page = tabs.follow(started.get(tab));
                assertThat(page.uri().getPath()).isEqualTo("/crm/tab" + tab);
                assertThat(page.statusCode()).isEqualTo(200);
            }
            assertThat(tabs.pending()).isEmpty();
        }
    }

    @Test
    @DisplayName("probe 06: polls, icons and images during the scan change nothing")
    void backgroundRequestsDuringTheScan_changeNothing() {
        HttpResponse<String> started = browser.open(app.url("/page?x=1"));
        Map<String, String> before = Map.copyOf(browser.cookies);
        browser.send("GET", app.url("/poll"), null, "X-Requested-With", "XMLHttpRequest");
        browser.send("GET", app.url("/poll"), null, "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty");
        browser.send("GET", app.url("/favicon.ico"), null, "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image");

        assertThat(browser.cookies).isEqualTo(before);
        assertThat(browser.follow(started).uri().toString()).isEqualTo(app.url("/page?x=1"));
    }

    @Test
    @DisplayName("R11: fifty starts leave five cookies, less than 4 KB, the newest among them")
    void fiftyStarts_leaveFiveCookies() {
        HttpResponse<String> last = null;
        for (int i = 0; i < 50; i++) {
            clock.advance(java.time.Duration.ofSeconds(1));
            last = browser.open(app.url("/deep/link/" + i + "?" + "q=".repeat(i)));
            assertThat(last.statusCode()).isEqualTo(302);
            assertThat(browser.pending()).hasSizeLessThanOrEqualTo(5);
            assertThat(browser.cookieHeader().length()).isLessThan(4096);
        }
        assertThat(browser.pending()).hasSize(5);
        assertThat(browser.follow(last).uri().getPath()).isEqualTo("/crm/deep/link/49");
    }

    @Test
    @DisplayName("G45, S5: attributes of every cookie of ours")
    void cookies_haveTheRightAttributes() {
        HttpResponse<String> started = browser.open(app.url("/a"));
        HttpResponse<String> answered = browser.open(Browser.location(started));
        HttpResponse<String> finished = browser.open(Browser.location(answered));

        List<String> ours = new ArrayList<>(Browser.setCookies(started));
        ours.addAll(Browser.setCookies(finished));
        ours.removeIf(cookie -> cookie.startsWith("JSESSIONID="));
        // set, removed, and the count of sign-ins
        assertThat(ours)
                .hasSize(3)
                .allMatch(cookie -> cookie.matches(
                        "saoma-[^=;]+=[A-Za-z0-9_-]*; Path=/; Max-Age=(600|60|0); HttpOnly; SameSite=Lax"));
    }

    @Test
    @DisplayName("G45: __Host- and Secure unless the application is plain http on loopback")
    void cookiesOfAnHttpsApplication_areSecure() throws Exception {
        try (TestApp secure = new TestApp(provider, clock, Map.of("appUrl", "https://www.example.com/crm"))) {
            HttpResponse<String> started = browser.open(secure.url("/a"));

            assertThat(Browser.setCookies(started))
                    .singleElement()
                    .asString()
                    .matches("__Host-saoma-[^=;]+=[A-Za-z0-9_-]+; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure");
            assertThat(Browser.location(started))
                    .contains("redirect_uri=https%3A%2F%2Fwww.example.com%2Fcrm%2Fsaoma%2Fcallback");
        }
    }

    @Test
    void twoApplicationsOnOneHost_doNotCollide() throws Exception {
        try (TestApp second = new TestApp(provider, clock, Map.of())) {
            HttpResponse<String> first = browser.open(app.url("/one"));
            HttpResponse<String> other = browser.open(second.url("/two"));

            assertThat(browser.pending().stream().map(name -> name.substring(0, 14)))
                    .doesNotHaveDuplicates();
            assertThat(browser.follow(other).uri().toString()).isEqualTo(second.url("/two"));
            assertThat(browser.follow(first).uri().toString()).isEqualTo(app.url("/one"));
        }
    }

    @Test
    @DisplayName("R14: Host and forwarded headers change no address")
    void foreignHost_changesNothing() throws Exception {
        String answer = RawHttp.send(
                app.port(),
                "GET /crm/a HTTP/1.1",
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Proto: https",
                "Forwarded: host=evil.example",
                "Accept: text/html");

        assertThat(answer).startsWith("HTTP/1.1 302").doesNotContain("evil.example");
        assertThat(answer).contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A" + app.port());
    }

    @Test
    @DisplayName("the four settings are enough: without cookieKey, the key comes from clientSecret")
    void clientSecret_isKeyEnough() throws Exception {
        try (TestApp four = new TestApp(provider, clock, Collections.singletonMap("cookieKey", null))) {
            assertThat(browser.visit(four.url("/a")).body()).contains("user=" + provider.subject);
        }
    }

    @Test
    void publicClient_authenticatesByPkceAlone() throws Exception {
        String key = "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=";
        Map<String, String> noSecret = new java.util.HashMap<>(Map.of("cookieKey", key));
        noSecret.put("clientSecret", null);
        try (TestApp open = new TestApp(provider, clock, noSecret)) {
            assertThat(browser.visit(open.url("/a")).body()).contains("user=" + provider.subject);
        }
    }

    @Test
    @DisplayName("T13: userinfo is never called, so its content signs no user in")
    void userInfo_isNeverAsked() {
        AtomicInteger asked = new AtomicInteger();
        provider.metadata = document -> document.put("userinfo_endpoint", provider.issuer() + "/userinfo");
        provider.otherRequest = asked::incrementAndGet;

        assertThat(browser.visit(app.url("/a")).body()).contains("user=" + provider.subject, "name=张伟");

        assertThat(asked).hasValue(0);
    }

    @Test
    @DisplayName("N3: the application restarts between start and callback")
    void restartedApplication_finishesTheSignIn() throws Exception {
        // The second instance stands for the restarted one: the same settings, nothing in memory.
        try (TestApp restarted = new TestApp(provider, clock, Map.of("appUrl", app.url("")))) {
            HttpResponse<String> answered = browser.open(Browser.location(browser.open(app.url("/a"))));
            URI callback = URI.create(Browser.location(answered));

            HttpResponse<String> finished =
                    browser.open(restarted.origin() + callback.getRawPath() + "?" + callback.getRawQuery());

            assertThat(finished.statusCode()).isEqualTo(303);
            assertThat(Browser.location(finished)).isEqualTo(app.url("/a"));
        }
    }
}
