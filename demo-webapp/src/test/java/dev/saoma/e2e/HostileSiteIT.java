package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.SdkFixture;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Another site opens our windows, sends messages and frames pages. */
class HostileSiteIT extends SdkFixture {
    private static OnePageSite evilSite;

    @BeforeAll
    static void start() throws Exception {
        evilSite = OnePageSite.start("object-src 'none'", "<!DOCTYPE html><button id=go>go</button>");
        all.front.url("evil.test", evilSite.port());
    }

    @AfterAll
    static void stop() {
        evilSite.close();
    }

    @Test
    @DisplayName("J5: another site opens the window for the shop, with a verifier of its own, and receives nothing")
    void hostileOpener_receivesNothing() {
        String request = addressOfASignIn();
        Page evil = evil();
        evil.evaluate("""
                (url) => {
                  window.heard = [];
                  addEventListener('message', (event) => heard.push(event.data));
                  document.getElementById('go').onclick = () => { window.w = window.open(url, 'w', 'popup'); };
                }""", request);
        Page window = evil.waitForPopup(() -> evil.click("#go"));
        assertThat(window.locator(".to .host")).hasText("shop.test"); // The user sees where they sign in.

        all.scan(all.wechat().inFrameOf(window));

        assertThat(window.locator("#message-text")).hasText("您可以关闭此窗口了。");
        assertThat(evil.evaluate("heard")).isEqualTo(List.of());
        assertThat(evil.evaluate("""
                async (state) => fetch('https://login.test/sdk/v1/status',
                    { method: 'POST', body: new URLSearchParams({ state }) })
                  .then((answer) => answer.text(), () => 'refused')""", parameter(request, "state")))
                .as("the notes are not for it either")
                .isEqualTo("refused");
    }

    @Test
    @DisplayName("another site that opens the page cannot count whether, or since when, the visitor is known there")
    void framesOfTheWindow_tellNothing() {
        String request = addressOfASignIn();
        Page evil = evil();
        evil.evaluate("""
                () => {
                  document.getElementById('go').onclick = () => {
                    window.counts = new Set();
                    window.w = window.open('about:blank', '_blank', 'popup');
                    setInterval(() => counts.add(w.length), 1);
                  };
                }""");

        assertThat(countedFrames(evil, request, "#wechat-frame")).isEqualTo(List.of(0));
        Page shop = all.shop(person, Map.of());
        all.scan(all.wechat().inFrameOf(all.open(shop)));
        all.assertSignedIn(shop);
        assertThat(countedFrames(evil, request, "#continue")).isEqualTo(List.of(0));
        assertThat(countedFrames(evil, request + "&max_age=0", "#wechat-frame")).isEqualTo(List.of(0));
    }

    private static Object countedFrames(Page evil, String request, String shows) {
        Page window = evil.waitForPopup(() -> evil.click("#go"));
        evil.evaluate("url => { w.location = url; }", request);
        window.locator(shows).waitFor();
        Object counts = evil.evaluate("new Promise(done => setTimeout(() => done([...counts]), 200))");
        window.close();
        return counts;
    }

    @Test
    @DisplayName("J4: messages of another origin, another window, another sign-in, of no shape, too early and too late")
    void hostileMessages_areIgnoredSilently() {
        Page evil = evil();
        evil.evaluate(
                "document.getElementById('go').onclick = () => { window.w = window.open('https://shop.test/'); }");
        Page shop = evil.waitForPopup(() -> evil.click("#go"));
        shop.locator("#sign-in:enabled").waitFor();
        all.furnish(shop, Map.of());
        evil.evaluate(
                "w.postMessage({ type: 'saoma:response', state: 'x', iss: 'https://login.test', code: 'c' }, '*')");
        Page window = all.open(shop);
        String state = parameter(loginPage(window), "state");

        for (String message : forged(state)) {
            evil.evaluate("w.postMessage(" + message + ", '*')");
            shop.evaluate("postMessage(" + message + ", location.origin)"); // Right window, wrong source.
        }
        for (String message : List.of(
                "null",
                "42",
                "'saoma:response'",
                "{ type: 'saoma:response' }",
                "{ type: 'saoma:response', state: 'other', iss: 'https://login.test', code: 'c' }",
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://evil.test', code: 'c' }",
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://login.test' }",
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://login.test', code: 'c', error: 'e' }",
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://login.test', code: {} }",
                "{ type: 'saoma:at', state: 'other', at: 'closing' }")) {
            window.evaluate("opener.postMessage(" + message + ", 'https://shop.test')");
        }
        all.scan(all.wechat().inFrameOf(window));

        all.assertSignedIn(shop);
        for (String message : forged(state)) {
            evil.evaluate("w.postMessage(" + message + ", '*')");
        }
        assertThat((Integer) shop.evaluate("results.length")).isEqualTo(1);
    }

    private static List<String> forged(String state) {
        return List.of(
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://login.test', code: 'stolen' }",
                "{ type: 'saoma:response', state: '" + state + "', iss: 'https://login.test', error: 'access_denied' }",
                "{ type: 'saoma:at', state: '" + state + "', at: 'closing' }",
                "{ code: 200, message: '', data: { token: 'x' }, event: { source: 'authing', eventType: 'socialLogin' } }");
    }

    @Test
    @DisplayName("R2: a code that another site put into the address signs no user in")
    void injectedCode_isIgnored() {
        Page shop = person.newPage();

        shop.navigate("https://shop.test/?code=stolen&state=unknown&iss=https://login.test");

        shop.locator("#sign-in:enabled").waitFor();
        assertThat(shop).hasURL("https://shop.test/");
        assertThat(shop.locator("#name")).isEmpty();
        assertThat(shop.locator("#status")).hasText("登录后可以查看。");
    }

    @Test
    @DisplayName("A9: another site cannot frame the sign-in")
    void hostileFrame_showsNothing() {
        String request = addressOfASignIn();
        Page evil = evil();

        evil.evaluate("""
                (url) => {
                  const frame = document.createElement('iframe');
                  frame.src = url;
                  document.body.append(frame);
                  return new Promise((resolve) => { frame.onload = resolve; }).then(() => {});
                }""", request);

        assertThat(evil.frameLocator("iframe").locator("#login")).hasCount(0);
    }

    private Page evil() {
        Page evil = person.newPage();
        evil.navigate("https://evil.test/");
        return evil;
    }

    /** Returns what the shop itself would open. Its verifier is not known here; a hostile site would create its own. */
    private String addressOfASignIn() {
        try (BrowserContext other = all.browsers.person()) {
            Page shop = all.shop(other, Map.of());
            return loginPage(all.open(shop));
        }
    }

    private static String loginPage(Page window) {
        window.locator("#login").waitFor();
        return window.url();
    }

    private static String parameter(String url, String name) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(url);
        if (!matcher.find()) {
            throw new AssertionError(name + " is not in " + url);
        }
        return URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8);
    }
}
