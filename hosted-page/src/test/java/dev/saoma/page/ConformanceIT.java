package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The modules of the OpenID conformance plans Basic OP, Config OP and Form Post OP, under their own names, against a page
 * with a client as the suite registers one: confidential, without PKCE. Those of RP-Initiated Logout OP and Back-Channel OP
 * are in {@link LogoutIT}.
 *
 * <p>Not applicable, and why:
 *
 * <ul>
 *   <li>oidcc-scope-email, oidcc-scope-address, oidcc-scope-phone: WeChat tells none of these. The scopes are ignored, as
 *       Core 5.4 allows; the modules pass with a warning. Tested here as "ignored".
 *   <li>oidcc-refresh-token: no refresh tokens exist here, and {@code grant_types_supported} says so; the suite skips it.
 *   <li>oidcc-ensure-request-object-with-redirect-uri: request objects are not supported, which discovery says; skipped.
 *   <li>oidcc-claims-essential: {@code claims_parameter_supported} is false; skipped. The parameter is ignored.
 *   <li>oidcc-prompt-login, oidcc-max-age-1 want a screenshot of the second sign-in; here the page itself is looked at.
 *   <li>oidcc-discovery-endpoint-verification wants https: the page under test is on loopback http, where the rest is the
 *       same. {@code PageSettingsTest} holds that every other issuer is https.
 * </ul>
 */
class ConformanceIT {
    private static final Pattern FIELD = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]*)\"");
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    @TempDir
    static Path directory;

    private static RelyingParty suite;
    private static PageUnderTest page;
    private static int scans;

    private final Browser browser = new Browser(page.issuer);

    @BeforeAll
    static void start() {
        suite = new RelyingParty();
        page = new PageUnderTest(directory, "", suite.entry(""));
    }

    @AfterAll
    static void stop() {
        page.close();
        suite.close();
    }

    @BeforeEach
    void weChatAnswers() {
        page.wechat.answersToken(WeChatStub.GRANT);
    }

    private static Map<String, String> request(String... more) {
        return RelyingParty.request(more);
    }

    private Map<String, String> signIn(String... more) {
        return browser.signIn(request(more), "conformance-" + scans++);
    }

    private Jws<Claims> idToken(Map<String, String> answer) {
        JsonObject tokens = RelyingParty.tokens(browser, answer.get("code"));
        return RelyingParty.verified(page, tokens.get("id_token").getAsString());
    }

    private Map<String, String> sentBack(Map<String, String> request) {
        return Browser.parameters(Browser.location(browser.authorize(request)));
    }

    private boolean asksForScan(Map<String, String> request) {
        return browser.authorize(request).body().contains("data-page=\"login\"");
    }

    private JsonObject discovery() {
        return JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();
    }

    @Nested
    @DisplayName("Basic OP")
    class BasicOp {
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
        @DisplayName("oidcc-response-type-missing")
        void missingResponseType_isSentBack() {
            Map<String, String> request = request();
            request.remove("response_type");

            assertThat(sentBack(request))
                    .containsEntry("error", "invalid_request")
                    .containsEntry("state", "suite-state");
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
        @DisplayName("oidcc-userinfo-get, oidcc-userinfo-post-header, oidcc-userinfo-post-body")
        void userInfo_answersAllThreeWays() {
            Map<String, String> answer = signIn("scope", "openid profile");
            String token = RelyingParty.tokens(browser, answer.get("code"))
                    .get("access_token")
                    .getAsString();

            for (HttpResponse<String> response : List.of(
                    browser.get("/userinfo", "Authorization", "Bearer " + token),
                    browser.post("/userinfo", Map.of(), "Authorization", "Bearer " + token),
                    browser.post("/userinfo", Map.of("access_token", token)))) {
                assertThat(response.statusCode()).isEqualTo(200);
                JsonObject claims = JsonParser.parseString(response.body()).getAsJsonObject();
                assertThat(claims.get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
                assertThat(claims.get("name").getAsString()).isEqualTo("张伟🎉");
            }
        }

        @Test
        @DisplayName("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
        void withoutNonce_succeeds() {
            Map<String, String> request = request();
            request.remove("nonce");

            Map<String, String> answer = browser.signIn(request, "conformance-" + scans++);

            assertThat(idToken(answer).getPayload()).doesNotContainKey("nonce");
        }

        @Test
        @DisplayName("oidcc-scope-profile")
        void scopeProfile_tellsNameAndPicture() {
            Claims claims = idToken(signIn("scope", "openid profile")).getPayload();

            assertThat(claims).containsEntry("name", "张伟🎉").containsKey("picture");
        }

        @ParameterizedTest
        @ValueSource(strings = {"email", "address", "phone", "profile email address phone", "nonsense"})
        @DisplayName("oidcc-scope-email, oidcc-scope-address, oidcc-scope-phone, oidcc-scope-all: ignored")
        void scopesWeCannotServe_areIgnored(String scope) {
            JsonObject tokens = RelyingParty.tokens(
                    browser, signIn("scope", "openid " + scope).get("code"));

            assertThat(tokens.get("scope").getAsString())
                    .isEqualTo(scope.contains("profile") ? "openid profile" : "openid");
        }

        @Test
        @DisplayName("oidcc-alternate-happy-flow")
        void otherState_isGivenBackAsItCame() {
            String state = "a+b c/%é中&=?#";

            assertThat(signIn("state", state)).containsEntry("state", state);
        }

        @ParameterizedTest
        @ValueSource(strings = {"page", "popup"})
        @DisplayName("oidcc-display-page, oidcc-display-popup")
        void display_isTolerated(String display) {
            assertThat(signIn("display", display)).containsKey("code");
        }

        @Test
        @DisplayName("oidcc-prompt-login")
        void promptLogin_asksAgain_andAuthTimeIsLater() {
            long first = idToken(signIn()).getPayload().get("auth_time", Long.class);
            page.clock.advance(Duration.ofSeconds(2));

            assertThat(asksForScan(request("prompt", "login"))).isTrue();
            long second = idToken(signIn("prompt", "login")).getPayload().get("auth_time", Long.class);

            assertThat(second).isGreaterThan(first);
        }

        @Test
        @DisplayName("oidcc-prompt-none-not-logged-in")
        void promptNone_withoutSession_isLoginRequired() {
            assertThat(sentBack(request("prompt", "none")))
                    .containsEntry("error", "login_required")
                    .containsEntry("state", "suite-state");
        }

        @Test
        @DisplayName("oidcc-prompt-none-logged-in")
        void promptNone_withSession_isTheSamePerson() {
            Claims first = idToken(signIn()).getPayload();
            page.clock.advance(Duration.ofSeconds(2));

            Claims second = idToken(sentBack(request("prompt", "none"))).getPayload();

            assertThat(second.getSubject()).isEqualTo(first.getSubject());
            assertThat(second.get("auth_time")).isEqualTo(first.get("auth_time"));
        }

        @Test
        @DisplayName("oidcc-max-age-1")
        void maxAgeOne_asksAgain() {
            signIn("max_age", "1");
            page.clock.advance(Duration.ofSeconds(3));

            assertThat(asksForScan(request("max_age", "1"))).isTrue();
            Claims claims = idToken(signIn("max_age", "1")).getPayload();
            long now = page.clock.instant().getEpochSecond();
            assertThat(now - claims.get("auth_time", Long.class)).isLessThanOrEqualTo(1);
        }

        @Test
        @DisplayName("oidcc-max-age-10000")
        void maxAgeTenThousand_keepsTheSession() {
            long first = idToken(signIn()).getPayload().get("auth_time", Long.class);

            Map<String, String> answer = sentBack(request("max_age", "10000", "prompt", "none"));

            assertThat(idToken(answer).getPayload().get("auth_time", Long.class))
                    .isEqualTo(first);
        }

        @Test
        @DisplayName("oidcc-ensure-request-with-unknown-parameter-succeeds")
        void unknownParameter_isIgnored() {
            assertThat(signIn("extra", "foobar")).containsKey("code");
        }

        @Test
        @DisplayName("oidcc-id-token-hint")
        void idTokenHint_ofThePersonSignedIn_succeedsSilently() {
            String hint = RelyingParty.tokens(browser, signIn().get("code"))
                    .get("id_token")
                    .getAsString();

            Map<String, String> answer = sentBack(request("prompt", "none", "id_token_hint", hint));

            assertThat(idToken(answer).getPayload().getSubject()).isEqualTo(WeChatStub.UNIONID);
        }

        @Test
        @DisplayName("oidcc-login-hint")
        void loginHint_isTolerated() {
            assertThat(signIn("login_hint", "buffy@login.example.com")).containsKey("code");
        }

        @ParameterizedTest
        @ValueSource(strings = {"se", "en", "fr-CA fr en", "zh-TW", "x-junk ,;"})
        @DisplayName("oidcc-ui-locales, oidcc-claims-locales")
        void locales_areTolerated(String locales) {
            assertThat(signIn("ui_locales", locales, "claims_locales", locales)).containsKey("code");
        }

        @Test
        @DisplayName("oidcc-ensure-request-with-acr-values-succeeds")
        void acrValues_areTolerated() {
            assertThat(signIn("acr_values", "1 2")).containsKey("code");
        }

        @Test
        @DisplayName("oidcc-codereuse, K2")
        void usedCode_isRefused_andItsTokenRevoked() {
            String code = signIn().get("code");
            String token =
                    RelyingParty.tokens(browser, code).get("access_token").getAsString();

            HttpResponse<String> again = RelyingParty.redeem(browser, code);

            assertThat(again.statusCode()).isEqualTo(400);
            assertThat(again.body()).contains("\"invalid_grant\"");
            assertThat(browser.get("/userinfo", "Authorization", "Bearer " + token)
                            .statusCode())
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
        @DisplayName("oidcc-ensure-registered-redirect-uri")
        void unregisteredRedirectUri_isShownToTheUserOnly() {
            HttpResponse<String> answer = browser.authorize(request("redirect_uri", RelyingParty.CALLBACK + "/x"));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
            assertThat(answer.body()).contains("data-page=\"error\"");
        }

        @Test
        @DisplayName("oidcc-ensure-post-request-succeeds")
        void postedRequest_succeeds() {
            HttpResponse<String> asGet = browser.post("/authorize", request());
            assertThat(asGet.statusCode()).isEqualTo(303);
            HttpResponse<String> login = browser.get(Browser.location(asGet)
                    .toString()
                    .substring(page.issuer.toString().length()));

            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(login.body()).contains("data-page=\"login\"");
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
        @DisplayName("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")
        void requestUri_isRejected() {
            assertThat(sentBack(request("request_uri", "https://suite.example/request.jwt")))
                    .containsEntry("error", "request_uri_not_supported");
        }

        @Test
        @DisplayName("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported,"
                + " oidcc-ensure-request-object-with-redirect-uri")
        void requestObject_isRejected() {
            assertThat(sentBack(request("request", "eyJhbGciOiJub25lIn0.e30.")))
                    .containsEntry("error", "request_not_supported");
        }

        @Test
        @DisplayName("oidcc-claims-essential: ignored")
        void claimsParameter_isIgnored() {
            assertThat(signIn("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"))
                    .containsKey("code");
        }

        @Test
        @DisplayName("oidcc-refresh-token: there are none")
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

        @Test
        @DisplayName("G8, K4, CVE-2024-22258: no verifier for a challenge, and none without one")
        void pkceDowngrade_isRefused() {
            String challenged = signIn("code_challenge", Browser.CHALLENGE, "code_challenge_method", "S256")
                    .get("code");
            assertThat(RelyingParty.redeem(browser, challenged).body()).contains("\"invalid_grant\"");

            Map<String, String> form = new HashMap<>();
            form.put("grant_type", "authorization_code");
            form.put("code", signIn("prompt", "login").get("code"));
            form.put("redirect_uri", RelyingParty.CALLBACK);
            form.put("code_verifier", Browser.VERIFIER);
            assertThat(browser.post("/token", form, "Authorization", RelyingParty.basic())
                            .body())
                    .contains("\"invalid_grant\"");
        }

        @Test
        void plainPkce_isRefused_alsoWherePkceIsNotRequired() {
            assertThat(sentBack(request("code_challenge", Browser.CHALLENGE, "code_challenge_method", "plain")))
                    .containsEntry("error", "invalid_request");
        }
    }

    @Nested
    @DisplayName("Config OP")
    class ConfigOp {
        @Test
        @DisplayName("oidcc-discovery-endpoint-verification")
        void discovery_isComplete() {
            JsonObject document = discovery();

            assertThat(document.get("issuer").getAsString()).isEqualTo(page.issuer.toString());
            for (String endpoint : List.of(
                    "authorization_endpoint",
                    "token_endpoint",
                    "userinfo_endpoint",
                    "jwks_uri",
                    "end_session_endpoint",
                    "introspection_endpoint",
                    "revocation_endpoint")) {
                assertThat(document.get(endpoint).getAsString()).startsWith(page.issuer + "/");
            }
            assertThat(texts(document, "scopes_supported")).contains("openid");
            assertThat(texts(document, "response_types_supported")).containsExactly("code");
            assertThat(texts(document, "response_modes_supported")).contains("query", "form_post");
            assertThat(texts(document, "subject_types_supported")).containsExactly("public");
            assertThat(texts(document, "id_token_signing_alg_values_supported")).contains("RS256");
            assertThat(texts(document, "claims_supported")).contains("sub", "name");
            assertThat(document.get("request_uri_parameter_supported").getAsBoolean())
                    .isFalse();
        }

        @Test
        @DisplayName("oidcc-discovery-endpoint-verification: the keys; K11")
        void jwks_hasPublicKeysOnly_andMayBeCached() {
            HttpResponse<String> answer = browser.get("/jwks");

            assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
            for (JsonElement key :
                    JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("keys")) {
                assertThat(key.getAsJsonObject().keySet())
                        .contains("kty", "kid", "use", "alg")
                        .doesNotContain("d", "p", "q", "dp", "dq", "qi", "k", "saoma_from");
            }
        }

        private static List<String> texts(JsonObject document, String name) {
            return document.getAsJsonArray(name).asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        }
    }

    @Nested
    @DisplayName("Form Post OP")
    class FormPostOp {
        private Map<String, String> posted(HttpResponse<String> redirect) {
            assertThat(redirect.statusCode()).isEqualTo(303);
            URI address = Browser.location(redirect);
            assertThat(address.toString()).startsWith(page.issuer + "/sign-in/post?");
            HttpResponse<String> form = browser.get(
                    address.toString().substring(page.issuer.toString().length()));
            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("form-action http://localhost:8070;");
            Matcher action = ACTION.matcher(form.body());
            assertThat(action.find()).isTrue();
            assertThat(action.group(1)).isEqualTo(RelyingParty.CALLBACK);
            Map<String, String> fields = new LinkedHashMap<>();
            Matcher field = FIELD.matcher(form.body());
            while (field.find()) {
                fields.put(field.group(1), field.group(2));
            }
            return fields;
        }

        private Map<String, String> signInPosted(String... more) {
            Map<String, String> request = request(more);
            request.put("response_mode", "form_post");
            return posted(browser.callback(browser.begin(request), "form-post-" + scans++));
        }

        @Test
        @DisplayName("oidcc-server with response_mode=form_post")
        void response_isPosted() {
            Map<String, String> fields = signInPosted();

            assertThat(fields).containsOnlyKeys("code", "state", "iss").containsEntry("state", "suite-state");
            assertThat(idToken(fields).getPayload()).containsEntry("nonce", "suite-nonce");
        }

        @Test
        @DisplayName("oidcc-prompt-none-not-logged-in with response_mode=form_post")
        void error_isPosted() {
            assertThat(posted(browser.authorize(request("prompt", "none", "response_mode", "form_post"))))
                    .containsEntry("error", "login_required")
                    .containsEntry("state", "suite-state");
        }

        @Test
        @DisplayName("oidcc-response-type-missing with response_mode=form_post")
        void earlyError_isPosted() {
            Map<String, String> request = request("response_mode", "form_post");
            request.remove("response_type");

            assertThat(posted(browser.authorize(request))).containsEntry("error", "invalid_request");
        }

        @Test
        @DisplayName("oidcc-prompt-none-logged-in with response_mode=form_post")
        void silentSignIn_isPosted() {
            signInPosted();

            assertThat(posted(browser.authorize(request("prompt", "none", "response_mode", "form_post"))))
                    .containsKey("code");
        }

        @Test
        @DisplayName("A10: what the application sent is never markup in the form")
        void hostileState_staysText() {
            assertThat(signInPosted("state", "\"><script>alert(1)</script>").get("state"))
                    .isEqualTo("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
        }

        @Test
        @DisplayName("G13: nobody can have anything posted anywhere; a response is good for a minute")
        void foreignAndOldResponses_areRefused() {
            Map<String, String> request = request("response_mode", "form_post");
            String path = Browser.location(browser.callback(browser.begin(request), "form-post-" + scans++))
                    .toString()
                    .substring(page.issuer.toString().length());
            assertThat(browser.get("/sign-in/post?response=junk").statusCode()).isEqualTo(400);
            assertThat(browser.get(path.substring(0, path.length() - 2)).statusCode())
                    .isEqualTo(400);
            assertThat(browser.get(path).statusCode()).isEqualTo(200);
            page.clock.advance(Duration.ofSeconds(61));
            assertThat(browser.get(path).statusCode()).isEqualTo(400);
        }

        @ParameterizedTest
        @ValueSource(strings = {"fragment", "web_message", "jwt", "FORM_POST"})
        @DisplayName("A3, G6: no other mode")
        void otherModes_areRefusedByQuery(String mode) {
            assertThat(sentBack(request("response_mode", mode))).containsEntry("error", "invalid_request");
        }
    }
}
