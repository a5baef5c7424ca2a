package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import io.jsonwebtoken.Claims;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Basic OP plan requires of {@code /authorize}: the parameters, and who is already signed in. */
abstract class RequestModules extends PlanModules {
    RequestModules(ResponseMode mode) {
        super(mode);
    }

    @Test
    @DisplayName("oidcc-response-type-missing")
    void missingResponseType_isSentBack() {
        Map<String, String> request = request();
        request.remove("response_type");

        assertThat(sentBack(request)).containsEntry("error", "invalid_request").containsEntry("state", "suite-state");
    }

    @Test
    @DisplayName("oidcc-ensure-request-without-nonce-succeeds-for-code-flow")
    void withoutNonce_succeeds() {
        Map<String, String> request = request();
        request.remove("nonce");

        Map<String, String> answer = signIn(request);

        assertThat(idToken(answer).getPayload()).doesNotContainKey("nonce");
    }

    @Test
    @DisplayName("oidcc-alternate-happy-flow")
    void otherState_isGivenBackAsItCame() {
        String state = "a+b c/%é中&=?#";

        assertThat(signIn("state", state)).containsEntry("state", state);
    }

    @Test
    @DisplayName("oidcc-display-page")
    void displayPage_isTolerated() {
        assertThat(signIn("display", "page")).containsKey("code");
    }

    @Test
    @DisplayName("oidcc-display-popup")
    void displayPopup_isTolerated() {
        assertThat(signIn("display", "popup")).containsKey("code");
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

        assertThat(idToken(answer).getPayload().get("auth_time", Long.class)).isEqualTo(first);
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
    @DisplayName("oidcc-ui-locales")
    void uiLocales_areTolerated(String locales) {
        assertThat(signIn("ui_locales", locales)).containsKey("code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"se", "x-junk ,;"})
    @DisplayName("oidcc-claims-locales")
    void claimsLocales_areTolerated(String locales) {
        assertThat(signIn("claims_locales", locales)).containsKey("code");
    }

    @Test
    @DisplayName("oidcc-ensure-request-with-acr-values-succeeds")
    void acrValues_areTolerated() {
        assertThat(signIn("acr_values", "1 2")).containsKey("code");
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
        HttpResponse<String> login = browser.get(path(Browser.location(asGet)));

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).contains("data-page=\"login\"");
    }

    @Test
    @DisplayName("oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported")
    void requestUri_isRejected() {
        assertThat(sentBack(request("request_uri", "https://suite.example/request.jwt")))
                .containsEntry("error", "request_uri_not_supported");
    }

    @Test
    @DisplayName("oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported")
    void requestObject_isRejected() {
        assertThat(sentBack(request("request", "eyJhbGciOiJub25lIn0.e30.")))
                .containsEntry("error", "request_not_supported");
    }

    @Test
    @DisplayName("oidcc-ensure-request-object-with-redirect-uri")
    void requestObjectWithAnotherRedirectUri_isRejectedAtTheRegisteredOne() {
        String claims = "{\"redirect_uri\":\"https://suite.example/elsewhere\"}";
        String object = "eyJhbGciOiJub25lIn0."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".";

        assertThat(sentBack(request("request", object))).containsEntry("error", "request_not_supported");
    }

    @Test
    @DisplayName("oidcc-claims-essential")
    void claimsParameter_isIgnored() {
        assertThat(signIn("claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"))
                .containsKey("code");
    }
}
