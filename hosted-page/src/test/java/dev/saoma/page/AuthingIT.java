package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code authing-js-sdk} 4.x sends, as requests; in a browser it runs in {@code AuthingSdkIT}. */
class AuthingIT {
    private static final String SITE = "http://localhost:8091";
    private static final String SECOND_SITE = "http://localhost:8092";
    private static final String OTHER_APP = "http://localhost:8093";
    private static final String SDK_ONLY = "http://localhost:8094";
    private static final String USER =
            "\n    query user($id: String) {\n  user(id: $id) {\n    id\n    arn\n  }\n}\n    ";
    private static final String CHECK =
            "\n    query checkLoginStatus($token: String) {\n  checkLoginStatus(token: $token) {\n    code\n  }\n}\n    ";
    private static final Pattern MESSAGE = Pattern.compile("data-origins=\"([^\"]*)\" data-message=\"([^\"]*)\"");

    @TempDir
    static Path directory;

    private static PageUnderTest page;
    private static RelyingParty suite;
    private static int scans;

    private final Browser browser = new Browser(page.issuer);

    @BeforeAll
    static void start() {
        suite = new RelyingParty();
        page = new PageUnderTest(
                directory, "", suite.entry("") + """
                          - { clientId: store, name: Store, origins: ["%s", "%s"], authingSdk: true,
                              postLogoutRedirectUris: ["%s/bye"] }
                          - { clientId: other, name: Other, origins: ["%s"], authingSdk: true }
                          - { clientId: modern, name: Modern, origins: ["%s"] }
                        """.formatted(SITE, SECOND_SITE, SITE, OTHER_APP, SDK_ONLY));
    }

    @AfterAll
    static void stop() {
        page.close();
        suite.close();
    }

    private static String social(String appId) {
        return "/connections/social/wechat:pc?from_guard=1&app_id=" + appId
                + "&authorization_params=undefined&with_identities=0&with_custom_data=0&protocol=oidc&uuid=abc";
    }

    private record Told(String origins, JsonObject message) {
        String token() {
            return message.getAsJsonObject("data").get("token").getAsString();
        }
    }

    private static Told told(HttpResponse<String> answer) {
        Matcher matcher = MESSAGE.matcher(answer.body());
        assertThat(matcher.find()).as(answer.statusCode() + " " + answer.body()).isTrue();
        String json =
                matcher.group(2).replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        return new Told(matcher.group(1), JsonParser.parseString(json).getAsJsonObject());
    }

    /** From the window's first address to the page that tells the opener. */
    private HttpResponse<String> signIn(String address, String... headers) {
        HttpResponse<String> first = browser.get(address, headers);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
        HttpResponse<String> login = browser.get(path(Browser.location(first)) + "&prompt=login");
        Matcher state = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"").matcher(login.body());
        assertThat(state.find()).as(login.body()).isTrue();
        HttpResponse<String> back = browser.callback(state.group(1), "authing-" + scans++);
        assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
        return browser.get(path(Browser.location(back)));
    }

    private String path(URI uri) {
        return uri.toString().substring(page.issuer.toString().length());
    }

    private String token() {
        return told(signIn(social("store"))).token();
    }

    private JsonObject graphql(String query, Map<String, ?> variables, String... headers) {
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(page.issuer + "/graphql/v2"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                new Gson().toJson(Map.of("query", query, "variables", variables)))),
                headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private JsonObject me(String token) {
        return graphql(USER, Map.of(), "Authorization", "Bearer " + token, "Origin", SITE);
    }

    private static int code(JsonObject errors) {
        return errors.getAsJsonArray("errors")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("message")
                .get("code")
                .getAsInt();
    }

    private JsonObject status(String token, String... headers) {
        return graphql(CHECK, Map.of("token", token), headers)
                .getAsJsonObject("data")
                .getAsJsonObject("checkLoginStatus");
    }

    @Nested
    @DisplayName("social.authorize")
    class Window {
        @Test
        @DisplayName("G63: the message goes to the application's origins, each by name, and to nobody else")
        void finishedSignIn_isToldToTheRegisteredOriginsOnly() {
            Told told = told(signIn(social("store")));

            assertThat(told.origins()).isEqualTo(SITE + " " + SECOND_SITE);
            assertThat(told.message().get("code").getAsInt()).isEqualTo(200);
            assertThat(told.message().getAsJsonObject("event").toString())
                    .contains("\"source\":\"authing\"", "\"eventType\":\"socialLogin\"");
            JsonObject user = told.message().getAsJsonObject("data");
            assertThat(user.get("id").getAsString()).isEqualTo(WeChatStub.UNIONID);
            assertThat(user.get("unionid").getAsString()).isEqualTo(WeChatStub.UNIONID);
            assertThat(user.get("openid").getAsString()).isEqualTo(WeChatStub.OPENID);
            assertThat(user.getAsJsonArray("identities")).isEmpty();
            assertThat(RelyingParty.verified(page, told.token()).getPayload().getAudience())
                    .containsExactly("store");
        }

        @Test
        void referrerAtOneOfTheOrigins_narrowsTheMessageToIt() {
            assertThat(told(signIn(social("store"), "Referer", SECOND_SITE + "/shelf?x=1"))
                            .origins())
                    .isEqualTo(SECOND_SITE);
        }

        @Test
        @DisplayName("J5: a foreign page that opens the window hears of nothing, and nobody signs in for it")
        void referrerAtAForeignOrigin_isRefused() {
            for (String foreign : new String[] {"https://evil.example/", SITE + ".evil.example/", OTHER_APP + "/"}) {
                HttpResponse<String> answer = browser.get(social("store"), "Referer", foreign);
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(answer.headers().firstValue("Location")).isEmpty();
            }
        }

        @Test
        void withIdentities_theyAreThere() {
            JsonObject user = told(signIn(social("store").replace("with_identities=0", "with_identities=1")))
                    .message()
                    .getAsJsonObject("data");

            assertThat(user.getAsJsonArray("identities")
                            .get(0)
                            .getAsJsonObject()
                            .get("userIdInIdp")
                            .getAsString())
                    .isEqualTo(WeChatStub.UNIONID);
        }

        @ParameterizedTest
        @ValueSource(strings = {"crm", "shop", "modern", "nobody", ""})
        void applicationThatIsNotSwitchedOn_isUnknown(String appId) {
            HttpResponse<String> answer = browser.get(social(appId));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }

        @Test
        void anotherProvider_isToldToTheOpenerAsAnError() {
            HttpResponse<String> answer = browser.get(social("store").replace("wechat:pc", "github"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(told(answer).message().get("code").getAsInt()).isEqualTo(9011);
            assertThat(told(answer).message().has("data")).isFalse();
        }

        @Test
        @DisplayName("A16: declining in WeChat reaches onError")
        void declined_isToldAsAnError() {
            HttpResponse<String> first = browser.get(social("store"));
            HttpResponse<String> login = browser.get(path(Browser.location(first)) + "&prompt=login");
            Matcher state = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"").matcher(login.body());
            assertThat(state.find()).isTrue();
            HttpResponse<String> back = browser.get("/wechat/callback?state=" + state.group(1));

            Told told = told(browser.get(path(Browser.location(back))));

            assertThat(told.message().get("code").getAsInt()).isEqualTo(9003);
            assertThat(told.message().has("data")).isFalse();
        }

        @Test
        void insideWeChat_whereNoWindowOpens_thePersonIsToldSo() {
            assertThat(browser.get(social("store") + "&redirected=1").statusCode())
                    .isEqualTo(400);
        }

        @Test
        @DisplayName("G55: nothing in the window's chain cuts it off from its opener")
        void pagesOfTheWindow_sendNoOpenerPolicy() {
            assertThat(browser.get(social("store")).headers().firstValue("Cross-Origin-Opener-Policy"))
                    .isEmpty();
            assertThat(signIn(social("store")).headers().firstValue("Cross-Origin-Opener-Policy"))
                    .isEmpty();
        }

        @Test
        void lastPage_cannotBeFramed_norUsedTwice() {
            HttpResponse<String> first = browser.get(social("store"));
            HttpResponse<String> login = browser.get(path(Browser.location(first)) + "&prompt=login");
            Matcher state = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"").matcher(login.body());
            assertThat(state.find()).isTrue();
            HttpResponse<String> back = browser.callback(state.group(1), "authing-" + scans++);
            String done = path(Browser.location(back));

            assertThat(browser.get(done, "Sec-Fetch-Dest", "iframe").statusCode())
                    .isEqualTo(403);
            HttpResponse<String> once = browser.get(done);
            assertThat(once.headers().firstValue("X-Frame-Options")).contains("DENY");
            assertThat(told(once).message().get("code").getAsInt()).isEqualTo(200);
            assertThat(told(browser.get(done)).message().get("code").getAsInt()).isEqualTo(9010);
            assertThat(browser.get("/connections/done?response=junk").statusCode())
                    .isEqualTo(400);
        }

        @Test
        void requestThatWasNotBegunHere_endsInNoMessage() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.put("client_id", "store");
            request.put("redirect_uri", SITE + "/");
            request.put("response_mode", "authing_message");
            String state = browser.begin(request);

            HttpResponse<String> back = browser.callback(state, "authing-" + scans++);

            assertThat(browser.get(path(Browser.location(back))).statusCode()).isEqualTo(400);
        }

        @Test
        void modeOfTheSdk_isNotForOtherApplications() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.put("response_mode", "authing_message");

            assertThat(Browser.parameters(Browser.location(browser.authorize(request))))
                    .containsEntry("error", "invalid_request");
        }
    }

    @Nested
    @DisplayName("getCurrentUser, checkLoginStatus, validateToken")
    class Tokens {
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
                parts[0] + "." + parts[1] + ".",
                "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                "junk",
                parts[0] + "." + parts[1]
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
            String crm = JsonParser.parseString(browser.token(browser.signIn(Browser.crm(), "authing-" + scans++)
                                    .get("code"))
                            .body())
                    .getAsJsonObject()
                    .get("id_token")
                    .getAsString();

            assertThat(code(graphql(USER, Map.of(), "Authorization", "Bearer " + crm)))
                    .isEqualTo(2011);
            assertThat(browser.get("/api/v2/oidc/validate_token?id_token=" + crm)
                            .statusCode())
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
                    .contains("Nobody is signed in");
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

    @Nested
    @DisplayName("logout")
    class Logout {
        @Test
        void signedOutToken_isNotGoodAnyMore_norIsThePageSession() {
            String token = token();
            String session = browser.cookies.get(browser.sessionCookie());
            Browser sdk = new Browser(page.issuer); // Browsers send no cookie of ours with it.

            HttpResponse<String> answer =
                    sdk.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + token, "Origin", SITE);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"code\":200");
            assertThat(code(me(token))).isEqualTo(2020);
            assertThat(status(token).get("status").getAsBoolean()).isFalse();
            assertThat(browser.cookies).containsValue(session);
            assertThat(Browser.parameters(Browser.location(browser.authorize(silently()))))
                    .containsEntry("error", "login_required");
        }

        @Test
        @DisplayName("L2: a link or an image on another site signs nobody out")
        void withoutTokenAndOrigin_nobodyIsSignedOut() {
            String token = token();

            assertThat(browser.get("/api/v2/logout?app_id=store").statusCode()).isEqualTo(200);

            assertThat(status(token).get("status").getAsBoolean()).isTrue();
            assertThat(Browser.parameters(Browser.location(browser.authorize(silently()))))
                    .containsKey("code");
        }

        @Test
        void siteThatSharesOurs_endsTheSessionOfTheCookie() {
            String token = token();

            browser.get("/api/v2/logout?app_id=store", "Origin", SITE);

            assertThat(status(token).get("status").getAsBoolean()).isFalse();
        }

        @Test
        void foreignOrigin_signsNobodyOut() {
            String token = token();

            for (String origin : new String[] {"https://evil.example", OTHER_APP, "null"}) {
                HttpResponse<String> answer = browser.get(
                        "/api/v2/logout?app_id=store", "Origin", origin, "Authorization", "Bearer " + token);
                assertThat(answer.statusCode()).isEqualTo(400);
            }
            assertThat(status(token).get("status").getAsBoolean()).isTrue();
        }

        @Test
        void signOutAtThePage_isSeenAsWell() {
            String token = token();

            browser.post("/logout/confirm", Map.of(), "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document");

            assertThat(status(token).get("status").getAsBoolean()).isFalse();
        }

        @Test
        void samePersonWhoSignsInAgain_isSignedIn() {
            String old = token();
            browser.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + old, "Origin", SITE);

            String fresh = token();

            assertThat(status(fresh).get("status").getAsBoolean()).isTrue();
            assertThat(status(old).get("status").getAsBoolean()).isFalse();
        }

        @Test
        void otherApplicationsOfTheSession_areTold() {
            String token = token();
            Map<String, String> answer = browser.signIn(RelyingParty.request("prompt", "login"), "authing-" + scans++);
            String idToken = RelyingParty.tokens(browser, answer.get("code"))
                    .get("id_token")
                    .getAsString();
            String sid = RelyingParty.verified(page, idToken).getPayload().get("sid", String.class);

            browser.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + token, "Origin", SITE);

            assertThat(suite.awaitToken(sid, 5000)).isNotNull();
        }

        @ParameterizedTest
        @CsvSource({
            "'', /logout",
            "?redirect_uri=http%3A%2F%2Flocalhost%3A8091%2Fbye,"
                    + " /logout?client_id=store&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8091%2Fbye"
        })
        void profileLogout_isOurs(String query, String location) {
            HttpResponse<String> answer = browser.get("/login/profile/logout" + query);

            assertThat(Browser.location(answer)).hasToString(page.issuer + location);
        }

        @Test
        @DisplayName("R1: no way to another site's address")
        void profileLogoutToAnUnknownAddress_isRefused() {
            HttpResponse<String> answer = browser.get("/login/profile/logout?redirect_uri=https%3A%2F%2Fevil.example");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }

        private static Map<String, String> silently() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.put("prompt", "none");
            return request;
        }
    }

    @Nested
    @DisplayName("K9: scripts of registered origins may read the answers, nobody else's")
    class CrossOrigin {
        private HttpResponse<String> preflight(String path, String origin) {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(page.issuer + path)).method("OPTIONS", BodyPublishers.noBody()),
                    "Origin",
                    origin,
                    "Access-Control-Request-Method",
                    "POST",
                    "Access-Control-Request-Headers",
                    "authorization,content-type,x-authing-app-id");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/graphql/v2",
                    "/api/v2/logout",
                    "/api/v2/oidc/validate_token",
                    "/api/v2/something/else",
                    "/oidc/token",
                    "/oidc/me"
                })
        void registeredOrigin_isAllowedByName_withCredentials(String path) {
            HttpResponse<String> answer = preflight(path, SITE);

            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .contains("true");
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Headers")
                            .orElseThrow())
                    .contains("Authorization", "x-authing-app-id", "x-authing-sdk-version");
            assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        }

        @ParameterizedTest
        @ValueSource(strings = {"null", "https://evil.example", SITE + "1", "http://localhost", SDK_ONLY})
        void anyOtherOrigin_isNot(String origin) {
            assertThat(preflight("/graphql/v2", origin).headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(browser.get("/api/v2/users/me", "Origin", origin)
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/v2/users/me/orgs", "/api/v3/signin", "/oidc/nothing", "/cas/x", "/graphql/v3"})
        void whatIsNotOffered_saysSoAsTheSdkReadsIt(String path) {
            HttpResponse<String> answer = browser.get(path, "Origin", SITE);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).startsWith("{\"code\":404,\"message\":");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
        }
    }

    @Nested
    @DisplayName("/oidc/…")
    class Oidc {
        @Test
        void codeFlow_worksAtAuthingsAddresses() {
            Map<String, String> request = new HashMap<>(Browser.crm());
            request.put("client_id", "store");
            request.put("redirect_uri", SITE + "/");
            request.put("scope", "openid profile email phone address");
            String login = browser.get("/oidc/auth?" + Browser.query(request)).body();
            Matcher state = Pattern.compile("data-state=\"([A-Za-z0-9]{32})\"").matcher(login);
            assertThat(state.find()).isTrue();
            String code = Browser.parameters(Browser.location(browser.callback(state.group(1), "authing-" + scans++)))
                    .get("code");

            HttpResponse<String> tokens = browser.post(
                    "/oidc/token",
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "client_id",
                            "store",
                            "code",
                            code,
                            "redirect_uri",
                            SITE + "/",
                            "code_verifier",
                            Browser.VERIFIER),
                    "Origin",
                    SITE);

            assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
            assertThat(tokens.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(SITE);
            String access = JsonParser.parseString(tokens.body())
                    .getAsJsonObject()
                    .get("access_token")
                    .getAsString();
            assertThat(browser.get("/oidc/me?access_token=" + access).body()).contains(WeChatStub.UNIONID);
            assertThat(browser.get("/oidc/me", "Authorization", "Bearer " + access)
                            .body())
                    .contains(WeChatStub.UNIONID);
            assertThat(browser.get("/api/v2/oidc/validate_token?access_token=" + access)
                            .body())
                    .contains(WeChatStub.UNIONID, "\"client_id\":\"store\"");
            assertThat(browser.get("/oidc/me?access_token=junk").statusCode()).isEqualTo(401);
        }

        @Test
        void documents_areOurs() {
            assertThat(browser.get("/oidc/.well-known/jwks.json").body())
                    .isEqualTo(browser.get("/jwks").body());
            assertThat(browser.get("/oidc/.well-known/openid-configuration").body())
                    .isEqualTo(browser.get("/.well-known/openid-configuration").body());
            assertThat(browser.get("/oidc/token").statusCode()).isEqualTo(405);
            assertThat(browser.post("/oidc/token/introspection", Map.of("token", "x", "client_id", "store"))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void pageWithoutSuchAnApplication_hasNoneOfTheAddresses(@TempDir Path elsewhere) {
        try (PageUnderTest plain = new PageUnderTest(elsewhere)) {
            Browser visitor = new Browser(plain.issuer);
            for (String path : new String[] {
                social("crm"), "/graphql/v2", "/api/v2/oidc/validate_token?id_token=x", "/oidc/auth", "/cas/session"
            }) {
                assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }
}
