package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.LoopbackDemo;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each way to sign in, and out again, in the machine's Firefox. Failures are tested in Chromium. */
@ExtendWith(LoopbackDemo.Shared.class)
class FirefoxIT {
    private static final String ORDER_7 = "/orders/7?from=mail&q=%E7%AB%B9";

    private static Browsers firefox;
    private static DemoSite site;

    private BrowserContext person;
    private WeChatPages wechat;

    @BeforeAll
    static void start(LoopbackDemo shared) {
        firefox = Browsers.firefox();
        site = shared.site;
    }

    @AfterAll
    static void stop() {
        if (firefox != null) {
            firefox.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        person = firefox.person();
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    @Test
    void browser_isFirefox_andBlocksWindowsWithoutAClick() {
        person.addInitScript("window.opened = window.top === window && window.open('about:blank')");

        Page tab = shop("/");

        assertThat((String) tab.evaluate("navigator.userAgent"))
                .contains("Firefox/")
                .doesNotContain("Chrome");
        assertThat(tab.evaluate("window.opened === null")).isEqualTo(true);
    }

    @Test
    void codeInTheLoginPage_signsInAndOut() {
        Page tab = open(ORDER_7);

        scan(wechat.inFrameOf(tab));

        assertSignedInAt(tab, ORDER_7);
        assertSignsOutEverywhere(tab);
    }

    @Test
    void codeInAWindow_signsInAndOut() {
        Page tab = open(ORDER_7);

        Page window = tab.waitForPopup(() -> tab.click("#open-popup"));
        QrCode code = wechat.in(window);
        window.waitForClose(() -> scan(code));

        assertSignedInAt(tab, ORDER_7);
        assertSignsOutEverywhere(tab);
    }

    @Test
    void codeOnWeChatsPage_signsInAndOut() {
        Page tab = open(ORDER_7);

        tab.click("#open-redirect");
        scan(wechat.in(tab));

        assertSignedInAt(tab, ORDER_7);
        assertSignsOutEverywhere(tab);
    }

    @Test
    @DisplayName("J1: a window of the SDK signs in and out")
    void windowOfTheSdk_signsInAndOut() {
        Page shop = shop("/");

        Page window = shop.waitForPopup(() -> shop.click("#sign-in:enabled"));
        QrCode code = wechat.inFrameOf(window);
        window.waitForClose(() -> scan(code));

        assertThat(shop.locator("#name")).hasText(user().nickname());
        assertThat(shop.locator("#orders li")).hasCount(3);
        shop.click("#sign-out");
        assertThat(shop.locator("#sign-in")).isVisible();
        assertThat(shop.locator("#name")).isEmpty();
    }

    @Test
    void component_signsInAndOut() {
        Page shop = shop("/embedded.html");
        FrameLocator frame = shop.frameLocator("wechat-login iframe");

        scan(wechat.inFrame(frame.frameLocator("#wechat-frame")));

        assertThat(shop.locator("#who")).hasText(user().nickname());
        shop.click("#sign-out");
        assertThat(shop.locator("#who")).isEmpty();
        assertThat(frame.locator("body[data-page=embed]")).isVisible();
    }

    private Page open(String path) {
        Page tab = person.newPage();
        tab.navigate(site.application() + path);
        assertThat(tab.locator("body[data-page=login]")).isVisible();
        return tab;
    }

    private Page shop(String path) {
        Page tab = person.newPage();
        tab.navigate(site.shop() + path);
        return tab;
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private static void assertSignedInAt(Page tab, String path) {
        assertThat(tab).hasURL(site.application() + path);
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }

    private static void assertSignsOutEverywhere(Page tab) {
        tab.click("#sign-out-everywhere");
        assertThat(tab.locator("#user")).hasCount(0);
        tab.navigate(site.application() + ORDER_7);
        assertThat(tab.locator("body[data-page=login]")).isVisible();
    }
}
