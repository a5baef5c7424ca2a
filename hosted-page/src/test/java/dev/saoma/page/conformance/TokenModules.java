package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import io.jsonwebtoken.Claims;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the Basic OP plan requires of a code: the tokens, the claims, and that it is valid once. */
abstract class TokenModules extends PlanModules {
    TokenModules(ResponseMode mode) {
        super(mode);
    }

    @Test
    @DisplayName("oidcc-server")
    void codeFlow_endsWithGoodTokens() {
        Map<String, String> answer = signIn();

        assertThat(answer).containsOnlyKeys("code", "state", "iss").containsEntry("state", "suite-state");
        HttpResponse<String> response = RelyingParty.redeem(browser, answer.get("code"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Pragma")).contains("no-cache");
        JsonObject tokens = JsonParser.parseString(response.body()).getAsJsonObject();
        assertThat(tokens.get("token_type").getAsString()).isEqualToIgnoringCase("Bearer");
        assertThat(tokens.get("expires_in").getAsInt()).isPositive();
        Claims claims = RelyingParty.verified(page, tokens.get("id_token").getAsString())
                .getPayload();
        assertThat(claims.getAudience()).containsExactly(RelyingParty.CLIENT_ID);
        assertThat(claims).containsEntry("nonce", "suite-nonce").containsKeys("sub", "iat", "exp", "at_hash");
    }

    @Test
    @DisplayName("oidcc-idtoken-signature")
    void idToken_isSignedByAPublishedKeyThatItNames() {
        assertThat(idToken(signIn()).getHeader()).containsKey("kid").containsEntry("alg", "RS256");
    }

    @Test
    @DisplayName("oidcc-idtoken-unsigned")
    void unsignedIdTokens_areNeitherOfferedNorIssued() {
        assertThat(discovery().getAsJsonArray("id_token_signing_alg_values_supported"))
                .noneMatch(value -> value.getAsString().equals("none"));
    }

    @Test
    @DisplayName("oidcc-userinfo-get")
    void userInfo_answersGet() {
        assertTellsWhoItIs(browser.get("/userinfo", "Authorization", "Bearer " + accessToken()));
    }

    @Test
    @DisplayName("oidcc-userinfo-post-header")
    void userInfo_answersPostWithTheTokenInTheHeader() {
        assertTellsWhoItIs(browser.post("/userinfo", Map.of(), "Authorization", "Bearer " + accessToken()));
    }

    @Test
    @DisplayName("oidcc-userinfo-post-body")
    void userInfo_answersPostWithTheTokenInTheBody() {
        assertTellsWhoItIs(browser.post("/userinfo", Map.of("access_token", accessToken())));
    }

    private String accessToken() {
        Map<String, String> answer = signIn("scope", "openid profile");
        return RelyingParty.tokens(browser, answer.get("code"))
                .get("access_token")
                .getAsString();
    }

    private static void assertTellsWhoItIs(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        JsonObject claims = JsonParser.parseString(response.body()).getAsJsonObject();
        assertThat(claims.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(claims.get("name").getAsString()).isEqualTo("张伟🎉");
    }

    @Test
    @DisplayName("oidcc-scope-profile")
    void scopeProfile_tellsNameAndPicture() {
        Claims claims = idToken(signIn("scope", "openid profile")).getPayload();

        assertThat(claims).containsEntry("name", "张伟🎉").containsKey("picture");
    }

    @Test
    @DisplayName("oidcc-scope-email")
    void scopeEmail_isIgnored() {
        assertThat(scopeGrantedFor("openid email")).isEqualTo("openid");
    }

    @Test
    @DisplayName("oidcc-scope-address")
    void scopeAddress_isIgnored() {
        assertThat(scopeGrantedFor("openid address")).isEqualTo("openid");
    }

    @Test
    @DisplayName("oidcc-scope-phone")
    void scopePhone_isIgnored() {
        assertThat(scopeGrantedFor("openid phone nonsense")).isEqualTo("openid");
    }

    @Test
    @DisplayName("oidcc-scope-all")
    void scopeAll_isProfileAlone() {
        assertThat(scopeGrantedFor("openid profile email address phone")).isEqualTo("openid profile");
    }

    private String scopeGrantedFor(String scope) {
        return RelyingParty.tokens(browser, signIn("scope", scope).get("code"))
                .get("scope")
                .getAsString();
    }

    @Test
    @DisplayName("oidcc-codereuse, K2")
    void usedCode_isRefused_andItsTokenRevoked() {
        String code = signIn().get("code");
        String token = RelyingParty.tokens(browser, code).get("access_token").getAsString();

        HttpResponse<String> again = RelyingParty.redeem(browser, code);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.body()).contains("\"invalid_grant\"");
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + token).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("oidcc-codereuse-30seconds, K2")
    void usedCode_isRefused_halfAMinuteLater() {
        String code = signIn().get("code");
        RelyingParty.tokens(browser, code);
        page.clock.advance(Duration.ofSeconds(30));

        assertThat(RelyingParty.redeem(browser, code).body()).contains("\"invalid_grant\"");
    }

    @Test
    @DisplayName("oidcc-server-client-secret-post")
    void secretInTheBody_isTakenAsWell() {
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", signIn().get("code"));
        form.put("redirect_uri", RelyingParty.CALLBACK);
        form.put("client_id", RelyingParty.CLIENT_ID);
        form.put("client_secret", RelyingParty.SECRET);

        assertThat(browser.post("/token", form).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("oidcc-refresh-token")
    void refreshToken_isNeitherGivenNorTaken() {
        assertThat(RelyingParty.tokens(
                                browser,
                                signIn("scope", "openid offline_access").get("code"))
                        .has("refresh_token"))
                .isFalse();
        assertThat(browser.post(
                                "/token",
                                Map.of("grant_type", "refresh_token", "refresh_token", "x"),
                                "Authorization",
                                RelyingParty.basic())
                        .body())
                .contains("\"unsupported_grant_type\"");
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-valid-pkce-succeeds")
    void pkce_isHonouredWhereItIsNotRequired() {
        String code = signIn("code_challenge", Browser.CHALLENGE, "code_challenge_method", "S256")
                .get("code");
        Map<String, String> form = new HashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", RelyingParty.CALLBACK);
        form.put("code_verifier", Browser.VERIFIER);

        assertThat(browser.post("/token", form, "Authorization", RelyingParty.basic())
                        .statusCode())
                .isEqualTo(200);
    }
}
