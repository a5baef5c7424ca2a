package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.SdkFixture;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * WeChat's page in frames, and where its script navigates once a user has confirmed: what browsers allow it, and which cookies
 * they send. Each set-up ends in a sign-in, or says what to do. {@link WeChatLoginIT} tests the code two frames deep, I8.
 */
class FramesIT extends SdkFixture {
    private static final String CALLBACK = "/wechat/callback";
    private static final String FRAME_CALLBACK = "/wechat/callback/frame";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    @BeforeEach
    void record() {
        person.onRequest(requests::add);
        person.onConsoleMessage(message -> messages.add(message.text()));
    }

    /** Opens the login page in the site's own tab. */
    private Page loginPage() {
        return loginPage(person);
    }

    private static Page loginPage(BrowserContext person) {
        Page tab = all.shop(person, Map.of("mode", "redirect"));
        tab.click("#try");
        tab.locator("#wechat-frame").waitFor();
        return tab;
    }

    private void isSignedIn(Page tab) {
        assertThat(tab.locator("#name")).hasText(all.user().nickname());
    }

    /** Returns the cookies of the first request for that path of the hosted page. */
    private String cookiesSentTo(String path) {
        return requests.stream()
                .filter(request -> URI.create(request.url()).getPath().equals(path))
                .findFirst()
                .orElseThrow()
                .allHeaders()
                .getOrDefault("cookie", "");
    }

    @Test
    @DisplayName(
            "I1: WeChat's script moves its own frame; no cookie comes with the callback, and the page around finishes")
    void scriptMovesTheFrame_pageAroundFinishes() {
        Page tab = loginPage();

        all.scan(all.wechat().inFrameOf(tab));

        isSignedIn(tab);
        assertThat(cookiesSentTo(FRAME_CALLBACK)).isEmpty();
        assertThat(cookiesSentTo("/sign-in/finish")).isNotEmpty();
    }

    @Test
    @DisplayName(
            "I2: WeChat answers with a redirect; the cookie comes with the callback, and nothing else is different")
    void redirectMovesTheFrame_pageAroundFinishes() {
        Page tab = loginPage();
        QrCode code = all.wechat().inFrameOf(tab);
        Locator body = all.wechat().frameOf(tab).locator("body");
        String callback = (String) body.evaluate("""
                (page) => {
                  const callback = page.dataset.beforeCode + '¤' + page.dataset.afterCode;
                  page.dataset.beforeCode = '#'; // So its script goes nowhere.
                  page.dataset.afterCode = '';
                  return callback;
                }""");
        all.scan(code);
        assertThat(body).hasAttribute("data-state", "confirmed");
        String secret = (String) body.evaluate("() => location.hash.slice(1)");

        tab.evaluate(
                "url => { document.getElementById('wechat').shadowRoot.getElementById('wechat-frame').src = url; }",
                all.front
                        .redirect(Part.WECHAT, "/redirected", callback.replace("¤", secret))
                        .toString());

        isSignedIn(tab);
        assertThat(cookiesSentTo(FRAME_CALLBACK)).isNotEmpty();
    }

    @Test
    @DisplayName("I3: no frame at all; the cookie comes with the callback, which finishes")
    void wholeTabAtWeChat_callbackFinishes() {
        Page tab = loginPage();
        tab.click("#open-redirect");

        all.scan(all.wechat().in(tab));

        isSignedIn(tab);
        assertThat(cookiesSentTo(CALLBACK)).isNotEmpty();
    }

    @Test
    @DisplayName(
            "I4: WeChat's script takes the whole tab, which it may here; the page says what to do, and going back does it")
    void scriptTakesTheTab_pageSaysWhatToDo() {
        Page tab = loginPage();
        QrCode code = all.wechat().inFrameOf(tab);
        aimAtTheTop(all.wechat().frameOf(tab));
        all.scan(code);
        assertThat(tab.locator("body[data-page=frame] #stranded")).isVisible();

        tab.goBack();
        all.scan(all.wechat().inFrameOf(tab));

        isSignedIn(tab);
    }

    /**
     * Makes WeChat's script navigate the top window, as on sites that do not request the frame ({@code self_redirect}).
     */
    private static void aimAtTheTop(FrameLocator wechat) {
        wechat.locator("body").evaluate("page => { page.dataset.selfRedirect = 'false'; }");
    }

    @Test
    @DisplayName(
            "I5: a foreign site shows WeChat's code with our callback, and the browser keeps its script from the tab")
    void foreignFrameOfWeChat_thatMayNotLeave_endsWhereItIs() throws Exception {
        try (OnePageSite site = siteWithWeChat("allow-scripts allow-same-origin")) {
            Page foreign = person.newPage();
            foreign.navigate(all.front.url("frames.test", site.port()) + "/");

            all.scan(all.wechat().inFrameOf(foreign));

            waitUntilKeptFromTheTab(foreign);
            assertThat(foreign).hasURL("https://frames.test/");
            assertThat(requests).noneMatch(request -> request.url().contains(CALLBACK));
        }
    }

    @Test
    @DisplayName(
            "I6: and lets it, so the callback comes without a sign-in of ours: it says so, and no user is signed in")
    void foreignFrameOfWeChat_thatMayLeave_isToldThatNothingBeganHere() throws Exception {
        int asked = all.site.sandbox().apiCalls().size();
        try (OnePageSite site = siteWithWeChat("allow-scripts allow-same-origin allow-top-navigation")) {
            Page foreign = person.newPage();
            foreign.navigate(all.front.url("frames.test", site.port()) + "/");

            all.scan(all.wechat().inFrameOf(foreign));

            assertThat(foreign).hasURL(Pattern.compile("^https://login\\.test/wechat/callback\\?"));
            assertThat(foreign.locator("body[data-page=error] h1")).hasText("找不到这次登录");
            assertThat(all.site.sandbox().apiCalls())
                    .as("WeChat is not asked for the code")
                    .hasSize(asked);
        }
    }

    private void waitUntilKeptFromTheTab(Page tab) {
        tab.waitForCondition(
                () -> messages.stream().anyMatch(text -> text.contains("Unsafe attempt to initiate navigation")));
    }

    /** Starts a site with WeChat's frame from a login page of another browser, and our callback for whole tabs. */
    private static OnePageSite siteWithWeChat(String sandbox) throws Exception {
        try (BrowserContext other = all.browsers.person()) {
            String address = loginPage(other)
                    .locator("#wechat-frame")
                    .getAttribute("src")
                    .replace("self_redirect=true", "self_redirect=false")
                    .replace("%2Fcallback%2Fframe&", "%2Fcallback&");
            return OnePageSite.start(
                    "object-src 'none'",
                    "<!DOCTYPE html><iframe id=wechat-frame width=400 height=500 sandbox='" + sandbox + "' src='"
                            + address.replace("&", "&amp;") + "'></iframe>");
        }
    }

    @Test
    @DisplayName(
            "I7: two frames deep WeChat's script reaches for the site's tab and is kept from it; the component says expired")
    void scriptTwoFramesDeep_thatMayNotLeave_expires() {
        person.clock().install();
        Page shop = person.newPage();
        shop.navigate(all.site.shop() + "/embedded.html");
        FrameLocator embedded = shop.frameLocator("wechat-login iframe");
        all.wechat().inFrame(embedded.frameLocator("#wechat-frame"));
        // Chromium keeps scripts without a click from the tab; in a test they count as clicked, so a sandbox does it.
        shop.evaluate("""
                () => {
                  const frame = document.querySelector('wechat-login').shadowRoot.querySelector('iframe');
                  frame.sandbox = 'allow-scripts allow-same-origin';
                  frame.src = frame.src;
                }""");
        embedded.locator("body[data-page=embed]").waitFor();
        QrCode code = all.wechat().inFrame(embedded.frameLocator("#wechat-frame"));
        aimAtTheTop(embedded.frameLocator("#wechat-frame"));

        all.scan(code);
        waitUntilKeptFromTheTab(shop);
        person.clock().fastForward("06:00");

        assertThat(shop.locator("#events")).hasText("load login-error:expired");
        assertThat(embedded.locator("#again")).isVisible();
        assertThat(shop).hasURL(all.site.shop() + "/embedded.html");
    }

    @Test
    @DisplayName("I9: the login page itself in a registered site's frame is refused, and no cookie of ours goes there")
    void loginPageInTheSitesFrame_isRefused() {
        Page tab = loginPage();
        all.scan(all.wechat().inFrameOf(tab));
        isSignedIn(tab);
        requests.clear();
        Page shop = all.shop(person, Map.of());

        shop.evaluate("""
                async () => {
                  const frame = document.createElement('iframe');
                  frame.src = client.buildAuthorizeUrl({
                    redirectUri: location.origin + '/',
                    codeChallenge: await client.getCodeChallengeDigest({ codeChallenge: client.generateCodeChallenge() })
                  });
                  document.body.append(frame);
                }""");

        shop.waitForCondition(() -> messages.stream().anyMatch(text -> text.contains("frame-ancestors")));
        assertThat(shop.frameLocator("iframe").locator("#login")).hasCount(0);
        assertThat(cookiesSentTo("/authorize")).isEmpty();
    }
}
