package dev.saoma.page.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.LogLines;
import dev.saoma.page.support.Nodes;
import dev.saoma.page.support.Pause;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of one page on one Redis, with each request sent to the other node than the one before. */
@Timeout(300)
class TwoNodesIT {
    private static final Pattern STATE = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"");
    private static final Pattern TICKET = Pattern.compile("data-waiting-ticket=\"([A-Za-z0-9_-]+)\"");

    @TempDir
    static Path directory;

    private static TestRedis redis;
    private static Relay relay;
    private static Nodes nodes;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        relay = new Relay(redis.port());
        nodes = new Nodes(directory, TestRedis.yaml(relay.port()));
    }

    @AfterAll
    static void stop() {
        nodes.close();
        relay.close();
        redis.close();
    }

    @BeforeEach
    void weChatAnswers() {
        nodes.wechat.answersToken(WeChatStub.GRANT);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String first(Pattern pattern, String html) {
        Matcher matcher = pattern.matcher(html);
        assertThat(matcher.find()).as(html).isTrue();
        return matcher.group(1);
    }

    private static <T> List<T> atOnce(int times, Callable<T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(Collections.nCopies(times, action))) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("N2: login page on one node, callback on the other, token on the first, userinfo on the other")
    void signIn_crossesNodes() {
        Browser browser = nodes.browser();

        String code = browser.signIn(Browser.crm(), "cross-1").get("code");
        JsonObject tokens = json(browser.token(code));
        JsonObject user = json(browser.get(
                "/userinfo",
                "Authorization",
                "Bearer " + tokens.get("access_token").getAsString()));

        assertThat(tokens.has("id_token")).isTrue();
        assertThat(user.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(browser.token(code).body()).contains("invalid_grant");
    }

    @Test
    @DisplayName("the page session is known on both nodes, and signing out on one ends it on the other")
    void pageSession_isShared_andEnds() {
        Browser browser = nodes.browser();
        Map<String, String> answer = browser.signIn(Browser.crm(), "session-1");
        String idToken = json(nodes.at(0, browser).token(answer.get("code")))
                .get("id_token")
                .getAsString();
        Map<String, String> silent = Browser.crm();
        silent.put("prompt", "none");
        for (int node : List.of(0, 1)) {
            assertThat(Browser.parameters(
                            Browser.location(nodes.at(node, browser).authorize(silent))))
                    .containsKey("code");
        }

        assertThat(nodes.at(0, browser).get("/logout?id_token_hint=" + idToken).statusCode())
                .isEqualTo(200);

        assertThat(Browser.parameters(Browser.location(nodes.at(1, browser).authorize(silent))))
                .containsEntry("error", "login_required");
    }

    @Test
    @DisplayName("a tab that waits at one node continues after a sign-in that ended on the other")
    void waitingTab_goesOnAtTheOtherNode() {
        Browser browser = nodes.browser();
        String html = browser.authorize(Browser.crm()).body();
        nodes.clock.advance(Duration.ofSeconds(1));
        String scanned = browser.begin(Browser.crm());
        Browser there = nodes.at(1, browser);
        assertThat(there.callback(scanned, "waiting-1").statusCode()).isEqualTo(303);

        HttpResponse<String> answer = nodes.at(0, there)
                .post("/sign-in/waiting", Map.of("ticket", first(TICKET, html)), "Sec-Fetch-Site", "same-origin");

        URI location = URI.create(json(answer).get("location").getAsString());
        assertThat(json(nodes.at(1, there).token(Browser.parameters(location).get("code")))
                        .has("id_token"))
                .isTrue();
    }

    @Test
    @DisplayName(
            "K2, G15: one code at both nodes fifty times at once: one success, and its token does not outlive the others")
    void codeAtBothNodes_hasOneWinner() throws Exception {
        Browser browser = nodes.browser();
        String code = browser.signIn(Browser.crm(), "race-1").get("code");

        List<String> bodies = atOnce(50, () -> redeem(browser, code));

        List<String> good =
                bodies.stream().filter(body -> body.contains("id_token")).toList();
        assertThat(good).hasSize(1);
        assertThat(bodies).filteredOn(body -> body.contains("invalid_grant")).hasSize(49);
        browser.token(code);
        String accessToken = JsonParser.parseString(good.get(0))
                .getAsJsonObject()
                .get("access_token")
                .getAsString();
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + accessToken)
                        .statusCode())
                .as("revoked by the second use")
                .isEqualTo(401);
    }

    /** Returns the response of a node that is not too busy for one: a busy node has not looked at the code. */
    private static String redeem(Browser browser, String code) {
        while (true) {
            HttpResponse<String> answer = browser.token(code);
            if (answer.statusCode() != 503) {
                return answer.body();
            }
        }
    }

    @Test
    @DisplayName("W12 on two nodes: the same callback twice at once: one call to WeChat, both end on the same result")
    void callbackAtBothNodes_isAnsweredOnce() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        nodes.wechat.answersToken(call -> {
            questions.incrementAndGet();
            asked.countDown();
            try {
                goOn.await(2, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return WeChatStub.GRANT;
        });
        Browser browser = nodes.browser();
        String state = browser.begin(Browser.crm());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<HttpResponse<String>> one =
                    threads.submit(() -> nodes.at(0, browser).callback(state, "twice-1"));
            assertThat(asked.await(2, TimeUnit.MINUTES)).isTrue();
            Future<HttpResponse<String>> other =
                    threads.submit(() -> nodes.at(1, browser).callback(state, "twice-1"));
            goOn.countDown();

            assertThat(Browser.location(other.get()).toString())
                    .isEqualTo(Browser.location(one.get()).toString())
                    .contains("code=");
        } finally {
            goOn.countDown();
            threads.shutdownNow();
        }
        assertThat(questions).hasValue(1);
    }

    @Test
    @DisplayName(
            "N5: without Redis pages are shown, requests that need it get 503 with Retry-After, and all recovers by itself")
    void withoutRedis_isToldToComeAgain() throws Exception {
        Browser browser = nodes.browser();
        String state = browser.begin(Browser.crm());
        relay.mode(Relay.Mode.CUT);
        try {
            assertThat(browser.authorize(Browser.crm()).statusCode()).isEqualTo(200);
            HttpResponse<String> callback = browser.callback(state, "down-1");
            assertThat(callback.statusCode()).isEqualTo(503);
            assertThat(callback.headers().firstValue("Retry-After")).isPresent();
            HttpResponse<String> token = browser.token("A".repeat(43));
            assertThat(token.statusCode()).isEqualTo(503);
            assertThat(token.headers().firstValue("Retry-After")).isPresent();
            assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
            awaitStatus(browser, 503);
        } finally {
            relay.mode(Relay.Mode.PASS);
            awaitBoth();
        }
        assertThat(browser.callback(browser.begin(Browser.crm()), "down-2").statusCode())
                .isEqualTo(303);
        assertThat(nodes.wechat.calls().stream()
                        .filter(call -> "down-1".equals(call.parameters().get("code"))))
                .as("what cannot be finished is not begun: the code is still good")
                .isEmpty();
        assertThat(browser.callback(state, "down-1").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("D9: while the store is away, three hundred requests are not three hundred lines of the log")
    void withoutRedis_theLogStaysSmall() {
        Browser browser = nodes.at(0, nodes.browser());
        relay.mode(Relay.Mode.CUT);
        try (LogLines log = new LogLines()) {
            long start = System.nanoTime();
            for (int i = 0; i < 300; i++) {
                assertThat(browser.token("A".repeat(43)).statusCode()).isEqualTo(503);
            }
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds() + 1;

            assertThat(log.with("STORE_UNAVAILABLE"))
                    .hasSizeBetween(1, (int) (100 + 10 * seconds)); // As many as are allowed in that time.
        } finally {
            relay.mode(Relay.Mode.PASS);
            awaitBoth();
        }
    }

    /** Waits until both nodes can use their store again: the next test may call either. */
    private static void awaitBoth() {
        for (int node = 0; node < 2; node++) {
            awaitStatus(nodes.at(node, nodes.browser()), 200);
        }
    }

    private static void awaitStatus(Browser browser, int status) {
        while (browser.get("/health/ready").statusCode() != status) {
            Pause.briefly(); // Each turn is a request; ends at the class's timeout.
        }
    }
}
