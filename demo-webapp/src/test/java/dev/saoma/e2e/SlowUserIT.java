package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A user who takes long, or declines, at a WeChat that calls back with {@code state} alone when declined. */
class SlowUserIT {
    private static Browsers browsers;
    private static DemoSite site;
    private static WeChatPages wechat;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        site = Sites.quick()
                .qrLifetime(Duration.ofMinutes(4)) // Not the default, and too long to end during a test.
                .decliningReturnsState(true)
                .start();
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterAll
    static void stop() {
        site.close();
        browsers.close();
    }

    @Test
    void codeThatNobodyScans_isTakenAwayAndRefreshedByAClick() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.clock().install();
            tab.navigate(site.application() + "/orders/7");
            wechat.inFrameOf(tab);

            tab.clock().fastForward("04:01");
            assertThat(tab.locator("#expired")).isVisible();
            assertThat(tab.locator("#wechat-frame")).hasCount(0);
            tab.click("#refresh");

            scanAndConfirm(wechat.inFrameOf(tab));
            assertThat(tab).hasURL(site.application() + "/orders/7");
        }
    }

    @Test
    void declinedByRedirect_endsAtTheApplicationWithAWayToStartAgain() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(site.application() + "/orders/7");
            tab.click("#open-redirect");

            decline(wechat.in(tab));

            assertThat(tab).hasURL(Pattern.compile("/crm/saoma/callback\\?error=access_denied"));
            assertThat(tab.locator("h1")).containsText("取消");
            tab.click("main a");
            scanAndConfirm(wechat.inFrameOf(tab));
            assertThat(tab).hasURL(site.application() + "/orders/7");
        }
    }

    @Test
    void declinedInline_isSaidInPlaceWithAWayToStartAgain() {
        try (BrowserContext person = browsers.person()) {
            Page tab = person.newPage();
            tab.navigate(site.application() + "/orders/7");

            decline(wechat.inFrameOf(tab));

            assertThat(tab.locator("#problem-title")).containsText("取消");
            tab.click("#start-again");
            scanAndConfirm(wechat.inFrameOf(tab));
            assertThat(tab).hasURL(site.application() + "/orders/7");
        }
    }

    private static void decline(QrCode code) {
        code.scanAs(user());
        code.cancel();
    }

    private static void scanAndConfirm(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(1);
    }
}
