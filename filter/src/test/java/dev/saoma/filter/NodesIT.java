package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestApp;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes of one application that share nothing but their settings. */
class NodesIT extends AppFixture {
    private TestApp otherNode(Clock itsClock, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("appUrl", app.url(""));
        return new TestApp(provider, itsClock, settings);
    }

    /** Begins here and sends the callback to the other node, as a load balancer without sticky sessions would. */
    private HttpResponse<String> finishAt(TestApp node) {
        return finish(app, node);
    }

    private HttpResponse<String> finish(TestApp begun, TestApp node) {
        URI callback = URI.create(Browser.location(browser.open(Browser.location(browser.open(begun.url("/a"))))));
        return browser.open(node.origin() + callback.getRawPath() + "?" + callback.getRawQuery());
    }

    @Test
    @DisplayName("N2: begun on one node, finished on the other; both derive the key of their cookies from the secret")
    void signInOverTwoNodes_works() throws Exception {
        Map<String, String> noKey = Collections.singletonMap("cookieKey", null);
        try (TestApp one = otherNode(clock, noKey);
                TestApp other = otherNode(clock, noKey)) {
            assertThat(finish(one, other).statusCode()).isEqualTo(303);
            assertThat(browser.open(other.url("/a")).body()).contains("user=" + provider.subject);
        }
    }

    @ParameterizedTest
    @DisplayName("N8: clocks that differ by 30 seconds make no difference")
    @ValueSource(longs = {30, -30})
    void clocksALittleApart_work(long seconds) throws Exception {
        try (TestApp other = otherNode(Clock.offset(clock, Duration.ofSeconds(seconds)), Map.of())) {
            assertThat(finishAt(other).statusCode()).isEqualTo(303);
            assertThat(browser.open(other.url("/a")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("N8: a node whose clock is far behind says so in its log, with the distance")
    void clockFarBehind_isNamed() throws Exception {
        try (FailureLines log = new FailureLines();
                TestApp other = otherNode(Clock.offset(clock, Duration.ofMinutes(-5)), Map.of())) {
            HttpResponse<String> page = finishAt(other);

            assertThat(page.statusCode()).isEqualTo(502);
            assertThat(page.body()).contains("id=\"error-id\"", "id=\"start-again\"");
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("iat: 300 s in the future: one of the two clocks is wrong");
        }
    }

    @Test
    @DisplayName("N10: nodes with different keys: a page with a link to continue, never a 5xx, no user signed in")
    void differentKeys_areNoServerError() throws Exception {
        String key = "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=";
        try (TestApp other = otherNode(clock, Map.of("cookieKey", key))) {
            HttpResponse<String> page = finishAt(other);

            assertThat(page.statusCode()).isEqualTo(400);
            assertThat(page.body()).contains("id=\"start-again\"");
            assertThat(other.sessionsCreated).hasValue(0);
        }
    }

    @Test
    @DisplayName("N4: a sign-in that is under way when its node stops is finished by the node that takes its place")
    void newNode_finishesWhatIsUnderWay() throws Exception {
        List<HttpResponse<String>> begun = List.of(browser.open(app.url("/1")), browser.open(app.url("/2")));
        try (TestApp other = otherNode(clock, Map.of())) {
            for (HttpResponse<String> one : begun) {
                URI callback = URI.create(Browser.location(browser.open(Browser.location(one))));
                HttpResponse<String> answer =
                        browser.open(other.origin() + callback.getRawPath() + "?" + callback.getRawQuery());
                assertThat(answer.statusCode()).isEqualTo(303);
            }
        }
    }
}
