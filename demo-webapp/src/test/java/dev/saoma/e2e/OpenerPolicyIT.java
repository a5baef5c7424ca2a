package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set-ups in which something separates a window from its opener. Each ends in a sign-in or in a defined error. */
class OpenerPolicyIT extends SdkFixture {
    private static final String WITHOUT_CHANNELS = "delete window.BroadcastChannel";

    @ParameterizedTest(name = "{0}: {1} says {2}")
    @CsvSource({
        "P1, SHOP, unsafe-none",
        "P3, PAGE, same-origin",
        "P4, PAGE, same-origin-allow-popups",
        "P5, SHOP, same-origin",
        "P6, SHOP, same-origin-allow-popups"
    })
    @DisplayName("J6, window P1, window P3 to P6: whatever the site or a proxy of the page says")
    void codeInTheWindow_signsIn(String id, Part part, String policy) {
        all.front.openerPolicy(part, policy);
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        all.scan(all.wechat().inFrameOf(window));

        all.assertSignedIn(shop);
        person.waitForCondition(() -> person.pages().size() == 1);
    }

    @ParameterizedTest(name = "{0}: WeChat says {1}")
    @CsvSource({"P1, unsafe-none", "P2 and P7, same-origin"})
    @DisplayName("window P1, window P2, window P7: WeChat's own page in the window; the last page is the site's own")
    void wechatsOwnPageInTheWindow_signsIn(String id, String policy) {
        all.front.openerPolicy(Part.WECHAT, policy);
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        window.click("#open-redirect");
        all.scan(all.wechat().in(window));

        all.assertSignedIn(shop);
        person.waitForCondition(() -> person.pages().size() == 1);
    }

    @Test
    @DisplayName(
            "window P2: it looks closed while the user is at WeChat; nothing is given up, and a click opens it again")
    void cutOffWindow_isNotTakenForClosed_andASecondClickOpensIt() {
        all.front.openerPolicy(Part.WECHAT, "same-origin");
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        window.click("#open-redirect");
        all.wechat().in(window);
        PopupFixture.until(shop, "opened[0].closed");

        shop.waitForTimeout(3000); // Long enough to show a mistake: a closed window is reported within two seconds.
        assertThat((Integer) shop.evaluate("results.length")).isZero();

        Page again = all.open(shop);
        all.scan(all.wechat().inFrameOf(again));
        all.assertSignedIn(shop);
    }

    @Test
    @DisplayName("window P5: and no BroadcastChannel either, so by a redirect that needs no second scan")
    void cutOffWithoutChannels_endsByRedirect() {
        person.addInitScript(WITHOUT_CHANNELS);
        all.front.openerPolicy(Part.SHOP, "same-origin");
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        all.scan(all.wechat().inFrameOf(window));

        assertThat(shop.locator("#name")).hasText(all.user().nickname());
    }

    @Test
    @DisplayName("window P3: no BroadcastChannel, and no redirect wanted, so it is reported")
    void cutOffWithoutChannels_inModePopup_isTold() {
        person.addInitScript(WITHOUT_CHANNELS);
        all.front.openerPolicy(Part.PAGE, "same-origin");
        Page shop = all.shop(person, Map.of("mode", "popup"));

        Page window = all.open(shop);
        all.scan(all.wechat().inFrameOf(window));

        assertThat(PopupFixture.result(shop)).isEqualTo("cut_off");
    }

    @Test
    @DisplayName("window P8: a site inside another site's frame")
    void siteInAFrame_signsIn() throws IOException {
        try (Host host = new Host("")) {
            Frame shop = host.frame();
            Page window = host.page.waitForPopup(() -> shop.click("#try"));

            all.scan(all.wechat().inFrameOf(window));

            assertThat(host.result(shop)).isEqualTo(all.user().unionid());
        }
    }

    @Test
    @DisplayName("window P8: and cut off, where browsers keep the site's channel in the frame apart")
    void siteInAFrame_cutOff_isTold() throws IOException {
        person.addInitScript(WITHOUT_CHANNELS); // Playwright switches that partitioning off.
        all.front.openerPolicy(Part.PAGE, "same-origin");
        try (Host host = new Host("")) {
            Frame shop = host.frame();
            Page window = host.page.waitForPopup(() -> shop.click("#try"));

            all.scan(all.wechat().inFrameOf(window));

            assertThat(host.result(shop)).isEqualTo("cut_off");
        }
    }

    @Test
    @DisplayName("J2: the browser itself opens no window, because the frame around may not")
    void siteInAFrameThatMayOpenNothing_isTold() throws IOException {
        try (Host host = new Host("sandbox='allow-scripts allow-same-origin'")) {
            Frame shop = host.frame();

            shop.click("#try");

            assertThat(host.result(shop)).isEqualTo("popup_blocked");
        }
    }

    /** A foreign site with the shop in a frame with these attributes. */
    private final class Host implements AutoCloseable {
        private final OnePageSite site;
        private final Page page = person.newPage();

        Host(String attributes) throws IOException {
            all.front.header(Part.SHOP, "Content-Security-Policy", "frame-ancestors https://host.test");
            site = OnePageSite.start(
                    "object-src 'none'",
                    "<!DOCTYPE html><iframe src='https://shop.test/' width=600 height=400 " + attributes
                            + "></iframe>");
            all.front.url("host.test", site.port());
        }

        Frame frame() {
            page.navigate("https://host.test/");
            page.frameLocator("iframe").locator("#sign-in:enabled").waitFor();
            Frame shop = page.frames().get(1);
            shop.evaluate(PopupFixture.FURNISH, Map.of());
            return shop;
        }

        Object result(Frame shop) {
            PopupFixture.until(shop, "results.length > 0");
            return shop.evaluate("results[0]");
        }

        @Override
        public void close() {
            site.close();
        }
    }
}
