package dev.saoma.page.compat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.AuthingRequests;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@code authing-js-sdk} requests about tokens. */
@DisplayName("authing-js-sdk: getCurrentUser, checkLoginStatus, validateToken")
class AuthingTokensIT extends AuthingRequests {
    @Test
    void currentUser_isWhoTheTokenIsAbout() {
        String token = token();

        JsonObject user = me(token).getAsJsonObject("data").getAsJsonObject("user");

        assertThat(user.get("id").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(user.get("token").getAsString()).isEqualTo(token);
        assertThat(user.get("nickname").getAsString()).isNotBlank();
        HttpResponse<String> rest = browser.get("/api/v2/users/me", "Authorization", "Bearer " + token);
        assertThat(rest.body()).startsWith("{\"code\":200").contains(WeChatStub.UNIONID);
    }

    @Test
    void statusOfAGoodToken_saysUntilWhen() {
        String token = token();

        JsonObject status = status(token);

        assertThat(status.get("status").getAsBoolean()).isTrue();
        assertThat(status.get("exp").getAsLong() - status.get("iat").getAsLong())
                .isEqualTo(3600);
        assertThat(status.getAsJsonObject("data").get("id").getAsString()).isEqualTo(WeChatStub.UNIONID);
    }

    @Test
    void validateToken_answersTheClaims() {
        String token = token();

        HttpResponse<String> answer = browser.get("/api/v2/oidc/validate_token?id_token=" + token);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject claims = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(claims.get("iss").getAsString()).isEqualTo(page.issuer.toString());
        assertThat(claims.get("aud").getAsString()).isEqualTo("store");
        assertThat(claims.get("exp").getAsLong() - claims.get("iat").getAsLong())
                .isEqualTo(3600);
    }

    @Test
    @DisplayName("T7: an expired token is not good anywhere")
    void expiredToken_isNotGood() {
        String token = token();
        page.clock.advance(Duration.ofHours(1));

        assertThat(code(me(token))).isEqualTo(2206);
        assertThat(status(token).get("status").getAsBoolean()).isFalse();
        assertThat(status(token).get("code").getAsInt()).isEqualTo(2206);
        HttpResponse<String> answer = browser.get("/api/v2/oidc/validate_token?id_token=" + token);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":400", "id_token 不合法");
    }

    @Test
    @DisplayName("T1, T3: a token that we did not sign so is not good")
    void changedToken_isNotGood() {
        String[] parts = token().split("\\.");
        for (String forged : new String[] {
            parts[0] + "." + parts[1] + ".", "eyJhbGciOiJub25lIn0." + parts[1] + ".", "junk", parts[0] + "." + parts[1]
        }) {
            assertThat(code(me(forged))).isEqualTo(2020);
            assertThat(status(forged).get("status").getAsBoolean()).isFalse();
            assertThat(browser.get("/api/v2/oidc/validate_token?id_token=" + forged)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void tokenOfAnApplicationThatIsNotSwitchedOn_isNotGood() {
        String crm = JsonParser.parseString(
                        browser.token(browser.signIn(Browser.crm(), newScan()).get("code"))
                                .body())
                .getAsJsonObject()
                .get("id_token")
                .getAsString();

        assertThat(code(graphql(USER, Map.of(), "Authorization", "Bearer " + crm)))
                .isEqualTo(2011);
        assertThat(browser.get("/api/v2/oidc/validate_token?id_token=" + crm).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tokenShownByAnotherApplication_isNotGood() {
        String token = token();

        for (String[] headers : new String[][] {
            {"Origin", OTHER_APP}, {"x-authing-app-id", "other"}, {"Origin", "null"}, {"Origin", SITE + ".evil"}
        }) {
            assertThat(code(graphql(USER, Map.of(), "Authorization", "Bearer " + token, headers[0], headers[1])))
                    .isEqualTo(2011);
            assertThat(browser.get("/api/v2/oidc/validate_token?id_token=" + token, headers)
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void nobody_isNotSignedIn() {
        assertThat(code(graphql(USER, Map.of()))).isEqualTo(2020);
        assertThat(graphql(CHECK, Map.of()).toString()).contains("\"status\":false", "\"code\":2020", "尚未登录");
        assertThat(graphql(CHECK, Map.of(), "x-authing-lang", "en-US").toString())
                .contains("Not signed in");
        assertThat(browser.get("/api/v2/users/me").statusCode()).isEqualTo(401);
        assertThat(browser.get("/cas/session").body()).isEqualTo("{\"session\":null,\"userInfo\":null}");
    }

    @Test
    void otherQueries_areNotOffered() {
        for (String query : new String[] {
            "mutation refreshToken($id: String) { refreshToken(id: $id) { token } }",
            "query getUserRoles($id: String!) { user(id: $id) { roles { list { code } } } }",
            "{ user { id } }",
            "",
            "x"
        }) {
            assertThat(code(graphql(query, Map.of(), "Authorization", "Bearer " + token())))
                    .isIn(404);
        }
        assertThat(code(graphql(USER, Map.of("id", "somebody-else"), "Authorization", "Bearer " + token())))
                .isEqualTo(404);
    }
}
