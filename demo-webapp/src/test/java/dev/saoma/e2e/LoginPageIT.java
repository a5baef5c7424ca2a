package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.saoma.e2e.support.DemoFixture;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How people use the login page: keyboard, screen reader, languages, no scripts. */
class LoginPageIT extends DemoFixture {
    private static final String ORDER_7 = "/orders/7";

    private Page tab;

    @BeforeEach
    void openTab() {
        tab = person.newPage();
    }

    private void use(NewContextOptions options) {
        person = browsers.person(options);
        tab = person.newPage();
    }

    private void open() {
        tab.navigate(site.application() + ORDER_7);
        assertThat(tab.locator("body[data-page=login]")).isVisible();
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void confirm(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private String focused() {
        return String.valueOf(tab.evaluate(
                "document.activeElement.id || document.activeElement.hreflang" + " || document.activeElement.tagName"));
    }

    /** Presses Tab until that element has the focus; returns the elements that had it on the way. */
    private List<String> tabTo(String id) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < 20 && !passed.contains(id); i++) {
            tab.keyboard().press("Tab");
            passed.add(focused());
        }
        assertThat(passed).contains(id);
        return passed;
    }

    @Test
    void keyboardAlone_reachesEveryWay_inTheOrderOfThePage() {
        open();
        new WeChatPages(site.sandbox()).inFrameOf(tab);

        assertThat(tabTo("open-redirect")).containsSubsequence("zh-TW", "en", "open-popup", "open-redirect");
        assertThat(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .as("one sees where one is")
                .isEqualTo("solid");
        tab.keyboard().press("Enter");
        confirm(new WeChatPages(site.sandbox()).in(tab));
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }

    @Test
    void keyboardAlone_opensTheWindow_andComesBackFromIt() {
        open();
        tabTo("open-popup");
        Page popup = tab.waitForPopup(() -> tab.keyboard().press("Enter"));
        popup.waitForURL(Pattern.compile("/connect/qrconnect"));
        popup.close();
        assertThat(tab.locator("#waiting-text")).containsText("似乎已关闭");
        tab.bringToFront();
        tabTo("show-inline");
        tab.keyboard().press("Enter");
        assertThat(tab.locator("#wechat-frame")).isVisible();
        assertThat(focused()).isEqualTo("open-popup");
    }

    @Test
    void expired_isReadOut_takesTheFocusOfWhatIsGone_andIsRefreshedByKey() {
        tab.clock().install();
        open();
        tabTo("open-popup");
        tab.clock().fastForward("05:01");
        assertThat(tab.locator("#expired")).isVisible();
        assertThat(tab.locator("#status[role=status][aria-live=polite]")).hasText("二维码已过期");
        assertThat(focused()).isEqualTo("H2");
        tab.keyboard().press("Tab");
        assertThat(focused()).isEqualTo("refresh");
        tab.keyboard().press("Enter");
        confirm(new WeChatPages(site.sandbox()).inFrameOf(tab));
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }

    @Test
    void screenReader_hearsEachStep() {
        tab.addInitScript("window.heard = []; addEventListener('DOMContentLoaded', () => {"
                + " const status = document.getElementById('status');"
                + " if (status) new MutationObserver(() => heard.push(status.textContent))"
                + ".observe(status, { childList: true }); })");
        open();
        assertThat(tab.locator("#status")).containsText("扫码后在手机上确认");
        // Keeps the browser on the page while the test looks.
        tab.route("**/saoma/callback?**", route -> route.fulfill(new FulfillOptions().setStatus(204)));
        confirm(new WeChatPages(site.sandbox()).inFrameOf(tab));
        assertThat(tab.locator("#status")).hasText("登录成功，正在返回…");
        assertThat(String.valueOf(tab.evaluate("heard.join(' > ')")))
                .endsWith("打开微信“扫一扫”，扫码后在手机上确认 > 已确认，正在登录… > 登录成功，正在返回…");
    }

    @Test
    @DisplayName("quick sign-in on the desktop: only WeChat's frame may call WeChat on this computer")
    void frame_mayReachWeChatOnThisComputer() {
        open();
        new WeChatPages(site.sandbox()).inFrameOf(tab);

        String allowed = "document.getElementById('wechat').shadowRoot.firstChild.featurePolicy.allowedFeatures()";
        assertThat(tab.evaluate(allowed + ".includes('local-network-access')")).isEqualTo(true);
        assertThat(tab.evaluate(allowed + ".includes('loopback-network')")).isEqualTo(true);
        assertThat(tab.evaluate(allowed + ".includes('camera')")).isEqualTo(false);
        assertThat(tab.evaluate("document.featurePolicy.getAllowlistForFeature('local-network-access').join(' ')"))
                .isEqualTo(site.page() + " " + site.sandbox().uri());
    }

    @Test
    void languageThatWasClicked_isSpokenOnTheNextPagesToo() {
        open();
        tab.click("a[hreflang=zh-TW]");
        assertThat(tab.locator("html[lang=zh-TW]")).isVisible();
        assertThat(tab.locator("h1")).hasText("用 WeChat 掃描登入");
        tab.navigate(site.page() + "/nothing-here");
        assertThat(tab.locator("h1")).hasText("沒有這個頁面");
        open();
        assertThat(tab.locator("h1")).hasText("用 WeChat 掃描登入");
    }

    @Test
    @DisplayName("A18: without JavaScript every language has its plain way")
    void withoutJavaScript_thePageSaysSo() {
        person.close();
        use(new NewContextOptions().setLocale("en-GB").setJavaScriptEnabled(false));
        open();
        assertThat(tab.getByText("JavaScript is off")).isVisible();
        assertThat(tab.locator("#open-popup")).isHidden();
        assertThat(tab.locator(".spinner:visible")).hasCount(0);
        tab.click("a[hreflang=zh-CN]");
        assertThat(tab.getByText("浏览器未启用 JavaScript")).isVisible();
        tab.click("#open-redirect");
        assertThat(tab).hasURL(Pattern.compile("/connect/qrconnect\\?.*lang=cn"));
    }

    @Test
    void scannedAndCancelled_areShownWhereTheCodeIs() {
        open();
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(user());
        assertThat(new WeChatPages(site.sandbox()).frameOf(tab).getByText("扫描成功"))
                .isVisible();
        code.cancel();
        assertThat(new WeChatPages(site.sandbox()).frameOf(tab).getByText("你已取消此次登录"))
                .isVisible();
        assertThat(tab.locator("#open-popup")).isVisible();
    }
}
