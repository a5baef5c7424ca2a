package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints for tokens: introspection, revocation, {@code /userinfo}, and the algorithm of an application. */
class TokenServicesIT {
    @TempDir
    static Path directory;

    private static RelyingParty suite;
    private static PageUnderTest page;
    private static int scans;

    private final Browser browser = new Browser(page.issuer);

    @BeforeAll
    static void start() {
        suite = new RelyingParty();
        new SigningKeyFile(directory.resolve("both.json")).loadOrCreate(Set.of("RS256", "ES256"));
        page = new PageUnderTest(
                directory,
                "",
                suite.entry(", idTokenAlgorithm: ES256, idTokenLifetime: PT5M") + "keys: { signing: both.json }\n");
    }

    @AfterAll
    static void stop() {
        page.close();
        suite.close();
    }

    private JsonObject tokens() {
        Map<String, String> answer = browser.signIn(RelyingParty.request("prompt", "login"), "services-" + scans++);
        return RelyingParty.tokens(browser, answer.get("code"));
    }

    private String accessToken() {
        return tokens().get("access_token").getAsString();
    }

    private HttpResponse<String> ask(String path, String token) {
        return browser.post(path, Map.of("token", token), "Authorization", RelyingParty.basic());
    }

    private JsonObject introspect(String token) {
        HttpResponse<String> answer = ask("/introspect", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private int userInfo(String token) {
        return browser.get("/userinfo", "Authorization", "Bearer " + token).statusCode();
    }

    private static Map<String, String> crm(String token) {
        return Map.of("token", token, "client_id", "crm", "client_secret", PageUnderTest.CRM_SECRET);
    }

    private JsonObject crmTokens(String code) {
        return JsonParser.parseString(browser.token(code).body()).getAsJsonObject();
    }

    @Nested
    @DisplayName("RFC 7662: introspection")
    class Introspection {
        @Test
        void ownToken_isDescribed_untilItExpires() {
            String token = accessToken();
            long now = page.clock.instant().getEpochSecond();

            JsonObject answer = introspect(token);

            assertThat(answer.get("active").getAsBoolean()).isTrue();
            assertThat(answer.get("client_id").getAsString()).isEqualTo(RelyingParty.CLIENT_ID);
            assertThat(answer.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
            assertThat(answer.get("scope").getAsString()).isEqualTo("openid");
            assertThat(answer.get("exp").getAsLong()).isEqualTo(now + 600);
            page.clock.advance(Duration.ofMinutes(10));
            assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
        }

        @Test
        void tokenOfAnotherApplication_isUnknown() {
            HttpResponse<String> answer = browser.post("/introspect", crm(accessToken()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"active\":false}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"junk", "a.b.c", "0123456789012345678901234567890123456789012"})
        void unknownToken_isInactive(String token) {
            assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
        }

        @Test
        void withoutProof_nothingIsTold() {
            String token = accessToken();

            for (Map<String, String> form : List.of(
                    Map.of("token", token),
                    Map.of("token", token, "client_id", "shop"),
                    Map.of("token", token, "client_id", "crm", "client_secret", "wrong"))) {
                HttpResponse<String> answer = browser.post("/introspect", form);
                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.body()).contains("\"invalid_client\"").doesNotContain("active");
            }
        }

        @Test
        void missingToken_isAnInvalidRequest() {
            assertThat(browser.post("/introspect", Map.of("x", "y"), "Authorization", RelyingParty.basic())
                            .body())
                    .contains("\"invalid_request\"");
            assertThat(browser.get("/introspect").statusCode()).isEqualTo(405);
        }
    }

    @Nested
    @DisplayName("a sign-out ends what the session gave")
    class SignOut {
        private void signOut(String idToken) {
            HttpResponse<String> answer = browser.get("/logout?id_token_hint=" + idToken);
            assertThat(answer.statusCode()).isEqualTo(200);
        }

        @Test
        void accessTokens_ofEveryApplication_areGoodNoMore() {
            JsonObject suites = tokens();
            String crms = crmAccessToken();
            String token = suites.get("access_token").getAsString();
            assertThat(List.of(userInfo(token), userInfo(crms))).containsExactly(200, 200);

            signOut(suites.get("id_token").getAsString());

            assertThat(List.of(userInfo(token), userInfo(crms))).containsExactly(401, 401);
            assertThat(introspect(token)).hasToString("{\"active\":false}");
            assertThat(browser.post("/introspect", crm(crms)).body()).isEqualTo("{\"active\":false}");
        }

        @Test
        @DisplayName("nor is a code that is on its way")
        void code_isGoodNoMore() {
            JsonObject suites = tokens();
            String code = crmCode();

            signOut(suites.get("id_token").getAsString());

            HttpResponse<String> late = browser.token(code);
            assertThat(late.statusCode()).isEqualTo(400);
            assertThat(late.body()).contains("\"invalid_grant\"", "signed out meanwhile");
        }

        @Test
        @DisplayName("but for the same person on another device")
        void accessTokensOfAnotherSession_stayGood() {
            JsonObject here = tokens();
            Browser elsewhere = new Browser(page.issuer);
            Map<String, String> answer =
                    elsewhere.signIn(RelyingParty.request("prompt", "login"), "services-" + scans++);
            String there = RelyingParty.tokens(elsewhere, answer.get("code"))
                    .get("access_token")
                    .getAsString();

            signOut(here.get("id_token").getAsString());

            assertThat(userInfo(there)).isEqualTo(200);
        }

        private String crmCode() {
            Map<String, String> request = Browser.crm();
            request.putAll(Map.of("prompt", "none", "scope", "openid"));
            return Browser.parameters(Browser.location(browser.authorize(request)))
                    .get("code");
        }

        private String crmAccessToken() {
            return crmTokens(crmCode()).get("access_token").getAsString();
        }
    }

    @Nested
    @DisplayName("RFC 7009: revocation")
    class Revocation {
        @Test
        void revokedToken_isGoodForNothing_andAgainIsNoError() {
            String token = accessToken();
            assertThat(userInfo(token)).isEqualTo(200);

            assertThat(ask("/revoke", token).statusCode()).isEqualTo(200);

            assertThat(userInfo(token)).isEqualTo(401);
            assertThat(introspect(token).get("active").getAsBoolean()).isFalse();
            assertThat(ask("/revoke", token).statusCode()).isEqualTo(200);
        }

        @Test
        void tokenOfAnotherApplication_isNotRevoked() {
            String token = accessToken();

            assertThat(browser.post("/revoke", crm(token)).statusCode()).isEqualTo(400);

            assertThat(userInfo(token)).isEqualTo(200);
        }

        @Test
        void withoutProof_nothingIsRevoked() {
            String token = accessToken();

            assertThat(browser.post("/revoke", Map.of("token", token)).statusCode())
                    .isEqualTo(401);

            assertThat(userInfo(token)).isEqualTo(200);
        }
    }

    @Nested
    @DisplayName("K8: /userinfo")
    class UserInfo {
        @Test
        void tokenInTheQuery_isNotTaken() {
            HttpResponse<String> answer = browser.get("/userinfo?access_token=" + accessToken());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer");
        }

        @Test
        void expiredToken_andIdToken_areRefused() {
            JsonObject tokens = tokens();
            assertThat(userInfo(tokens.get("id_token").getAsString())).isEqualTo(401);
            page.clock.advance(Duration.ofMinutes(11));
            assertThat(userInfo(tokens.get("access_token").getAsString())).isEqualTo(401);
        }

        @Test
        @DisplayName("RFC 6750, 2: two ways in one request are one too many")
        void tokenInTwoPlaces_isRefused() {
            String token = accessToken();

            assertThat(browser.post("/userinfo", Map.of("access_token", token), "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void es256_isUsedForTheApplicationThatAsksForIt_withItsLifetime() {
        Jws<Claims> token = RelyingParty.verified(page, tokens().get("id_token").getAsString());

        assertThat(token.getHeader().getAlgorithm()).isEqualTo("ES256");
        assertThat(token.getPayload().getExpiration().getTime()
                        - token.getPayload().getIssuedAt().getTime())
                .isEqualTo(300_000);
        String code = browser.signIn(Browser.crm(), "services-" + scans++).get("code");
        String other = crmTokens(code).get("id_token").getAsString();
        assertThat(RelyingParty.verified(page, other).getHeader().getAlgorithm())
                .isEqualTo("RS256");
    }

    @Test
    @DisplayName("G36: a logout token is no ID token hint")
    void logoutToken_isNoHint() {
        String sid = RelyingParty.verified(page, tokens().get("id_token").getAsString())
                .getPayload()
                .get("sid", String.class);
        browser.post("/logout/confirm", Map.of(), "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document");

        String token = suite.nextToken(sid);

        assertThat(browser.get("/logout?id_token_hint=" + token).statusCode()).isEqualTo(400);
    }
}
