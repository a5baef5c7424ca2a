package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.saoma.e2e.support.DemoFixture;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A session ends while the user types: {@code keep-session.js} signs in again in a window, and nothing typed is lost.
 */
class SignInAgainIT extends DemoFixture {
    private Page tab;
    private final List<String> console = new CopyOnWriteArrayList<>();

    @BeforeEach
    void openTab() {
        tab = person.newPage();
        tab.onConsoleMessage(message -> console.add(message.text()));
    }

    @Test
    void form_isSubmittedAfterTheSignIn() {
        signInAndOpen("/orders/7");
        tab.fill("#note", "竹子 & \"quotes\"");
        endSession();

        tab.click("#add-note");
        signInAgain(user(0));

        assertThat(tab.locator(".note").last()).hasText(user(0).unionid() + ": 竹子 & \"quotes\"");
        assertThat(tab).hasURL(site.application() + "/orders/7");
    }

    @Test
    void formOfASignedInUser_isSubmittedAtOnce() {
        signInAndOpen("/orders/7");
        tab.fill("#note", "at once");

        tab.click("#add-note");

        assertThat(tab.locator(".note").last()).containsText("at once");
    }

    @Test
    @DisplayName("J4: works when an opener policy has cut the window from its opener")
    void windowWithoutOpener_isHeardByTheOtherChannel() {
        person.addInitScript("if (location.pathname.endsWith('/popup-done')) window.opener = null");
        signInAndOpen("/orders/7");
        tab.fill("#note", "no opener");
        endSession();

        tab.click("#add-note");
        signInAgain(user(0));

        assertThat(tab.locator(".note").last()).containsText("no opener");
    }

    @Test
    @DisplayName("J8: strict Content-Security-Policy")
    void strictPolicy_isNoObstacle() {
        signInAndOpen("/orders/7");
        tab.route("**/orders/6", SignInAgainIT::withStrictPolicy);
        tab.navigate(site.application() + "/orders/6");
        tab.fill("#note", "strict");
        endSession();

        tab.click("#add-note");
        signInAgain(user(0));

        assertThat(tab.locator(".note").last()).containsText("strict");
        assertThat(console).noneMatch(line -> line.contains("Content Security Policy"));
    }

    private static void withStrictPolicy(Route route) {
        if (!route.request().method().equals("GET")) {
            route.resume();
            return;
        }
        APIResponse response = route.fetch();
        Map<String, String> headers = new HashMap<>(response.headers());
        headers.put(
                "content-security-policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self';"
                        + " require-trusted-types-for 'script'");
        route.fulfill(new Route.FulfillOptions().setResponse(response).setHeaders(headers));
    }

    @Test
    @DisplayName("S12: another user signs in: the form of the first one is not sent")
    void anotherUser_sendsNothing() {
        signInAndOpen("/orders/8");
        tab.fill("#note", "of the first user");
        endSession();

        tab.click("#add-note");
        signInAgain(user(1));

        assertThat(tab.locator("dialog h2")).hasText("当前登录的是其他用户");
        tab.click("#saoma-reload");
        assertThat(tab.locator("#user")).hasText(user(1).unionid());
        assertThat(tab.locator(".note")).hasCount(0);
    }

    @Test
    void fetchCalls_areRepeatedWithTheirBodies() {
        signInAndOpen("/orders/7");
        endSession();

        tab.evaluate("""
                () => {
                  const note = text => new URLSearchParams({ note: text });
                  window.answers = Promise.all([
                    fetch('7', { method: 'POST', body: note('fetch 竹'), headers: { 'X-Mine': '1' } }),
                    fetch(new Request('7', { method: 'POST', body: note('request') })),
                    fetch('7')
                  ]).then(all => all.map(response => response.status + (response.redirected ? ' redirected' : '')).join());
                }""");
        assertThat(tab.locator("dialog")).hasCount(1);
        signInAgain(user(0));

        assertThat(tab.evaluate("window.answers")).isEqualTo("200 redirected,200 redirected,200");
        tab.reload();
        assertThat(tab.locator("main")).containsText("fetch 竹");
        assertThat(tab.locator("main")).containsText("request");
    }

    @Test
    void xhrCalls_areRepeated_andTheCallerHearsOfOneAnswer() {
        signInAndOpen("/orders/7");
        endSession();

        tab.evaluate("""
                () => {
                  const xhr = new XMLHttpRequest();
                  const heard = [];
                  ['loadstart', 'readystatechange', 'load', 'error', 'loadend'].forEach(type =>
                    xhr.addEventListener(type, () => heard.push(type === 'readystatechange' ? xhr.readyState : type)));
                  xhr.open('POST', '7');
                  xhr.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded');
                  window.answers = new Promise(resolve => {
                    xhr.onloadend = () => resolve(xhr.status + ' ' + heard.filter((e, i) => e !== heard[i - 1]).join());
                  });
                  xhr.send('note=by+xhr');
                }""");
        signInAgain(user(0));

        assertThat(tab.evaluate("window.answers")).isEqualTo("200 1,loadstart,2,3,4,load,loadend");
        tab.reload();
        assertThat(tab.locator("main")).containsText("by xhr");
    }

    @Test
    void givingUp_leavesThePageAsItIs_andCallersGetThe401() {
        signInAndOpen("/orders/7");
        tab.fill("#note", "still here");
        endSession();
        tab.evaluate("""
                () => {
                  const xhr = new XMLHttpRequest();
                  const viaXhr = new Promise(resolve => { xhr.onload = () => resolve(xhr.status); });
                  xhr.open('GET', '7');
                  xhr.send();
                  window.answers = Promise.all([fetch('7').then(response => response.status), viaXhr]).then(String);
                }""");

        tab.click("#saoma-cancel");
        assertThat(tab.evaluate("window.answers")).isEqualTo("401,401");

        tab.click("#add-note");
        tab.locator("dialog").press("Escape");
        assertThat(tab.locator("dialog")).hasCount(0);
        assertThat(tab.locator("#note")).hasValue("still here");
    }

    @Test
    @DisplayName("J2: a blocked window")
    void blockedWindow_offersALink() {
        signInAndOpen("/orders/7");
        tab.fill("#note", "by link");
        endSession();
        tab.evaluate("() => { window.open = () => null; }");

        tab.click("#add-note");
        tab.click("#saoma-sign-in");
        Page other = person.waitForPage(() -> tab.click("#saoma-link"));
        QrCode code = wechat.inFrameOf(other);
        scan(code, user(0));

        assertThat(tab.locator(".note").last()).containsText("by link");
    }

    private void signInAndOpen(String path) {
        tab.navigate(site.application() + path);
        scan(wechat.inFrameOf(tab), user(0));
        assertThat(tab.locator("#user")).hasText(user(0).unionid());
        tab.waitForLoadState();
        tab.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    }

    private void endSession() {
        person.clearCookies();
    }

    private void signInAgain(SandboxUser user) {
        Page popup = tab.waitForPopup(() -> tab.click("#saoma-sign-in"));
        QrCode code = wechat.inFrameOf(popup);
        popup.waitForClose(() -> scan(code, user));
    }

    private static SandboxUser user(int index) {
        return site.sandbox().users().get(index);
    }

    private static void scan(QrCode code, SandboxUser user) {
        code.scanAs(user);
        code.confirm();
    }
}
