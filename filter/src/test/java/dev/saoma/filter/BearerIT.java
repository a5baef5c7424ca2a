package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bearer tokens of requests: RFC 6750, section T of the abuse cases, probe 12. */
class BearerIT extends AppFixture {
    private final Browser program = new Browser();

    @Override
    Map<String, String> settings() {
        return Map.of("apiPaths", "/api/*");
    }

    private HttpResponse<String> get(String path, String token) {
        return program.send("GET", app.url(path), null, "Authorization", "Bearer " + token);
    }

    private String token(Object... changes) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            map.put((String) changes[i], changes[i + 1]);
        }
        return provider.bearerToken(map);
    }

    private static String challenge(HttpResponse<String> response) {
        return String.join(" | ", response.headers().allValues("WWW-Authenticate"));
    }

    private static String user(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.matches("(user|principal|auth|admin|clerk|name)=.*"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    @DisplayName("probe 12: the same user as with a session; no session, no cookie")
    void goodToken_isTheSameUserAsInASession() {
        HttpResponse<String> answer = get("/api/orders", token());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Browser.setCookies(answer)).isEmpty();
        assertThat(app.sessionsCreated).hasValue(0);

        assertThat(user(answer))
                .contains("user=" + provider.subject, "admin=true", "clerk=false", "name=张伟")
                .isEqualTo(user(new Browser().visit(app.url("/a"))));
    }

    @Test
    void schemeInAnyCase_isRecognised() {
        String token = token();
        for (String scheme : List.of("bearer", "BEARER", "Bearer ")) {
            assertThat(program.send("GET", app.url("/a"), null, "Authorization", scheme + " " + token)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("G31, T1, T3, T6, T7, T8, T12, T14: bad tokens are answered 401 and say why in words of ours")
    void badTokens_areChallenged() {
        String good = token();
        String[] parts = good.split("\\.");
        String none = java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "." + parts[1] + ".";
        Map<String, String> cases = new HashMap<>();
        cases.put("garbage", "not an ID token");
        cases.put("", "not an ID token");
        cases.put(none, "not an ID token");
        cases.put(good + ", Bearer " + good, "not an ID token");
        cases.put(good.substring(0, good.length() - 8) + "AAAAAAAA", "signature");
        cases.put("a".repeat(5000), "not an ID token");
        cases.put(token("exp", clock.millis() / 1000 - 61), "expired");
        cases.put(token("aud", "other"), "another audience");
        cases.put(token("aud", List.of("crm", "other")), "another audience");
        cases.put(token("aud", null), "another audience");
        cases.put(token("iss", "https://evil\"\r\n.example"), "another issuer");
        cases.put(token("sub", "x".repeat(300)), "not an ID token");
        cases.put(token("events", Map.of()), "not an ID token");
        cases.put(token("exp", null), "not an ID token");
        cases.put(token("iat", clock.millis() / 1000 + 600), "not an ID token");
        cases.forEach((token, why) -> {
            HttpResponse<String> answer = get("/a", token);
            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            assertThat(challenge(answer))
                    .matches("Bearer error=\"invalid_token\", error_description=\"[A-Za-z ]+\"")
                    .contains(why);
            assertThat(answer.body()).contains("\"error\":\"invalid_token\"").doesNotContain("evil");
            assertThat(Browser.setCookies(answer)).isEmpty();
        });
        assertThat(app.calls).hasValue(0);
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    @DisplayName("RFC 6750, 3: no error where no token came; programs are never redirected")
    void apiPath_isChallengedAndNeverRedirected() {
        for (String[] headers : List.of(Browser.NAVIGATION, Browser.OLD_NAVIGATION, new String[] {"Accept", "*/*"})) {
            HttpResponse<String> answer = program.send("GET", app.url("/api/orders"), null, headers);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(challenge(answer)).isEqualTo("Bearer");
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(Browser.setCookies(answer)).isEmpty();
            assertThat(answer.body()).contains("login_required");
        }
        assertThat(program.send("POST", app.url("/api/orders"), "a=b", Browser.NAVIGATION)
                        .statusCode())
                .isEqualTo(401);
        assertThat(program.open(app.url("/apis")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("G31: a token in the query or in a form is no token")
    void tokenInTheQuery_isNoToken() {
        HttpResponse<String> answer = program.open(app.url("/api/orders?access_token=" + token()));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("Bearer");
        assertThat(program.send("POST", app.url("/api/orders"), "access_token=" + token())
                        .statusCode())
                .isEqualTo(401);
        assertThat(app.calls).hasValue(0);
    }

    @Test
    @DisplayName("two Authorization headers: 400, whichever comes first")
    void twoHeaders_areRefused() throws Exception {
        String bearer = "Authorization: Bearer " + token();
        for (String other : List.of(bearer, "Authorization: Basic eDp5", "Authorization: Bearer garbage")) {
            for (String[] order : new String[][] {{bearer, other}, {other, bearer}}) {
                String answer = RawHttp.send(app.port(), "GET /crm/a HTTP/1.1", order[0], order[1]);
                assertThat(answer).startsWith("HTTP/1.1 400").contains("Bearer error=\"invalid_request\"");
            }
        }
        assertThat(app.calls).hasValue(0);
    }

    @Test
    void otherSchemes_areNotOurs() {
        program.visit(app.url("/a"));

        assertThat(program.send("GET", app.url("/a"), null, "Authorization", "Basic eDp5")
                        .body())
                .contains("user=" + provider.subject);
        assertThat(program.send("GET", app.url("/a"), null, "Authorization", "Bearerx y")
                        .body())
                .contains("user=" + provider.subject);
    }

    @Test
    @DisplayName("a session and a token: the token decides, good or bad; the session stays")
    void sessionAndToken_theTokenDecides() {
        program.visit(app.url("/a"));

        assertThat(get("/a", token("sub", "robot")).body()).contains("user=robot\n");
        assertThat(get("/a", token("aud", "other")).statusCode()).isEqualTo(401);
        assertThat(get("/app-logout", token("sub", "robot")).body()).contains("user=null");
        assertThat(program.open(app.url("/a")).body()).contains("user=" + provider.subject);
    }

    @Test
    void publicPath_takesAGoodTokenAndNoNoticeOfABadOne() {
        assertThat(get("/public/a", token("sub", "robot")).body()).contains("user=robot\n");
        for (String bad : List.of("the-application's-own", token("aud", "other"))) {
            HttpResponse<String> answer = get("/public/a", bad);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("user=null");
        }
    }

    @Test
    void audiences_areThoseOfTheSettings() throws Exception {
        try (TestApp other = new TestApp(provider, clock, Map.of("bearerAudiences", "shop, mobile-app"))) {
            assertThat(status(other, token("aud", "mobile-app"))).isEqualTo(200);
            assertThat(status(other, token("aud", List.of("x", "shop"), "azp", "shop")))
                    .isEqualTo(200);
            assertThat(status(other, token("aud", List.of("x", "shop"), "azp", "x")))
                    .isEqualTo(401);
            assertThat(status(other, token("aud", "crm"))).isEqualTo(401);
        }
        try (TestApp none = new TestApp(provider, clock, Map.of("bearerAudiences", "none"))) {
            Browser browser = new Browser();
            browser.visit(none.url("/a"));
            assertThat(browser.send("GET", none.url("/a"), null, "Authorization", "Bearer own-of-the-application")
                            .body())
                    .contains("user=" + provider.subject);
            assertThat(status(none, token())).isEqualTo(401);
        }
    }

    private int status(TestApp other, String token) {
        return new Browser()
                .send("GET", other.url("/a"), null, "Authorization", "Bearer " + token)
                .statusCode();
    }

    @Test
    @DisplayName("T7, T20: a token ends on time although it is remembered; a withdrawn key is forgotten in time")
    void rememberedToken_endsWithTheToken() {
        String token = token("exp", clock.millis() / 1000 + 600);
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
        provider.goDown();
        clock.advance(Duration.ofSeconds(659));
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(get("/a", token).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("G38, Y3: a flood of unknown kids costs one fetch per interval")
    void unknownKeyIds_costOneFetchPerInterval() {
        get("/a", token());
        for (int interval = 1; interval <= 2; interval++) {
            for (int i = 0; i < 100; i++) {
                provider.keyId = "unknown-" + interval + "-" + i;
                String token = token();
                provider.keyId = "k1";
                assertThat(get("/a", token).statusCode()).isEqualTo(401);
            }
            assertThat(provider.keyRequests).hasValue(1 + interval);
            clock.advance(Duration.ofSeconds(30));
        }
    }

    @Test
    @DisplayName("G38: no key and no provider: 503 with Retry-After, one attempt a second, healed within a second")
    void noKeyAtAll_isUnavailable() throws Exception {
        provider.keySet = "<html>";
        String token = token();
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = get("/a", token);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertThat(provider.keyRequests).hasValue(1);

        provider.keySet = "";
        clock.advance(Duration.ofSeconds(1));
        assertThat(get("/a", token).statusCode()).isEqualTo(200);
    }

    @Test
    @Timeout(30)
    @DisplayName("pain 24: keys hang: known keys and sessions go on, few requests wait, the rest is answered at once")
    void hangingKeys_blockNobodyWhoIsKnown() throws Exception {
        get("/a", token());
        program.visit(app.url("/a"));
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        provider.beforeKeys = () -> {
            hanging.countDown();
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        clock.advance(Duration.ofMinutes(16));
        provider.keyId = "unknown";
        String unknown = token();
        provider.keyId = "k1";
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(threads.submit(() -> {
                    Browser other = new Browser();
                    return other.send("GET", app.url("/a"), null, "Authorization", "Bearer " + unknown)
                            .statusCode();
                }));
            }
            hanging.await();

            assertThat(get("/a", token("sub", "robot")).body()).contains("user=robot\n");
            assertThat(program.open(app.url("/a")).statusCode()).isEqualTo(200);
            while (answers.stream().filter(Future::isDone).count() < 52) {
                Thread.onSpinWait();
            }
            release.countDown();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(401, 503);
            }
        } finally {
            release.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(60)
    @DisplayName("S11: 1,000 users at once, with sessions and tokens mixed: everybody is only ever oneself")
    void thousandUsers_areNeverMixedUp() throws Exception {
        List<Browser> sessions = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Browser browser = new Browser();
            provider.subject = "session" + i;
            browser.visit(app.url("/a"));
            sessions.add(browser);
        }
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        Browser tokens = new Browser();
        tokens.keepsCookies = false;
        for (int i = 0; i < 1000; i++) {
            int number = i;
            String token = token("sub", "token" + number, "roles", List.of(number % 2 == 0 ? "admin" : "clerk"));
            threads.submit(() -> {
                String body = tokens.send("GET", app.url("/a"), null, "Authorization", "Bearer " + token)
                        .body();
                boolean even = number % 2 == 0;
                if (!body.contains("user=token" + number + "\n")
                        || !body.contains("admin=" + even)
                        || !body.contains("clerk=" + !even)) {
                    wrong.add(body);
                }
                int session = number % sessions.size();
                String own = sessions.get(session).open(app.url("/a")).body();
                if (!own.contains("user=session" + session + "\n")) {
                    wrong.add(own);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).isEmpty();
        assertThat(app.sessionsCreated).hasValue(10);
    }
}
