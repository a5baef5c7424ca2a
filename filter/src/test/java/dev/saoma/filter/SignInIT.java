package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way through a real container and a strict provider. */
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
    @DisplayName(
            "R8: addresses of up to 3,072 characters come back, with any cookie below 4,096 bytes and all of them too")
    void longAddress_isKept() {
        String fits = "/x?" + "q%E4~".repeat(612);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> begun = browser.open(app.url(fits + i));
            assertThat(browser.cookieHeader().length()).isLessThanOrEqualTo(4096);
            assertThat(browser.pending()).isNotEmpty();
            assertThat(Browser.location(begun)
                            .replaceAll(".*[?&]state=([^&]*).*", "$1")
                            .length())
                    .isLessThanOrEqualTo(2048);
        }
        assertThat(browser.visit(app.url(fits)).uri().toString()).isEqualTo(app.url(fits));
    }

    @ParameterizedTest
    @DisplayName("R8: state grows with the address to 2,048 characters at most, and carries it so far")
    @ValueSource(ints = {10, 200, 1500, 1600, 1601, 3000})
    void state_isOfMeasuredLength(int length) {
        HttpResponse<String> begun = browser.open(app.url("/x?" + "q".repeat(length - 3)));
        browser.cookies.clear();
        clock.advance(java.time.Duration.ofMinutes(11));

        String callback = Browser.location(browser.open(Browser.location(begun)));

        assertThat(callback.replaceAll(".*[?&]state=([^&]*).*", "$1").length()).isLessThanOrEqualTo(2048);
        String expected = length <= 1600 ? "return_to=%2Fcrm%2Fx%3Fqqq" : "lost=long";
        assertThat(Browser.location(browser.open(callback))).contains(expected);
    }

    @ParameterizedTest
    @DisplayName("R8: what does not come back ends on a page that says why, and the log says it too")
    @ValueSource(strings = {"long", "/100%25.txt"})
    void addressThatCannotComeBack_isExplained(String path) {
        try (FailureLines log = new FailureLines(java.util.logging.Level.INFO)) {
            HttpResponse<String> page = browser.visit(app.url(path.equals("long") ? "/x?" + "q".repeat(4000) : path));

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains(
                            "You are signed in",
                            path.equals("long") ? "longer than 3,072 characters" : "led elsewhere");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("The page asked for is not returned to"));
        }
        assertThat(browser.visit(app.url("/a")).body()).contains("user=" + provider.subject);
    }

    @ParameterizedTest
    @DisplayName("R8: everything that an application can serve comes back byte for byte")
    @ValueSource(
            strings = {
                "/%E8%AE%A2%E5%8D%95/7?q=%D0%BB%D1%91&n=1+2",
                "/a;v=1/b?x[]=1&y={a|b}^`\"<>'",
                "/a!$&'()*+,=:@-._~?/?",
                "/a?x=%25%2F%5C%00&&=",
                "/%5B%7C%5D"
            })
    void legalAddress_comesBackByteForByte(String target) throws Exception {
        String begun = RawHttp.send(app.port(), Browser.raw("GET /crm" + target + " HTTP/1.1", Browser.NAVIGATION));
        org.junit.jupiter.api.Assumptions.assumeFalse(
                begun.startsWith("HTTP/1.1 400"), "the container serves no such address");
        String cookie = begun.replaceAll("(?s).*Set-Cookie: ([^;]*);.*", "$1");
        String authorize = begun.replaceAll("(?s).*Location: (\\S*).*", "$1");
        browser.cookies.put(cookie.split("=", 2)[0], cookie.split("=", 2)[1]);

        String back = Browser.location(browser.open(Browser.location(browser.open(authorize))));

        assertThat(back).isEqualTo(app.url("") + target);
    }

    @Test
    @DisplayName("R8: 230 Chinese characters in a query come back")
    void chineseQuery_comesBack() {
        String address = app.url("/search?q=" + "%E4%B8%AD".repeat(230));

        assertThat(browser.visit(address).uri().toString()).isEqualTo(address);
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
    void publicClient_authenticatesByPkceAlone() throws Exception {
        String key = "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=";
        Map<String, String> noSecret = new java.util.HashMap<>(Map.of("cookieKey", key));
        noSecret.put("clientSecret", null);
        try (TestApp open = new TestApp(provider, clock, noSecret)) {
            assertThat(browser.visit(open.url("/a")).body()).contains("user=" + provider.subject);
        }
    }

    @Test
    @DisplayName("T13: userinfo is never asked, so whatever it says signs nobody in")
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
