package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.SigningOut;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing out: cases L and rules G49 and G50. What the conformance plans require is in classes named after them. */
class LogoutIT extends SigningOut {
    @Test
    @DisplayName("L8: an expired ID token is a hint all the same")
    void expiredHint_works() {
        String hint = signIn();
        page.clock.advance(Duration.ofHours(3));

        logout("id_token_hint", hint);

        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("G50: the hint of another user signs no user out without a click")
    void hintOfSomebodyElse_asks() {
        String hint = signIn();
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAnother"));
        signIn();

        HttpResponse<String> question = logout("id_token_hint", hint, "state", "s");

        assertThat(asks(question)).isTrue();
        assertThat(signedIn()).isTrue();
        assertThat(saysDone(confirm(question))).isTrue();
        assertThat(signedIn()).isFalse();
    }

    @Test
    @DisplayName("G50: the hint of another user with an address redirects there, and signs no user out")
    void hintOfSomebodyElseWithReturnUri_goesOn() {
        String hint = signIn();
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAnother"));
        signIn();

        HttpResponse<String> answer =
                logout("id_token_hint", hint, "post_logout_redirect_uri", RelyingParty.SIGNED_OUT, "state", "s");

        assertThat(Browser.location(answer).toString()).isEqualTo(RelyingParty.SIGNED_OUT + "?state=s");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(signedIn()).isTrue();
    }

    @Test
    @DisplayName("G49: client_id alone proves the address, and the user is asked")
    void clientIdWithReturnUri_asksThenReturns() {
        signIn();

        HttpResponse<String> question =
                logout("client_id", "suite", "post_logout_redirect_uri", RelyingParty.SIGNED_OUT);

        assertThat(asks(question)).isTrue();
        assertThat(confirm(question).body())
                .contains("http-equiv=\"refresh\" content=\"0;url=" + RelyingParty.SIGNED_OUT + "\"");
        assertThat(signedIn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"client_id, crm", "client_id, nobody", "post_logout_redirect_uri, http://localhost:8080/crm/"})
    void hintThatDoesNotFitTheRest_isRefused(String name, String value) {
        assertRefused(logout("id_token_hint", signIn(), name, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/signed-out",
                " ",
                "https://crm.example.com@evil.example/",
                "https://evil.example/#https://crm.example.com/"
            })
    @DisplayName("L3: no return address but those registered, however it is written")
    void returnUriOfAnotherKind_isRefused(String uri) {
        assertRefused(logout("id_token_hint", signIn(), "post_logout_redirect_uri", uri, "state", "s"));
    }

    @Test
    void repeatedParameter_isRefused() {
        String hint = signIn();
        assertRefused(browser.get("/logout?state=a&state=b&id_token_hint=" + hint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "iframe", "empty", "script"})
    @DisplayName("L2: an image or a frame on another site signs no user out")
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
}
