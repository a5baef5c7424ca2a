package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HttpsFront;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code <wechat-login>} in the existing site, over https and with separate host names; third-party cookies are blocked. */
@ExtendWith(PopupFixture.Shared.class)
class WeChatLoginIT {
    /** High enough for the code and the button below it: a click right after scrolling may still hit the frame. */
    private static final Browser.NewContextOptions HIGH =
            new Browser.NewContextOptions().setLocale("zh-CN").setViewportSize(1280, 900);

    private static Browsers browsers;
    private static HttpsFront front;
    private static DemoSite site;

    private BrowserContext person;
    private WeChatPages wechat;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start(PopupFixture shared) {
        front = shared.front;
        browsers = shared.browsers;
        site = shared.site;
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person(HIGH, complaints);
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterEach
    void closeBrowser() {
        front.asTheyAre();
        person.close();
    }

    private Page shop() {
        Page shop = person.newPage();
        shop.navigate(site.shop() + "/embedded.html");
        return shop;
    }

    private static FrameLocator embedded(Page shop) {
        return shop.frameLocator("wechat-login iframe");
    }

    private QrCode code(Page shop) {
        return wechat.inFrame(embedded(shop).frameLocator("#wechat-frame"));
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private static void isSignedIn(Page shop) {
        assertThat(shop.locator("#who")).hasText(user().nickname());
        assertThat(shop.locator("#events")).containsText("login");
    }

    @Test
    @DisplayName(
            "I8, I9, J8: two frames deep, without any cookie of the page, under a strict policy with Trusted Types")
    void scannedInTheFrame_isSignedIn() {
        Page shop = shop();

        scan(code(shop));

        isSignedIn(shop);
        assertThat(shop.locator("#events")).hasText("load login");
        assertThat(person.cookies(site.page().toString())).isEmpty();
        assertThat(complaints).isEmpty();
    }

    @Test
    @DisplayName("A16: declining is reported to the site, and the frame offers a new code")
    void declined_isAnEvent_andAgainWorks() {
        Page shop = shop();
        QrCode code = code(shop);
        code.scanAs(user());
        code.cancel();
        assertThat(shop.locator("#events")).hasText("load login-error:declined");

        embedded(shop).locator("#again").click();
        scan(code(shop));

        isSignedIn(shop);
    }

    @Test
    @DisplayName("I9: where the page around allows no frame, there is a button")
    void withoutFrames_theButtonIsThere() throws Exception {
        String html = "<wechat-login app-id=shop app-host=" + site.page() + "></wechat-login><p id=events></p>"
                + "<script>document.querySelector('wechat-login').addEventListener('load-error',"
                + " e => { document.getElementById('events').textContent = e.type + ':' + e.detail.reason; });</script>"
                + "<script type=module src=" + site.page() + "/sdk/v1/wechat-login.js></script>";
        try (OnePageSite strict = OnePageSite.start("frame-src 'none'", html)) {
            Page page = person.newPage();
            page.navigate(front.url("strict.test", strict.port()) + "/");

            assertThat(page.locator("#events")).hasText("load-error:frame_blocked");
            assertThat(page.locator("wechat-login iframe")).hasCount(0);
            assertThat(page.locator("wechat-login button")).isVisible();
        }
    }

    @Test
    @DisplayName("G70: with the window open there is no second code in the page; closing it is an event")
    void windowInsteadOfTheFrame_closedAgain() {
        Page shop = shop();
        code(shop);
        Page window = shop.waitForPopup(() -> shop.click("wechat-login button"));
        assertThat(shop.locator("wechat-login iframe")).hasCount(0);
        wechat.inFrameOf(window);

        window.close();

        assertThat(shop.locator("#events")).hasText("load login-error:cancelled close");
    }

    @Test
    void windowInsteadOfTheFrame_signsIn() {
        Page shop = shop();
        code(shop);
        Page window = shop.waitForPopup(() -> shop.click("wechat-login button"));

        QrCode code = wechat.inFrameOf(window);
        window.waitForClose(() -> scan(code));

        isSignedIn(shop);
        assertThat(shop.locator("#events")).hasText("load login");
        assertThat(complaints).isEmpty();
    }

    @Test
    @DisplayName("I9: a frame that the page refuses is reported at once, and the button in its place signs in")
    void refusedFrame_theButtonSignsIn() {
        front.header(Part.PAGE, "Content-Security-Policy", "frame-ancestors 'none'");
        Page shop = shop();
        assertThat(shop.locator("#events")).hasText("load-error:frame_blocked");
        assertThat(shop.locator("wechat-login iframe")).hasCount(0);
        front.asTheyAre();

        Page window = shop.waitForPopup(() -> shop.click("wechat-login button"));
        scan(wechat.inFrameOf(window));

        isSignedIn(shop);
        assertThat(shop.locator("#events")).hasText("load-error:frame_blocked login");
    }

    @Test
    @DisplayName("J4: what other windows say is not for the component")
    void hostileMessages_areIgnored() {
        Page shop = shop();
        QrCode code = code(shop);
        String fake = "'type':'saoma:response','iss':'" + site.page() + "','code':'stolen'";
        shop.evaluate("() => {"
                + "const src = new URL(document.querySelector('wechat-login').shadowRoot.querySelector('iframe').src);"
                + "const state = src.searchParams.get('state');"
                + "window.postMessage({" + fake + ", state}, '" + site.shop() + "');"
                + "window.postMessage({'type':'saoma:at','at':'again', state}, '" + site.shop() + "');"
                + "window.postMessage({" + fake + "}, '" + site.shop() + "');"
                + "window.postMessage(null, '" + site.shop() + "'); }");

        scan(code);

        isSignedIn(shop);
        assertThat(shop.locator("#events")).hasText("load login");
    }

    @Test
    @DisplayName("A9, G72: a foreign site cannot frame the code of a registered one")
    void foreignSite_seesNoCode() throws Exception {
        Page shop = shop();
        code(shop);
        String address =
                (String) shop.evaluate("document.querySelector('wechat-login').shadowRoot.querySelector('iframe').src");
        String html = "<script>window.heard = [];"
                + "addEventListener('message', e => heard.push(JSON.stringify(e.data)));</script>"
                + "<iframe src='" + address.replace("&", "&amp;") + "'></iframe>";
        complaints.clear();
        try (OnePageSite hostile = OnePageSite.start("object-src 'none'", html)) {
            Page evil = person.newPage();

            evil.navigate(front.url("evil.test", hostile.port()) + "/");

            evil.waitForCondition(() -> complaints.stream().anyMatch(text -> text.contains("frame-ancestors")));
            assertThat(evil.frameLocator("iframe").locator("#embed")).hasCount(0);
            assertThat(evil.evaluate("window.heard")).isEqualTo(List.of());
        }
    }
}
