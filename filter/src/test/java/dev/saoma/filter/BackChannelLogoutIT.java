package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider ends sessions behind the browser's back: OpenID Connect Back-Channel Logout 1.0 at one node. */
class BackChannelLogoutIT {
    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private final AtomicInteger sids = new AtomicInteger();
    private TestProvider provider;
    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        // As a page session: one browser, one sid.
        provider.claims = all -> all.put("sid", "sid-" + sids.incrementAndGet());
        app = new TestApp(provider, clock, Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    private boolean signedIn(Browser browser) {
        return browser.open(app.url("/a")).statusCode() == 200;
    }

    private HttpResponse<String> post(String form, String... headers) {
        return new Browser().send("POST", app.url("/saoma/backchannel-logout"), form, headers);
    }

    private HttpResponse<String> tell(Map<String, Object> changes) {
        return post("logout_token=" + provider.logoutToken(changes));
    }

    @Test
    @DisplayName("L4, G51: a session that is named ends; others of the same user live; 200, no-store, JSON, no cookie")
    void namedSession_ends() {
        Browser second = new Browser();
        browser.visit(app.url("/a"));
        second.visit(app.url("/a"));
        int sessions = app.sessionsCreated.get();

        HttpResponse<String> answer = tell(Map.of("sid", "sid-1"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(Browser.setCookies(answer)).isEmpty();
        assertThat(signedIn(browser)).isFalse();
        assertThat(signedIn(second)).isTrue();
        assertThat(app.sessionsCreated).hasValue(sessions);
    }

    @Test
    @DisplayName("a subject without a session id: all sessions of before, none of afterwards")
    void namedUser_isSignedOutEverywhere_andCanSignInAgain() {
        Browser second = new Browser();
        Browser other = new Browser();
        browser.visit(app.url("/a"));
        second.visit(app.url("/a"));
        String user = provider.subject;
        provider.subject = "another-user";
        other.visit(app.url("/a"));
        provider.subject = user;

        assertThat(tell(Map.of()).statusCode()).isEqualTo(200);

        assertThat(signedIn(browser)).isFalse();
        assertThat(signedIn(second)).isFalse();
        assertThat(signedIn(other)).isTrue();
        // At once, within the same second of the provider's clock.
        clock.advance(Duration.ofMillis(1));
        assertThat(browser.visit(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(signedIn(browser)).isTrue();
    }

    @Test
    @DisplayName("what the application stored in the session goes with it, and so does the id")
    void endedSession_isThrownAwayAsAWhole() {
        browser.open(app.url("/public/cart"));
        browser.visit(app.url("/a"));
        tell(Map.of("sid", "sid-1"));

        HttpResponse<String> page = browser.open(app.url("/public/x"));

        assertThat(page.body()).contains("user=null", "cart=null");
        assertThat(app.sessionsDestroyed).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(SignInIT.value(browser.visit(app.url("/a")), "cart")).isEqualTo("null");
    }

    @Test
    @DisplayName("L6: neither a late write nor a restored copy brings an ended session back")
    void restoredCopy_isWorthNothing() {
        browser.visit(app.url("/a"));
        Map<String, Object> copy = new HashMap<>();
        app.sessionAttributes().forEach((name, value) -> copy.put(name, new HashMap<>((Map<?, ?>) value)));
        tell(Map.of("sid", "sid-1"));
        assertThat(signedIn(browser)).isFalse();
        browser.open(app.url("/public/cart"));

        copy.forEach(app::setSessionAttribute);

        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("L6: a request that is under way when its session ends cannot keep it")
    void requestUnderWay_doesNotKeepTheSession() throws Exception {
        browser.visit(app.url("/a"));
        AtomicInteger refused = new AtomicInteger();
        Thread[] threads = IntStream.range(0, 4)
                .mapToObj(i -> {
                    Browser tab = new Browser();
                    tab.cookies.putAll(browser.cookies);
                    return new Thread(() -> {
                        while (signedIn(tab)) {
                            clock.advance(Duration.ofMillis(400));
                        }
                        refused.incrementAndGet();
                    });
                })
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        tell(Map.of("sid", "sid-1"));
        for (Thread thread : threads) {
            thread.join(20_000);
        }

        assertThat(refused).hasValue(4);
        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("S7: sessions from before the filter noted when they were signed in, and without a session id")
    void sessionOfAnOlderVersion_isJudgedByItsLifetime() {
        browser.visit(app.url("/a"));
        app.sessionAttributes().forEach((name, value) -> {
            Map<Object, Object> old = new HashMap<>((Map<?, ?>) value);
            old.remove("issuedAt");
            Map<Object, Object> claims = new HashMap<>((Map<?, ?>) old.get("claims"));
            claims.remove("sid");
            old.put("claims", claims);
            app.setSessionAttribute(name, old);
        });
        tell(Map.of("sub", "another-user"));
        tell(Map.of("iat", clock.millis() / 1000 - 60));
        assertThat(signedIn(browser)).isTrue();

        tell(Map.of("sid", "sid-of-another-browser"));

        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("a bearer token of an ended session signs nobody in")
    void bearerTokenOfTheSession_endsToo() {
        String token = provider.bearerToken(Map.of());
        String other = provider.bearerToken(Map.of());
        assertThat(bearer(token).statusCode()).isEqualTo(200);

        tell(Map.of("sid", "sid-1"));

        HttpResponse<String> answer = bearer(token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"The session of the token has ended\"");
        assertThat(bearer(other).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> bearer(String token) {
        return new Browser().send("GET", app.url("/a"), null, "Authorization", "Bearer " + token);
    }

    @Test
    @DisplayName("L4: what is no good logout token: 400, no-store, JSON, the rule it breaks and nothing it said")
    void badToken_isRefused() {
        browser.visit(app.url("/a"));
        long now = clock.millis() / 1000;
        Map<String, Map<String, Object>> bad = Map.of(
                "iss", Map.of("iss", "https://evil.example"),
                "aud", Map.of("aud", "another-client"),
                "iat", Map.of("iat", now - 600, "exp", now + 60),
                "exp", Map.of("exp", now - 3600),
                "nonce", Map.of("nonce", "n"),
                "events", Map.of("events", Map.of("x", Map.of())),
                "jti", Map.of("jti", ""));
        bad.forEach((rule, changes) -> {
            HttpResponse<String> answer = tell(changes);
            assertThat(answer.statusCode()).as(rule).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"logout_token is not acceptable: "
                            + rule + "\"}");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        });
        HashMap<String, Object> neither = new HashMap<>();
        neither.put("sub", null);
        assertThat(tell(neither).body()).contains("not acceptable: sub");
        assertThat(post("logout_token=" + provider.bearerToken(Map.of())).body())
                .contains("not acceptable: typ");
        assertThat(post("logout_token=" + provider.logoutToken(Map.of()).replaceAll("[^.]*$", "AAAA"))
                        .body())
                .contains("not acceptable: signature");

        assertThat(signedIn(browser)).isTrue();
    }

    @Test
    @DisplayName("L4: a token that comes again is refused; one that ends nothing here is fine")
    void replayedToken_isRefused() {
        String form = "logout_token=" + provider.logoutToken(Map.of("sid", "nobody's"));

        assertThat(post(form).statusCode()).isEqualTo(200);
        HttpResponse<String> again = post(form);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("jti: this token came before");
    }

    @Test
    @DisplayName("L4: what is no logout request")
    void otherRequests_areRefused() {
        String token = provider.logoutToken(Map.of());
        String url = app.url("/saoma/backchannel-logout");

        HttpResponse<String> get = new Browser().send("GET", url + "?logout_token=" + token, null);
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(post("").body()).contains("logout_token is missing");
        assertThat(post("logout_token=").body()).contains("logout_token is missing");
        assertThat(post("logout_token=" + token + "&logout_token=" + token).body())
                .contains("repeated");
        assertThat(new Browser()
                        .send("POST", url + "?logout_token=" + token, "x=1")
                        .body())
                .contains("must be in the body");
        assertThat(post("logout_token=" + "x".repeat(30_000)).body()).contains("longer than 20480");
        HttpResponse<String> json =
                new Browser().send("POST", url, null, "Content-Type", "application/json", "Accept", "application/json");
        assertThat(json.body()).contains("expected a form");
        List.of(get, json)
                .forEach(answer ->
                        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store"));

        assertThat(post("x=1&logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&y=2")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("a body that a filter in front has had parsed already")
    void parsedBody_isFound() {
        browser.visit(app.url("/a"));

        assertThat(post("logout_token=" + provider.logoutToken(Map.of("sid", "sid-1")), "Test-Parse-First", "1")
                        .statusCode())
                .isEqualTo(200);

        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("L9: a body that says it is a gigabyte is not waited for")
    void endlessBody_isNotReadToItsEnd() throws Exception {
        String head = "POST /crm/saoma/backchannel-logout HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000000\r\n\r\nlogout_token=x";
        try (Socket socket = new Socket("127.0.0.1", app.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            assertThat(answer.readLine()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    @DisplayName(
            "L9: a flood of garbage asks for keys once at most, ends nothing and keeps nobody from signing in or out")
    void floodOfGarbage_isBounded() {
        browser.visit(app.url("/a"));
        int before = provider.keyRequests.get();
        String good = provider.logoutToken(Map.of("sid", "sid-1"));
        provider.keyId = "unknown";
        List<String> garbage = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0
                        ? "logout_token=" + provider.logoutToken(Map.of("sid", "s" + i))
                        : i % 3 == 1
                                ? "logout_token=" + "x".repeat(i)
                                : "logout_token=" + good.replaceAll("[^.]*$", "AAAA"))
                .toList();
        provider.keyId = "k1";

        List<Integer> statuses = garbage.parallelStream()
                .map(form -> post(form).statusCode())
                .distinct()
                .toList();

        assertThat(statuses).containsExactly(400);
        assertThat(provider.keyRequests.get() - before).isLessThanOrEqualTo(1);
        assertThat(signedIn(browser)).isTrue();
        assertThat(new Browser().visit(app.url("/a")).statusCode()).isEqualTo(200);
        assertThat(post("logout_token=" + good).statusCode()).isEqualTo(200);
        assertThat(signedIn(browser)).isFalse();
    }

    @Test
    @DisplayName("G51: sign-in is not asked for, and no other address of the filter is opened by that")
    void address_needsNoSignIn() {
        assertThat(post("").statusCode()).isEqualTo(400);
        assertThat(new Browser()
                        .send("POST", app.url("/saoma/backchannel-logout/x"), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(new Browser().send("POST", app.url("/a"), "").statusCode()).isEqualTo(401);
    }
}
