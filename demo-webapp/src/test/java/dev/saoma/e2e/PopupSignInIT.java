package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The existing site signs its users in with the browser SDK, over https and with separate host names. Chromium only. */
class PopupSignInIT extends SdkFixture {
    @Test
    @DisplayName("J1, J8: under a strict policy with Trusted Types, then the order desk with the token")
    void signedInInTheWindow_isKnownToTheSiteAndToTheOrderDesk() {
        Page shop = person.newPage();
        shop.navigate(all.site.shop() + "/");

        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        QrCode code = all.wechat().inFrameOf(window);
        window.waitForClose(() -> all.scan(code));

        assertThat(shop.locator("#name")).hasText(all.user().nickname());
        assertThat(shop.locator("#status")).hasText("订单台认得您：" + all.user().unionid() + "。");
        assertThat(shop.locator("#orders li")).hasCount(3);
        PopupFixture.assertNothingIsStored(shop);
        assertThat(complaints).isEmpty();
    }

    @Test
    void onState_tellsHowFarTheUserIs_andTheTokenIsGood() {
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        QrCode code = all.wechat().inFrameOf(window);
        all.scan(code);

        all.assertSignedIn(shop);
        assertThat((List<?>) shop.evaluate("states")).isEqualTo(List.of("opened", "code", "finishing"));
        assertThat(shop.evaluate("""
                async () => {
                  const user = await client.getCurrentUser();
                  const claims = await client.validateToken({ idToken: user.token });
                  const parts = user.token.split('.');
                  const forged = parts[0] + '.' + parts[1] + '.' + (parts[2][0] === 'A' ? 'B' : 'A') + parts[2].slice(1);
                  const status = await client.checkLoginStatus();
                  return [claims.aud, status.code, status.data.id === user.id,
                    await client.validateToken({ idToken: forged }).catch((error) => error.reason),
                    await client.validateToken({ accessToken: 'x' }).catch((error) => error.reason)];
                }""")).isEqualTo(List.of("shop", 200, true, "token_invalid", "token_invalid"));
    }

    @Test
    @DisplayName("J3: closed by the user, and known two seconds later by the site's own clock")
    void closedWindow_isCancelledWithinTwoSeconds() {
        person.clock().install();
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        PopupFixture.until(shop, "states.includes('code')");
        long now = ((Number) shop.evaluate("Date.now()")).longValue();
        shop.clock().pauseAt(now + 30_000); // Ahead of the clock, which keeps running until it is paused.

        window.close();
        shop.waitForCondition(() -> (boolean) shop.evaluate("opened[0].closed"));
        shop.clock().runFor(2000);

        shop.waitForCondition(() -> List.of("cancelled").equals(shop.evaluate("results")));
    }

    @Test
    void declinedOnWeChatsPage_isTold() {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        window.click("#open-redirect");
        QrCode code = all.wechat().in(window);

        code.scanAs(all.user());
        code.cancel();

        assertThat(PopupFixture.result(shop)).isEqualTo("declined");
    }

    @Test
    void declinedInTheFrame_andTheWindowClosed_isTold() {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        QrCode code = all.wechat().inFrameOf(window);
        code.scanAs(all.user());
        code.cancel();
        assertThat(window.locator("#problem")).isVisible();
        PopupFixture.until(shop, "states.includes('declined')");

        window.close(new Page.CloseOptions().setRunBeforeUnload(true));

        assertThat(PopupFixture.result(shop)).isEqualTo("declined");
    }

    @Test
    void expiredCode_andTheWindowClosed_isTold() {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        all.wechat().inFrameOf(window);
        window.clock().install();
        window.clock().fastForward("06:00");
        window.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(window.locator("#expired")).isVisible();
        PopupFixture.until(shop, "states.includes('expired')");

        window.close(new Page.CloseOptions().setRunBeforeUnload(true));

        assertThat(PopupFixture.result(shop)).isEqualTo("expired");
    }

    @Test
    void timeout_endsItAndClosesTheWindow() {
        person.clock().install();
        Page shop = all.shop(person, Map.of("timeout", 240_000));
        Page window = all.open(shop);

        window.waitForClose(() -> shop.clock().fastForward(240_000));

        assertThat(PopupFixture.result(shop)).isEqualTo("timeout");
    }

    @Test
    void abort_endsItAndClosesTheWindow() {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);

        window.waitForClose(() -> shop.evaluate("abort.abort()"));

        assertThat(PopupFixture.result(shop)).isEqualTo("aborted");
    }

    @Test
    @DisplayName("J7: two clicks are one window and one sign-in")
    void secondClick_sharesTheWindow() {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        QrCode code = all.wechat().inFrameOf(window);

        shop.click("#try");
        window.waitForClose(() -> all.scan(code));

        PopupFixture.until(shop, "results.length === 2");
        assertThat(shop.evaluate("results"))
                .isEqualTo(List.of(all.user().unionid(), all.user().unionid()));
        assertThat(person.pages()).hasSize(1);
    }

    @Test
    @DisplayName("J7: two tabs sign in, each with its own transaction; the second without a scan of its own")
    void twoTabs_doNotMix() {
        Page one = all.shop(person, Map.of());
        Page two = all.shop(person, Map.of());
        Page windowOfOne = all.open(one);
        Page windowOfTwo = all.open(two);
        all.wechat().inFrameOf(windowOfTwo);
        WeChatPages.waitForTheNextSecond(two);

        all.scan(all.wechat().inFrameOf(windowOfOne));

        all.assertSignedIn(one);
        all.assertSignedIn(two);
        assertThat(one.evaluate("client.page.user.token")).isNotEqualTo(two.evaluate("client.page.user.token"));
    }

    @Test
    @DisplayName("J7: the SDK is there twice, and each has its own window and its own token")
    void sdkLoadedTwice_doesNotMix() {
        Page shop = all.shop(person, Map.of());
        shop.evaluate("""
                async () => {
                  const { AuthenticationClient } = await import('https://login.test/sdk/v1/saoma.js?again');
                  const other = new AuthenticationClient({ appId: 'shop', appHost: 'https://login.test' });
                  const button = document.body.appendChild(document.createElement('button'));
                  button.id = 'other';
                  button.addEventListener('click', () =>
                    other.social.authorize('wechat:pc').then((user) => { window.tokenOfOther = user.token; }));
                }""");
        Page window = all.open(shop);
        Page windowOfOther = shop.waitForPopup(() -> shop.click("#other"));
        all.wechat().inFrameOf(windowOfOther);
        WeChatPages.waitForTheNextSecond(shop);

        all.scan(all.wechat().inFrameOf(window));

        all.assertSignedIn(shop);
        PopupFixture.until(shop, "window.tokenOfOther");
        assertThat(shop.evaluate("tokenOfOther")).isNotEqualTo(shop.evaluate("client.page.user.token"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("J9: the opener reloads or goes elsewhere; the window says so, and the next sign-in is a click")
    void openerThatIsGone_leavesAWindowThatCanBeClosed_andASession(boolean reloads) {
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        QrCode code = all.wechat().inFrameOf(window);

        if (reloads) {
            shop.reload();
        } else {
            shop.navigate("https://wechat.test/phone");
        }
        all.scan(code);

        assertThat(window.locator("#message-text")).hasText("您可以关闭此窗口了。");
        window.close();
        Page later = all.shop(person, Map.of());
        Page again = all.open(later);
        again.click("#continue");
        all.assertSignedIn(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://login.example.cn", "https://login.example.cn/", "login.example.cn", "", "https://a b"})
    @DisplayName("J10: a wrong host is refused at once, by name")
    void wrongHost_throwsWithTheNameOfTheOption(String host) {
        Page shop = all.shop(person, Map.of());

        assertThat((String) shop.evaluate("""
                (host) => {
                  try {
                    new client.constructor({ appId: 'shop', appHost: host, lang: 'en-US' });
                    return 'no error';
                  } catch (error) {
                    return error.reason + ' ' + error.message;
                  }
                }""", host)).startsWith("misconfigured Invalid option: appHost");
    }
}
