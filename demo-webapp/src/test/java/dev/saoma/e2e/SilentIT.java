package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code getCurrentUser} and {@code refreshToken} after a reload: on a site beside the hosted page, browsers send its session
 * cookie into a hidden frame; on another site they do not. Each gets a correct result.
 */
class SilentIT extends SdkFixture {
    /** To browsers, {@code login.test} and its subdomains are one site. */
    private static final String SIBLING = "www.login.test";

    private static OnePageSite sibling;

    @BeforeAll
    static void start() throws Exception {
        sibling = OnePageSite.start(
                "script-src https://login.test; connect-src https://login.test; frame-src https://login.test 'self'",
                "<!DOCTYPE html><title>Sibling</title><main></main>");
        all.front.url(SIBLING, sibling.port());
    }

    @AfterAll
    static void stop() {
        sibling.close();
    }

    private Page sibling() {
        Page page = person.newPage();
        page.navigate("https://" + SIBLING + "/");
        furnish(page);
        return page;
    }

    private static void furnish(Page page) {
        page.evaluate(PopupFixture.FURNISH.replace("appId: 'shop'", "appId: 'sibling'"), Map.of());
    }

    private void signIn(Page page) {
        Page window = all.open(page);
        all.scan(all.wechat().inFrameOf(window));
        all.assertSignedIn(page);
    }

    private static void reload(Page page) {
        page.reload();
        furnish(page);
    }

    private static Object current(Page page) {
        return page.evaluate("client.getCurrentUser().then((user) => user && user.id, (error) => error.reason)");
    }

    private static Object refreshed(Page page) {
        return page.evaluate("client.refreshToken().then((fresh) => fresh.token, (error) => error.reason)");
    }

    @Test
    @DisplayName(
            "J9: on a sibling of the hosted page the user stays signed in after a reload, and nothing is stored for that")
    void sibling_knowsTheUserAfterAReload_andGetsFreshTokens() {
        Page page = sibling();
        assertThat(current(page)).isNull();
        assertThat(refreshed(page)).isEqualTo("not_signed_in");
        signIn(page);

        reload(page);

        assertThat(current(page)).isEqualTo(all.user().unionid());
        Object first = page.evaluate("client.page.user.token");
        assertThat(refreshed(page)).isNotEqualTo(first).isEqualTo(page.evaluate("client.page.user.token"));
        assertThat(page.evaluate("client.checkLoginStatus().then((status) => [status.code, status.data.id])"))
                .isEqualTo(List.of(200, all.user().unionid()));
        assertThat(page.evaluate(
                        "client.validateToken({ idToken: client.page.user.token }).then((claims) => claims.aud)"))
                .isEqualTo("sibling");
        assertThat(page.evaluate("document.querySelectorAll('iframe').length")).isEqualTo(0);
        PopupFixture.assertNothingIsStored(page);
    }

    @ParameterizedTest
    @CsvSource({"query, search", "fragment, hash"})
    @DisplayName("a library that renews by prompt=none in a hidden frame, such as oidc-client-ts, is answered there")
    void frameOfAnotherLibrary_isAnswered(String mode, String part) {
        Page page = sibling();
        assertThat(answerInFrame(page, mode, part)).contains("error=login_required");
        signIn(page);

        assertThat(answerInFrame(page, mode, part)).contains("code=", "state=renewal");
    }

    private static String answerInFrame(Page page, String mode, String part) {
        return (String) page.evaluate("""
                async ([responseMode, part]) => {
                  const frame = document.createElement('iframe');
                  frame.hidden = true;
                  frame.src = await client.buildAuthorizeUrl({ responseMode, prompt: 'none', state: 'renewal', nonce: 'n',
                    redirectUri: location.origin + '/', codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' });
                  const loaded = new Promise((done) => { frame.onload = done; });
                  document.body.append(frame);
                  await loaded;
                  const answer = frame.contentWindow.location[part];
                  frame.remove();
                  return answer;
                }""", List.of(mode, part));
    }

    @Test
    void signedOutTab_staysSignedOut_untilTheNextSignIn() {
        Page page = sibling();
        signIn(page);

        page.evaluate("client.logout()");
        reload(page);

        assertThat(current(page)).isNull();
        assertThat(page.evaluate("client.checkLoginStatus().then((status) => status.code)"))
                .isEqualTo(2020);
        Page window = all.open(page);
        window.click("#continue");
        all.assertSignedIn(page);
        PopupFixture.assertNothingIsStored(page);
    }

    @Test
    @DisplayName("another user has signed in at the hosted page meanwhile: no token of theirs for this user")
    void refreshForAnotherUser_isRefused() {
        Page page = sibling();
        signIn(page);
        page.evaluate("client.page.user.id = 'another'");

        assertThat(refreshed(page)).isEqualTo("not_signed_in");
        assertThat(page.evaluate("client.page.user.id")).isEqualTo("another");
    }

    @Test
    @DisplayName("J9: another site gets click_needed")
    void otherSite_isToldThatAClickIsNeeded() {
        Page shop = all.shop(person, Map.of());
        signIn(shop);
        assertThat(refreshed(shop)).isEqualTo("click_needed");

        shop.reload();
        all.furnish(shop, Map.of());

        assertThat(current(shop)).isNull();
        assertThat(refreshed(shop)).isEqualTo("click_needed");
        Page window = all.open(shop);
        window.click("#continue");
        all.assertSignedIn(shop);
    }

    @Test
    @DisplayName("what cannot be found out does not look like signed out")
    void frameThatIsRefused_isAnError() {
        Page page = sibling();
        all.front.header(Part.PAGE, "Content-Security-Policy", "frame-ancestors 'none'");

        assertThat(current(page)).isEqualTo("frame_blocked");
        assertThat(page.evaluate("client.checkLoginStatus().then((status) => status.code)"))
                .isEqualTo(9015);
    }
}
