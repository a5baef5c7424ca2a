package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code mode: "inline"}: the QR code in an element of the site's own page, by the browser SDK alone. */
class InlineIT extends SdkFixture {
    private static final Map<String, Object> INLINE = Map.of("mode", "inline", "container", "main");

    private Page inline(Map<String, Object> options) {
        Page shop = all.shop(person, options);
        shop.click("#try");
        return shop;
    }

    private static FrameLocator frame(Page shop) {
        return shop.frameLocator("main > iframe");
    }

    private QrCode code(Page shop) {
        return all.wechat().inFrame(frame(shop).frameLocator("#wechat-frame"));
    }

    private static void assertNoFrame(Page shop) {
        assertThat(shop.locator("iframe")).hasCount(0);
    }

    @Test
    @DisplayName("J8: under a strict policy with Trusted Types, in the element that the site gives")
    void codeInTheElement_signsIn() {
        Page shop = inline(INLINE);

        all.scan(code(shop));

        all.assertSignedIn(shop);
        assertThat(shop.evaluate("states")).isEqualTo(List.of("code", "finishing"));
        assertNoFrame(shop);
        PopupFixture.assertNothingIsStored(shop);
        assertThat(person.pages()).hasSize(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void declined_isTold_andTheNextCodeSignsIn() {
        Page shop = inline(INLINE);
        QrCode code = code(shop);
        code.scanAs(all.user());
        code.cancel();
        PopupFixture.until(shop, "states.includes('declined')");

        frame(shop).locator("#again").click();
        all.scan(code(shop));

        all.assertSignedIn(shop);
        assertThat(shop.evaluate("states")).isEqualTo(List.of("code", "declined", "code", "finishing"));
    }

    @Test
    void secondCall_sharesTheCode_andTheSignal_endsBoth() {
        Page shop = inline(INLINE);
        code(shop);

        shop.click("#try");
        assertThat(shop.locator("iframe")).hasCount(1);
        shop.evaluate("abort.abort()");

        PopupFixture.until(shop, "results.length === 2");
        assertThat(shop.evaluate("results")).isEqualTo(List.of("aborted", "aborted"));
        assertNoFrame(shop);
    }

    @Test
    void timeLimit_endsIt() {
        Page shop = inline(Map.of("mode", "inline", "container", "main", "timeout", 300));

        assertThat(PopupFixture.result(shop)).isEqualTo("timeout");
        assertNoFrame(shop);
    }

    @Test
    @DisplayName("the site takes its element away")
    void elementThatIsGone_isCancelled() {
        Page shop = inline(INLINE);
        code(shop);

        shop.evaluate("document.querySelector('main').remove()");

        assertThat(PopupFixture.result(shop)).isEqualTo("cancelled");
    }

    @Test
    void noSuchElement_isToldByTheNameOfTheOption() {
        Page shop = inline(Map.of("mode", "inline", "container", "#none"));

        assertThat(PopupFixture.result(shop)).isEqualTo("misconfigured");
        assertThat(shop.evaluate("client.social.authorize('wechat:pc', { mode: 'inline' }).catch(e => e.message)"))
                .isEqualTo("Invalid option: container");
    }

    @Test
    @DisplayName("I9: a frame that is refused is reported, and a window takes its place")
    void refusedFrame_isTold_andAWindowSignsIn() {
        all.front.header(Part.PAGE, "Content-Security-Policy", "frame-ancestors 'none'");
        Page shop = inline(INLINE);
        assertThat(PopupFixture.result(shop)).isEqualTo("frame_blocked");
        assertNoFrame(shop);
        all.front.asTheyAre();

        all.furnish(shop, Map.of());
        Page window = shop.waitForPopup(() -> shop.locator("#try").last().click());
        all.scan(all.wechat().inFrameOf(window));

        all.assertSignedIn(shop);
    }

    @Test
    @DisplayName("a window takes the place of the code: never two codes of one sign-in")
    void windowWhileTheCodeIsThere_takesItsPlace() {
        Page shop = inline(INLINE);
        code(shop);
        shop.evaluate("""
                () => document.querySelector('h1').addEventListener('click', () =>
                  client.social.authorize('wechat:pc').then((user) => { window.signedIn = user.id; }))""");

        Page window = shop.waitForPopup(() -> shop.click("h1"));

        assertThat(PopupFixture.result(shop)).isEqualTo("aborted");
        assertNoFrame(shop);
        all.scan(all.wechat().inFrameOf(window));
        PopupFixture.until(shop, "window.signedIn");
    }
}
