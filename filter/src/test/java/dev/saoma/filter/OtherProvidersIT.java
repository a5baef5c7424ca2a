package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.Tries;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C4: behaviour of Keycloak, oidc-provider and Spring Authorization Server that differs from the hosted page's. */
class OtherProvidersIT {
    private final Browser browser = new Browser();
    private final FailureLines log = new FailureLines();
    private TestProvider provider;
    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        provider.claims = all -> {
            all.remove("name");
            all.remove("roles");
        };
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        if (app != null) {
            app.close();
        }
        provider.close();
    }

    private HttpResponse<String> signIn(String... settings) throws Exception {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            more.put(settings[i], settings[i + 1]);
        }
        app = new TestApp(provider, Clock.systemUTC(), FilterUnderTest.PATIENT, more);
        return browser.visit(app.url("/orders"));
    }

    @Test
    @DisplayName("Core 5.4: names and roles that only UserInfo has are the user's")
    void claimsAtUserInfo_areTheUsers() throws Exception {
        provider.userInfo = Map.of("name", "李娜", "roles", List.of("clerk"), "email", "li@example.cn");

        HttpResponse<String> page =
                signIn("claims", "name", "rolesClaim", "roles", "sessionAttributes", "MAIL = email");

        assertThat(page.body()).contains("name=李娜", "clerk=true", "admin=false");
        assertThat(app.sessionAttributes()).containsEntry("MAIL", "li@example.cn");
        assertThat(provider.userInfoRequests).hasValue(1);
        browser.visit(app.url("/orders"));
        assertThat(provider.userInfoRequests).hasValue(1);
    }

    @Test
    @DisplayName("G89: UserInfo is not asked where nothing is missing that the settings name")
    void nothingMissing_asksNothing() throws Exception {
        provider.userInfo = Map.of("name", "李娜");

        assertThat(signIn("requestAttributes", "PICTURE = picture").body()).contains("name=null");
        assertThat(provider.userInfoRequests).hasValue(0);
    }

    @Test
    @DisplayName("rules of the setting roles name the roles claim, too")
    void rulesForRoles_askForRoles() throws Exception {
        provider.userInfo = Map.of("roles", List.of("clerk"));

        assertThat(signIn("roles", "/orders = clerk").body()).contains("clerk=true");
    }

    @Test
    @DisplayName(
            "G89: signed claims stand; UserInfo overrides none, adds to none, and never says what protects a token")
    void signedClaims_stand() throws Exception {
        provider.claims = all -> {
            all.put("realm_access", Map.of("other", "x"));
            all.put("groups", List.of("signed"));
            all.remove("sid");
        };
        provider.userInfo = Map.of(
                "realm_access",
                Map.of("roles", List.of("admin")),
                "groups",
                List.of("asked"),
                "sid",
                "chosen",
                "auth_time",
                1,
                "nickname",
                "n",
                "unasked",
                "x");

        HttpResponse<String> page = signIn(
                "rolesClaim",
                "realm_access.roles",
                "claims",
                "nickname sid auth_time",
                "sessionAttributes",
                "G = groups\nN = nickname\nS = sid\nT = auth_time\nU = user");

        assertThat(page.body()).contains("admin=false");
        assertThat(app.sessionAttributes())
                .containsEntry("G", List.of("signed"))
                .containsEntry("N", "n")
                .doesNotContainKeys("S", "T", "U");
        assertThat(app.sessionAttributes().toString()).doesNotContain("unasked");
    }

    @ParameterizedTest
    @DisplayName(
            "Core 5.3.2: a UserInfo response about another user, or a malformed one, signs no user in with half of the claims")
    @CsvSource(
            delimiter = '|',
            value = {
                "someone-else | 200 | ''          | 502 | sub is not the one of the ID token, so nothing of it is used",
                "''           | 200 | {}          | 502 | sub is missing, so nothing of it is used",
                "''           | 200 | [1]         | 502 | signed and encrypted answers are not read",
                "''           | 200 | eyJh.eyJi.c | 502 | signed and encrypted answers are not read",
                "''           | 401 | {}          | 502 | expected status 200, got 401",
                "''           | 503 | {}          | 503 | expected status 200, got 503"
            })
    void badUserInfo_endsTheSignIn(String subject, int status, String body, int page, String line) throws Exception {
        provider.userInfo = Map.of("roles", List.of("admin"));
        provider.userInfoSubject = subject;
        provider.userInfoStatus = status;
        provider.userInfoBody = body;

        assertThat(signIn("rolesClaim", "roles").statusCode()).isEqualTo(page);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("UserInfo", line)
                .doesNotContain("SlAV32");
        assertThat(browser.open(app.url("/orders")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("an answer without the claim is an answer: the user has no roles and is signed in")
    void claimNowhere_isNoFailure() throws Exception {
        provider.userInfo = Map.of("name", "李娜");

        assertThat(signIn("rolesClaim", "roles").body()).contains("clerk=false", "user=" + provider.subject);
    }

    @Test
    void noUserInfo_leavesClaimsMissing() throws Exception {
        assertThat(signIn("rolesClaim", "roles").body()).contains("clerk=false", "user=" + provider.subject);
    }

    @Test
    @DisplayName("token request and UserInfo share one deadline")
    void slowUserInfo_hasWhatTheTokenRequestLeft() throws Exception {
        provider.userInfo = Map.of("roles", List.of("admin"));
        CountDownLatch release = new CountDownLatch(1);
        provider.beforeUserInfo = () -> {
            try {
                release.await(5, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            app = new TestApp(
                    provider,
                    Clock.systemUTC(),
                    OutboundLimits.within(Duration.ofSeconds(1)),
                    Map.of("rolesClaim", "roles"));
            HttpResponse<String> page = Tries.until(
                    last -> log.lines().toString().contains("/userinfo"), () -> browser.visit(app.url("/orders")));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(log.lines().toString())
                    .matches("(?s).*UserInfo: GET .*/userinfo: no complete answer within PT[0-9]\\..*S.*");
        } finally {
            release.countDown();
        }
    }

    @Test
    @DisplayName("rolesClaim = realm_access.roles, as Keycloak nests them; attributes likewise")
    void nestedClaims_areFound() throws Exception {
        provider.claims = all -> {
            all.put("realm_access", Map.of("roles", List.of("clerk", "offline_access")));
            all.put("address", Map.of("locality", "上海"));
        };

        HttpResponse<String> page = signIn(
                "rolesClaim",
                "realm_access.roles",
                "roles",
                "/orders = clerk",
                "sessionAttributes",
                "CITY = address.locality");

        assertThat(page.body()).contains("clerk=true", "admin=false");
        assertThat(app.sessionAttributes()).containsEntry("CITY", "上海");
    }

    @Test
    void scopes_areAskedFor() throws Exception {
        app = new TestApp(provider, Clock.systemUTC(), Map.of("scopes", "openid email, groups"));

        assertThat(Browser.location(browser.open(app.url("/orders")))).contains("&scope=openid+email+groups&");
    }

    @Test
    @DisplayName("client_secret_post where the provider takes nothing else")
    void secretInTheForm_signsIn() throws Exception {
        provider.secretIn = TestProvider.SecretIn.FORM;

        assertThat(signIn().body()).contains("user=" + provider.subject);
    }

    @Test
    @DisplayName("a provider that does not decode Basic: the line says what else than a wrong secret it may be")
    void secretWithPlus_isHinted() throws Exception {
        provider.secretIn = TestProvider.SecretIn.RAW_BASIC;

        assertThat(signIn().statusCode()).isEqualTo(502);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(
                        "invalid_client: check clientId (crm) and clientSecret",
                        "characters such as + / = % or a space",
                        "openssl rand -hex 32")
                .doesNotContain(TestProvider.CLIENT_SECRET);
    }

    @Test
    @DisplayName(
            "Keycloak answers a wrong secret with unauthorized_client, and a right one alike gives no hint about characters")
    void keycloaksWrongSecret_isNamed() throws Exception {
        provider.wrongCredentials = "unauthorized_client";

        assertThat(signIn("clientSecret", "wrong-7Yp2Kd9Xw4Lq8Zt1Vb6Nm3Rc5H").statusCode())
                .isEqualTo(502);
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("unauthorized_client: check clientId (crm) and clientSecret")
                .doesNotContain("characters such as");
    }
}
