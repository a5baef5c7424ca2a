package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Devices;
import dev.saoma.e2e.support.LoopbackDemo;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Browsers whose users cannot scan the screen: WeChat's own, and those on phones. */
@ExtendWith(LoopbackDemo.Shared.class)
@DisplayName("A19, G75")
class OnPhoneIT {
    private static final String ORDER_7 = "/orders/7?from=mail";

    private static Browsers browsers;
    private static DemoSite site;

    @BeforeAll
    static void start(LoopbackDemo shared) {
        browsers = shared.browsers;
        site = shared.site;
    }

    private static Page open(BrowserContext person, DemoSite at) {
        Page tab = person.newPage();
        tab.navigate(at.application() + ORDER_7);
        assertThat(tab.locator("body[data-page=phone]")).isVisible();
        assertThat(tab.locator("iframe")).hasCount(0);
        return tab;
    }

    private static SandboxUser user(int index) {
        return site.sandbox().users().get(index);
    }

    private static void assertSignedIn(Page tab, SandboxUser user) {
        assertThat(tab).hasURL(site.application() + ORDER_7);
        assertThat(tab.locator("#user")).hasText(user.unionid());
    }

    @Nested
    class InsideWeChat {
        @Test
        void oneTap_andConsent_signIn() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE))) {
                Page tab = open(person, site);
                tab.tap("#sign-in-here");
                assertThat(tab.locator("#snapshot")).isHidden();
                tab.selectOption("#user", user(1).openid());
                tab.tap("#allow");
                assertSignedIn(tab, user(1));
            }
        }

        @Test
        void theSamePerson_hasTheSameIdAsAfterAScan() {
            try (BrowserContext computer = browsers.person();
                    BrowserContext phone = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE))) {
                Page desk = computer.newPage();
                desk.navigate(site.application() + ORDER_7);
                QrCode code = new WeChatPages(site.sandbox()).inFrameOf(desk);
                code.scanAs(user(2));
                code.confirm();
                assertSignedIn(desk, user(2));
                Page hand = open(phone, site);
                hand.tap("#sign-in-here");
                hand.selectOption("#user", user(2).openid());
                hand.tap("#allow");
                assertThat(hand.locator("#user")).hasText(desk.locator("#user").textContent());
            }
        }

        @Test
        void snapshotPage_isNoSignIn_andTheWayOutIsSaid() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE))) {
                Page tab = open(person, site);
                String address = tab.locator("#sign-in-here").getAttribute("href");
                tab.navigate(address.replace("#", "&forceSnapShot=true#")); // Like WeChat's page without a tap.
                assertThat(tab.locator("#snapshot")).isVisible();
                tab.tap("#allow");
                assertThat(tab.locator("body[data-page=error]")).isVisible();
                assertThat(tab.locator("main")).containsText("使用完整服务");
                tab.tap("#start-again");
                tab.tap("#sign-in-here");
                tab.tap("#allow");
                assertSignedIn(tab, user(0));
            }
        }

        @Test
        @DisplayName("A16: declined inside WeChat")
        void declined_endsAtTheApplicationWithAWayToStartAgain() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE))) {
                Page tab = open(person, site);
                tab.tap("#sign-in-here");
                tab.tap("#decline");
                assertThat(tab).hasURL(Pattern.compile("/crm/saoma/callback\\?error=access_denied"));
                tab.tap("main a");
                assertThat(tab.locator("body[data-page=phone]")).isVisible();
            }
        }

        @Test
        void onAComputerToo() {
            try (BrowserContext person = browsers.person(Devices.computer(Devices.WECHAT_ON_COMPUTER))) {
                Page tab = open(person, site);
                tab.click("#sign-in-here");
                tab.click("#allow");
                assertSignedIn(tab, user(0));
            }
        }

        @Test
        void secondSignIn_isContinueAs() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE))) {
                Page tab = open(person, site);
                tab.tap("#sign-in-here");
                tab.tap("#allow");
                assertSignedIn(tab, user(0));
                tab.click("#sign-out");
                tab.click("#again");
                tab.tap("#continue");
                assertThat(tab.locator("#user")).hasText(user(0).unionid());
            }
        }
    }

    @Nested
    class InAPhonesBrowser {
        @Test
        void addressToOpenInWeChat_isCopiedWithATap() {
            NewContextOptions phone =
                    Devices.phone(Devices.PHONE).setPermissions(List.of("clipboard-read", "clipboard-write"));
            try (BrowserContext person = browsers.person(phone)) {
                Page tab = open(person, site);
                assertThat(tab.locator("main")).containsText("请在微信中打开");
                tab.tap("#copy");
                assertThat(tab.locator("#copy-status")).hasText("已复制");
                assertThat(tab.evaluate("navigator.clipboard.readText()")).isEqualTo(site.application() + "/");
            }
        }

        @Test
        void addressThatCannotBeCopied_isSelectedAndItIsSaid() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.PHONE))) {
                person.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                        + " document.execCommand = () => false;");
                Page tab = open(person, site);
                tab.tap("#copy");
                assertThat(tab.locator("#copy-status")).containsText("没能复制");
                assertThat(tab.evaluate("getSelection().toString() || document.activeElement.value.slice("
                                + "document.activeElement.selectionStart, document.activeElement.selectionEnd)"))
                        .isEqualTo(site.application() + "/");
            }
        }

        @Test
        void anotherPhone_canStillScan() {
            try (BrowserContext person = browsers.person(Devices.phone(Devices.PHONE))) {
                Page tab = open(person, site);
                tab.tap("#open-redirect");
                QrCode code = new WeChatPages(site.sandbox()).in(tab);
                code.scanAs(user(0));
                code.confirm();
                assertSignedIn(tab, user(0));
            }
        }

        @Test
        @DisplayName("A18: without JavaScript the address can be selected, and there is no button that does nothing")
        void withoutJavaScript_theAddressIsThere() {
            try (BrowserContext person =
                    browsers.person(Devices.phone(Devices.PHONE).setJavaScriptEnabled(false))) {
                Page tab = open(person, site);
                assertThat(tab.locator("#address")).hasValue(site.application() + "/");
                assertThat(tab.locator("#copy")).isHidden();
            }
        }
    }

    @Nested
    class WithoutAnOfficialAccount {
        @Test
        void insideWeChat_isSentToAComputer_andADesktopWeChatToWeChatsPage() throws Exception {
            try (DemoSite plain = Sites.quick().officialAccount(false).start();
                    BrowserContext phone = browsers.person(Devices.phone(Devices.WECHAT_ON_PHONE));
                    BrowserContext desk = browsers.person(Devices.computer(Devices.WECHAT_ON_COMPUTER))) {
                assertThat(open(phone, plain).locator("h1")).hasText("请在电脑上登录");
                Page tab = open(desk, plain);
                assertThat(tab.locator("h1")).hasText("请在浏览器中打开");
                tab.click("#open-redirect");
                QrCode code = new WeChatPages(plain.sandbox()).in(tab);
                code.scanAs(user(0));
                code.confirm();
                assertThat(tab).hasURL(plain.application() + ORDER_7);
            }
        }
    }
}
