package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bearer tokens of requests: RFC 6750, section T of the abuse cases, probe 12. */
class BearerIT extends BearerFixture {
    @Override
    Map<String, String> settings() {
        return Map.of("apiPaths", "/api/*");
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
        return new Browser().call(other.url("/a"), token).statusCode();
    }
}
