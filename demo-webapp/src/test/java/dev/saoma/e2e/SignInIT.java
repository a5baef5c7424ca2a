package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.e2e.support.DemoFixture;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way in Chromium: the WAR, the hosted page, WeChat's page, and back. */
class SignInIT extends DemoFixture {
    private static final String ORDER_7 = "/orders/7?from=mail&q=%E7%AB%B9";

    private final List<String> serverErrors = new CopyOnWriteArrayList<>();

    @BeforeEach
    void recordServerErrors() {
        use(person);
    }

    @AfterEach
    void assertNoServerErrors() {
        assertThat(serverErrors).isEmpty();
    }

    @Test
    void inlineCode_scannedAndConfirmed_endsOnThePageAskedFor() {
        Page tab = open(ORDER_7);

        scan(wechat.inFrameOf(tab));

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void popupCode_scannedAndConfirmed_closesTheWindowAndEndsOnThePageAskedFor() {
        Page tab = open(ORDER_7);

        Page popup = tab.waitForPopup(() -> tab.click("#open-popup"));
        assertThat(tab.locator("#wechat-frame")).hasCount(0);
        QrCode code = wechat.in(popup);
        popup.waitForClose(() -> scan(code));

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void redirectCode_scannedAndConfirmed_endsOnThePageAskedFor() {
        Page tab = open(ORDER_7);

        tab.click("#open-redirect");
        scan(wechat.in(tab));

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void withoutJavaScript_thePlainLinkLeadsToWeChat() {
        person.close();
        use(browsers.person(new Browser.NewContextOptions().setJavaScriptEnabled(false)));
        Page tab = open(ORDER_7);
        assertThat(tab.locator("#wechat-frame")).hasCount(0);
        assertThat(tab.locator("#open-popup")).isHidden();

        tab.click("#open-redirect");

        assertThat(tab).hasURL(Pattern.compile("/connect/qrconnect\\?"));
        assertThat(wechat.in(tab)).isNotNull();
    }

    @Test
    void cancelledOnThePhone_canBeScannedAgain() {
        Page tab = open(ORDER_7);
        QrCode code = wechat.inFrameOf(tab);

        code.scanAs(user());
        code.cancel();
        assertThat(wechat.frameOf(tab).locator("body")).containsText("你已取消此次登录");
        scan(code);

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void expiredCode_isRefreshedInPlace_andTheNewOneSignsIn() {
        Page tab = open(ORDER_7);
        QrCode old = wechat.inFrameOf(tab);

        old.expire();
        tab.waitForCondition(() -> !wechat.inFrameOf(tab).uuid().equals(old.uuid()));
        scan(wechat.inFrameOf(tab));

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void codeThatWeChatCallsInvalid_inline_isExplainedInPlaceAndStartsAgain() {
        Page tab = open(ORDER_7);
        site.sandbox().failNext("access_token", 40029);

        try (PageLog log = new PageLog()) {
            scan(wechat.inFrameOf(tab));
            assertThat(tab.locator("#problem")).isVisible();
            assertThat(log.tells(tab.locator("#problem-id").textContent())).isTrue();
        }
        tab.click("#start-again");

        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void codeThatWeChatCallsUsed_byRedirect_endsOnAnErrorPageThatStartsAgain() {
        Page tab = open(ORDER_7);
        tab.click("#open-redirect");
        site.sandbox().failNext("access_token", 40163);

        try (PageLog log = new PageLog()) {
            scan(wechat.in(tab));
            assertThat(tab.locator("body[data-page=error]")).isVisible();
            assertThat(log.tells(tab.locator("#error-id").textContent())).isTrue();
        }
        tab.click("#start-again");

        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void backAfterSignIn_leavesTheUserSignedInAndMeetsNoErrorPage() {
        Page tab = open(ORDER_7);
        tab.click("#open-redirect");
        scan(wechat.in(tab));
        assertSignedInAt(tab, ORDER_7);

        tab.goBack();
        assertThat(tab).hasURL(Pattern.compile("/connect/qrconnect\\?")); // Back at WeChat's page, with a used code.
        assertThat(tab).hasTitle("微信登录");
        tab.goForward();
        assertSignedInAt(tab, ORDER_7);

        tab.navigate(site.application() + "/orders/8");
        assertSignedInAt(tab, "/orders/8");
    }

    @Test
    void blockedPopup_isExplained_andTheLinkStillSignsIn() {
        person.addInitScript("window.open = () => null");
        Page tab = open(ORDER_7);

        tab.click("#open-popup");
        assertThat(tab.locator("#blocked")).isVisible();
        tab.click("#open-redirect");
        scan(wechat.in(tab));

        assertSignedInAt(tab, ORDER_7);
    }

    @Test
    void signOut_meansTheNextPageAsksAgain() {
        Page tab = open(ORDER_7);
        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, ORDER_7);

        tab.click("#sign-out");
        tab.click("#again");

        assertThat(tab.locator("body[data-page=continue]")).isVisible();
        assertThat(tab.locator("#nickname")).hasText(user().nickname());
        tab.click("#continue");
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }

    @Test
    void someoneElse_afterSignOut_scansAgain() {
        Page tab = open(ORDER_7);
        scan(wechat.inFrameOf(tab));
        assertSignedInAt(tab, ORDER_7);
        tab.click("#sign-out");
        tab.click("#again");

        tab.click("#use-another");
        SandboxUser other = site.sandbox().users().get(1);
        scan(wechat.inFrameOf(tab), other);

        assertThat(tab.locator("#user")).hasText(other.unionid());
    }

    @Test
    void adminArea_isRefusedToOthersByTheApplicationItself() {
        Page tab = open("/admin/");
        scan(wechat.inFrameOf(tab), site.sandbox().users().get(1));
        assertThat(tab.locator("h1")).hasText("您不能进入这里");
    }

    private void use(BrowserContext context) {
        person = context;
        person.onResponse(response -> {
            if (response.status() >= 500) {
                serverErrors.add(response.status() + " " + response.url());
            }
        });
    }

    private Page open(String path) {
        Page tab = person.newPage();
        tab.navigate(site.application() + path);
        assertThat(tab.locator("body[data-page=login]")).isVisible();
        return tab;
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(QrCode code) {
        scan(code, user());
    }

    private static void scan(QrCode code, SandboxUser user) {
        code.scanAs(user);
        code.confirm();
    }

    private static void assertSignedInAt(Page tab, String path) {
        assertThat(tab).hasURL(site.application() + path);
        assertThat(tab.locator("#user")).hasText(user().unionid());
        assertThat(tab.locator("#name")).hasText(user().nickname());
    }
}
