package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The provider ends sessions without the browser: OpenID Connect Back-Channel Logout 1.0 at one node. */
class BackChannelLogoutIT extends BackChannelFixture {
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
        assertThat(Browser.value(browser.visit(app.url("/a")), "cart")).isEqualTo("null");
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
            thread.join(300_000);
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
    @DisplayName("a bearer token of an ended session signs no user in")
    void bearerTokenOfTheSession_endsToo() {
        String token = provider.bearerToken(Map.of());
        String other = provider.bearerToken(Map.of());
        assertThat(browser.call(app.url("/a"), token).statusCode()).isEqualTo(200);

        tell(Map.of("sid", "sid-1"));

        HttpResponse<String> answer = browser.call(app.url("/a"), token);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"The session of the token has ended\"");
        assertThat(browser.call(app.url("/a"), other).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> bearer(String token) {
        return new Browser().send("GET", app.url("/a"), null, "Authorization", "Bearer " + token);
    }
}
