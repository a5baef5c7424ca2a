package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.SigningOut;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance plan RP-Initiated Logout OP. See docs/evidence/conformance.md. */
@DisplayName("RP-Initiated Logout OP")
class RpInitiatedLogoutOpIT extends SigningOut {
    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout")
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
    @DisplayName("L1: oidcc-rp-initiated-logout: by POST")
    void postedRequest_isTheSame() {
        String hint = signIn();
        Map<String, String> form =
                Map.of("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        HttpResponse<String> first = new Browser(page.issuer)
                .post("/logout", form, "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document");
        assertThat(first.statusCode()).isEqualTo(303); // Without the Lax cookie, so it is repeated as GET, with it.
        HttpResponse<String> answer = browser.get(path(Browser.location(first)));

        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT + "?state=s");
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-bad-post-logout-redirect-uri")
    void unregisteredReturnUri_isRefused() {
        assertRefused(
                logout("id_token_hint", signIn(), "post_logout_redirect_uri", "https://evil.example/", "state", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?x=1", "?", "/", "#f"})
    @DisplayName("L1: oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri")
    void returnUriWithMore_isRefused(String more) {
        assertRefused(logout(
                "id_token_hint", signIn(), "post_logout_redirect_uri", RelyingParty.SIGNED_OUT + more, "state", "s"));
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-modified-id-token-hint")
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
    @DisplayName("L1: oidcc-rp-initiated-logout-bad-id-token-hint; G50: foreign, unsigned")
    void foreignHint_isRefused(String hint) {
        signIn();
        assertRefused(logout("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s"));
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-no-id-token-hint")
    void withoutHintAndClient_onlyAsks_andGoesNowhere() {
        signIn();

        HttpResponse<String> question = logout("post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        assertThat(asks(question)).isTrue();
        assertThat(signedIn()).isTrue();
        HttpResponse<String> done = confirm(question);
        assertThat(saysDone(done)).isTrue();
        assertThat(done.body()).doesNotContain(RelyingParty.SIGNED_OUT);
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-no-params")
    void withoutParameters_asks() {
        signIn();

        HttpResponse<String> question = browser.get("/logout");

        assertThat(asks(question)).isTrue();
        assertThat(saysDone(confirm(question))).isTrue();
        assertThat(signedIn()).isFalse();
        assertThat(saysDone(browser.get("/logout"))).isTrue();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-no-post-logout-redirect-uri")
    void hintAlone_signsOut() {
        assertThat(saysDone(logout("id_token_hint", signIn(), "state", "s"))).isTrue();
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-no-state")
    void withoutState_returnsWithoutState() {
        HttpResponse<String> answer =
                logout("id_token_hint", signIn(), "post_logout_redirect_uri", RelyingParty.SIGNED_OUT);

        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT);
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-only-state")
    void stateAlone_asks() {
        signIn();

        assertThat(asks(logout("state", "s"))).isTrue();
        assertThat(signedIn()).isTrue();
    }

    @Test
    @DisplayName("L1: oidcc-rp-initiated-logout-discovery-endpoint-verification")
    void discovery_namesTheEndpoint() {
        JsonObject discovery = JsonParser.parseString(
                        browser.get("/.well-known/openid-configuration").body())
                .getAsJsonObject();

        assertThat(discovery.get("end_session_endpoint").getAsString()).isEqualTo(page.issuer + "/logout");
    }

    private static String changed(String token) {
        char[] chars = token.toCharArray();
        int inSignature = token.lastIndexOf('.') + 20;
        chars[inSignature] = chars[inSignature] == 'A' ? 'B' : 'A';
        return new String(chars);
    }
}
