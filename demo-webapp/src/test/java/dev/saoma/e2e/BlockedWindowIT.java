package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The browser opens no window for the SDK, or one that no response could come back from. Chromium only. */
class BlockedWindowIT extends SdkFixture {
    /** Makes the browser open no window for the site's pages, by a policy, not even on a click. */
    private static void noWindows() {
        all.front.header(Part.SHOP, "Content-Security-Policy", "sandbox allow-scripts allow-same-origin allow-forms");
    }

    @Test
    @DisplayName("J2: blocked, and no redirect wanted")
    void blockedWindow_inModePopup_isTold() {
        noWindows();
        Page shop = all.shop(person, Map.of("mode", "popup"));

        shop.click("#try");

        assertThat(PopupFixture.result(shop)).isEqualTo("popup_blocked");
    }

    @Test
    @DisplayName("J2: blocked, so by redirect, and the same callbacks after it")
    void blockedWindow_goesByRedirectAndComesBack() {
        noWindows();
        Page shop = person.newPage();
        shop.navigate(all.site.shop() + "/?from=mail#orders");

        shop.click("#sign-in");
        assertThat(shop).hasURL(Pattern.compile("^https://login\\.test/authorize\\?"));
        all.scan(all.wechat().inFrameOf(shop));

        assertThat(shop.locator("#name")).hasText(all.user().nickname());
        assertThat(shop).hasURL(all.site.shop() + "/?from=mail#orders");
        PopupFixture.assertNothingIsStored(shop);
    }

    @Test
    @DisplayName("J2: no click, so the browser blocks the window; by redirect, and the same callbacks after it")
    void signInWithoutAClick_goesByRedirectAndComesBack() throws Exception {
        String html = """
                <!DOCTYPE html><script type="module">
                  import { AuthenticationClient } from 'https://login.test/sdk/v1/saoma.js';
                  const client = new AuthenticationClient({ appId: 'sibling', appHost: 'https://login.test' });
                  client.social.authorize('wechat:pc', {
                    onSuccess: (user) => { document.title = user.id; },
                    onError: (code, message) => { document.title = message; }
                  });
                </script>""";
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page tab = person.newPage();
            tab.navigate(all.front.url("www.login.test", site.port()) + "/?from=mail");

            assertThat(tab).hasURL(Pattern.compile("^https://login\\.test/authorize\\?"));
            all.scan(all.wechat().inFrameOf(tab));

            assertThat(tab).hasTitle(all.user().unionid());
            assertThat(tab).hasURL("https://www.login.test/?from=mail");
            assertThat(person.pages()).hasSize(1);
            PopupFixture.assertNothingIsStored(tab);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "popup", "redirect", "inline", "silent"})
    @DisplayName("a page without an origin, which no response could reach, gets an error before the user scans")
    void sandboxedPage_isToldAtOnce(String mode) throws Exception {
        String html = """
                <!DOCTYPE html><title>frame</title><button id="try">sign in</button><main></main>
                <script src="https://login.test/sdk/v1/saoma.global.js"></script>
                <script>
                  const client = new Saoma.AuthenticationClient({ appId: 'sibling', appHost: 'https://login.test' });
                  document.getElementById('try').onclick = () => client.social.authorize('wechat:pc', {
                    mode: '%s', container: 'main',
                    onSuccess: () => { document.title = 'signed in'; },
                    onError: (code, message, error) => { document.title = code + ' ' + message; }
                  });
                </script>""".formatted(mode);
        try (OnePageSite site = OnePageSite.start("sandbox allow-scripts allow-popups allow-top-navigation", html)) {
            Page tab = person.newPage();
            tab.navigate(all.front.url("www.login.test", site.port()) + "/");

            tab.click("#try");

            assertThat(tab).hasTitle(Pattern.compile("^9011 .+: origin null$"));
            assertThat(tab.locator("iframe")).hasCount(0);
            assertThat(person.pages()).hasSize(1);
        }
    }

    @Test
    @DisplayName("J17: where windows are lost, the sign-in goes by redirect at once")
    void insideWeChat_noWindowIsOpened() {
        try (BrowserContext phone = all.browsers.person(new Browser.NewContextOptions()
                .setUserAgent("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
                        + " MicroMessenger/8.0.50"))) {
            Page shop = all.shop(phone, Map.of());

            shop.click("#try");

            assertThat(shop).hasURL(Pattern.compile("^https://login\\.test/authorize\\?(?!.*response_mode)"));
            assertThat(phone.pages()).hasSize(1);
        }
    }
}
