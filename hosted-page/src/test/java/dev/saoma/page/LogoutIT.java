package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signing out. The modules of the conformance plans RP-Initiated Logout OP and Back-Channel OP stand under their own names
 * ({@code oidcc-…}); the others are cases L and rules G49, G50 and G52.
 */
class LogoutIT {
    private static final Pattern FIELD = Pattern.compile("name=\"([a-z_]+)\" value=\"([^\"]+)\"");
    private static final String[] OURS = {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document"};

    @TempDir
    static Path directory;

    private static RelyingParty suite;
    private static PageUnderTest page;

    private final Browser browser = new Browser(page.issuer);
    private int scans;

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
    void reset() {
        page.wechat.answersToken(WeChatStub.GRANT);
    }

    private String signIn() {
        Map<String, String> answer =
                browser.signIn(RelyingParty.request("prompt", "login"), "c-" + hashCode() + scans++);
        return RelyingParty.tokens(browser, answer.get("code")).get("id_token").getAsString();
    }

    private HttpResponse<String> logout(String... parameters) {
        Map<String, String> query = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            query.put(parameters[i], parameters[i + 1]);
        }
        return browser.get("/logout?" + Browser.query(query));
    }

    private boolean signedIn() {
        Map<String, String> answer =
                Browser.parameters(Browser.location(browser.authorize(RelyingParty.request("prompt", "none"))));
        return answer.containsKey("code");
    }

    private static boolean asks(HttpResponse<String> answer) {
        return answer.statusCode() == 200 && answer.body().contains("id=\"sign-out\"");
    }

    private static boolean saysDone(HttpResponse<String> answer) {
        return answer.statusCode() == 200
                && answer.body().contains("data-page=\"signout\"")
                && !answer.body().contains("id=\"sign-out\"");
    }

    private void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("id=\"error-id\"").doesNotContain("http-equiv=\"refresh\"");
        assertThat(signedIn()).isTrue();
    }

    private static Map<String, String> form(HttpResponse<String> question) {
        Map<String, String> form = new HashMap<>();
        Matcher matcher = FIELD.matcher(question.body());
        while (matcher.find()) {
            form.put(matcher.group(1), matcher.group(2).replace("&amp;", "&"));
        }
        return form;
    }

    private static String changed(String token) {
        char[] chars = token.toCharArray();
        int inSignature = token.lastIndexOf('.') + 20;
        chars[inSignature] = chars[inSignature] == 'A' ? 'B' : 'A';
        return new String(chars);
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout")
    void hintAndReturnUri_signOutAndReturn() {
        String hint = signIn();

        HttpResponse<String> answer =
                logout("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "a b&c");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT + "?state=a%20b%26c");
        assertThat(signedIn()).isFalse();
        assertThat(browser.cookies.keySet()).noneMatch(name -> name.contains("saoma-session"));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout: by POST")
    void postedRequest_isTheSame() {
        String hint = signIn();
        Map<String, String> form =
                Map.of("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        HttpResponse<String> first = new Browser(page.issuer)
                .post("/logout", form, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document");
        assertThat(first.statusCode()).isEqualTo(303); // Without the Lax cookie, so it comes again as GET, with it.
        String path = Browser.location(first)
                .toString()
                .substring(page.issuer.toString().length());
        HttpResponse<String> answer = browser.get(path);

        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT + "?state=s");
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
    void unregisteredReturnUri_isRefused() {
        assertRefused(
                logout("id_token_hint", signIn(), "post_logout_redirect_uri", "https://evil.example/", "state", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?x=1", "?", "/", "#f"})
    @DisplayName("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
    void returnUriWithMore_isRefused(String more) {
        assertRefused(logout(
                "id_token_hint", signIn(), "post_logout_redirect_uri", RelyingParty.SIGNED_OUT + more, "state", "s"));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-modified-id-token-hint")
    void changedHint_isRefused() {
        assertRefused(logout(
                "id_token_hint", changed(signIn()), "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "junk",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJvRGVmYXVsdCIsImF1ZCI6InN1aXRlIn0.",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvRGVmYXVsdCIsImF1ZCI6InN1aXRlIn0.c2lnbmF0dXJl"
            })
    @DisplayName("oidcc-rp-initiated-logout-bad-id-token-hint; G50: foreign, unsigned")
    void foreignHint_isRefused(String hint) {
        signIn();
        assertRefused(logout("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s"));
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-id-token-hint")
    void withoutHintAndClient_onlyAsks_andGoesNowhere() {
        signIn();

        HttpResponse<String> question = logout("post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        assertThat(asks(question)).isTrue();
        assertThat(signedIn()).isTrue();
        HttpResponse<String> done = browser.post("/logout/confirm", form(question), OURS);
        assertThat(saysDone(done)).isTrue();
        assertThat(done.body()).doesNotContain(RelyingParty.SIGNED_OUT);
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-params")
    void withoutParameters_asks() {
        signIn();

        HttpResponse<String> question = browser.get("/logout");

        assertThat(asks(question)).isTrue();
        assertThat(saysDone(browser.post("/logout/confirm", form(question), OURS)))
                .isTrue();
        assertThat(signedIn()).isFalse();
        assertThat(saysDone(browser.get("/logout"))).isTrue();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
    void hintAlone_signsOut() {
        assertThat(saysDone(logout("id_token_hint", signIn(), "state", "s"))).isTrue();
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-no-state")
    void withoutState_returnsWithoutState() {
        HttpResponse<String> answer =
                logout("id_token_hint", signIn(), "post_logout_redirect_uri", RelyingParty.SIGNED_OUT);

        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT);
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-only-state")
    void stateAlone_asks() {
        signIn();

        assertThat(asks(logout("state", "s"))).isTrue();
        assertThat(signedIn()).isTrue();
    }

    @Test
    @DisplayName("oidcc-rp-initiated-logout-discovery-endpoint-verification,"
            + " oidcc-backchannel-logout-discovery-endpoint-verification")
    void discovery_namesTheEndpoint() {
        JsonObject discovery = JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();

        assertThat(discovery.get("end_session_endpoint").getAsString()).isEqualTo(page.issuer + "/logout");
        assertThat(discovery.get("backchannel_logout_supported").getAsBoolean()).isTrue();
        assertThat(discovery.get("backchannel_logout_session_supported").getAsBoolean())
                .isTrue();
        JsonArray claims = discovery.getAsJsonArray("claims_supported");
        assertThat(claims).anyMatch(claim -> claim.getAsString().equals("sid"));
    }

    @Test
    @DisplayName("oidcc-backchannel-rp-initiated-logout")
    void signOut_isToldInALogoutToken() {
        Claims idToken = RelyingParty.verified(page, signIn()).getPayload();

        browser.post("/logout/confirm", Map.of(), OURS);

        String sid = idToken.get("sid", String.class);
        Jws<Claims> token = RelyingParty.verified(page, suite.awaitToken(sid, 5000));
        assertThat(token.getHeader().getType()).isEqualTo("logout+jwt");
        assertThat(token.getPayload())
                .containsOnlyKeys("iss", "aud", "sub", "sid", "iat", "exp", "jti", "events")
                .containsEntry("sid", idToken.get("sid"))
                .containsEntry("sub", idToken.getSubject())
                .containsEntry("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(token.getPayload().getAudience()).containsExactly(RelyingParty.CLIENT_ID);
        assertThat(suite.awaitToken(sid, 100)).isNull();
    }

    @Test
    @DisplayName("L8: an expired ID token is a hint all the same")
    void expiredHint_works() {
        String hint = signIn();
        page.clock.advance(Duration.ofHours(3));

        logout("id_token_hint", hint);

        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("G50: the hint of somebody else signs nobody out without a click")
    void hintOfSomebodyElse_asks() {
        String hint = signIn();
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAnother"));
        signIn();

        HttpResponse<String> question =
                logout("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        assertThat(asks(question)).isTrue();
        assertThat(signedIn()).isTrue();
        HttpResponse<String> done = browser.post("/logout/confirm", form(question), OURS);
        assertThat(done.body())
                .contains("http-equiv=\"refresh\" content=\"0;url=" + RelyingParty.SIGNED_OUT + "?state=s\"");
    }

    @Test
    @DisplayName("G49: client_id alone proves the address, and the user is asked")
    void clientIdWithReturnUri_asksThenReturns() {
        signIn();

        HttpResponse<String> question =
                logout("client_id", "suite", "post_logout_redirect_uri", RelyingParty.SIGNED_OUT);

        assertThat(asks(question)).isTrue();
        assertThat(browser.post("/logout/confirm", form(question), OURS).body()).contains(RelyingParty.SIGNED_OUT);
        assertThat(Browser.location(logout("client_id", "suite", "post_logout_redirect_uri", RelyingParty.SIGNED_OUT))
                        .toString())
                .isEqualTo(RelyingParty.SIGNED_OUT);
    }

    @ParameterizedTest
    @CsvSource({"client_id, crm", "client_id, nobody", "post_logout_redirect_uri, http://localhost:8080/crm/"})
    void hintThatDoesNotFitTheRest_isRefused(String name, String value) {
        assertRefused(logout("id_token_hint", signIn(), name, value));
    }

    @Test
    void repeatedParameter_isRefused() {
        String hint = signIn();
        assertRefused(browser.get("/logout?state=a&state=b&id_token_hint=" + hint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "iframe", "empty", "script"})
    @DisplayName("L2: an image or a frame on another site signs nobody out")
    void embeddedRequest_isRefused(String destination) {
        String hint = signIn();

        assertThat(browser.get("/logout?id_token_hint=" + hint, "Sec-Fetch-Dest", destination)
                        .statusCode())
                .isEqualTo(403);
        assertThat(signedIn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void confirmationFromElsewhere_isRefused(String site) {
        signIn();

        assertThat(browser.post("/logout/confirm", Map.of(), "Sec-Fetch-Site", site, "Sec-Fetch-Dest", "document")
                        .statusCode())
                .isEqualTo(403);
        assertThat(signedIn()).isTrue();
    }

    @ParameterizedTest
    @DisplayName("G52: a failure is tried again with a fresh token, another answer is not; no redirect is followed")
    @ValueSource(ints = {503, 400})
    void failure_isTriedAgain(int status, @TempDir Path own) {
        Iterator<Integer> answers = List.of(status, 302).iterator();
        try (RelyingParty failing = new RelyingParty();
                PageUnderTest theirs = new PageUnderTest(own, "", failing.entry(""))) {
            failing.answers(answers::next);
            Browser person = new Browser(theirs.issuer);
            person.signIn(RelyingParty.request(), "c");

            person.post("/logout/confirm", Map.of(), OURS);

            String first = failing.awaitPost(5000);
            String second = failing.awaitPost(8000);
            assertThat(first).startsWith("POST logout_token=");
            assertThat(second).startsWith("POST logout_token=").isNotEqualTo(first);
            assertThat(failing.awaitPost(300)).isNull();
        }
    }

    @Test
    void onlyApplicationsOfTheSession_areTold(@TempDir Path own) {
        try (RelyingParty quiet = new RelyingParty();
                PageUnderTest theirs = new PageUnderTest(own, "", quiet.entry(""))) {
            Browser person = new Browser(theirs.issuer);
            person.signIn(Browser.crm(), "c");

            person.post("/logout/confirm", Map.of(), OURS);

            assertThat(quiet.awaitPost(200)).isNull();
        }
    }

    @Test
    void signOut_comesOnce_thoughTheSessionHadSeveralScans() {
        signIn();
        String sid = RelyingParty.verified(page, signIn()).getPayload().get("sid", String.class);
        browser.authorize(RelyingParty.request("prompt", "none"));

        browser.post("/logout/confirm", Map.of(), OURS);

        assertThat(suite.awaitToken(sid, 5000)).isNotNull();
        assertThat(suite.awaitToken(sid, 200)).isNull();
    }
}
