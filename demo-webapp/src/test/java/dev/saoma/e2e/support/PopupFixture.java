package dev.saoma.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.IOException;
import java.util.List;

/**
 * The demonstration over https, a browser that finds it, and the site's page with a button that a test can configure.
 */
public final class PopupFixture implements AutoCloseable {
    public static final String FURNISH = """
            async (options) => {
              const { AuthenticationClient } = await import('https://login.test/sdk/v1/saoma.js');
              window.client = new AuthenticationClient({ appId: 'shop', appHost: 'https://login.test', lang: 'en-US' });
              window.abort = new AbortController();
              window.results = [];
              window.opened = [];
              const open = window.open;
              window.open = (...how) => {
                const found = open.apply(window, how);
                opened.push(found);
                return found;
              };
              window.states = [];
              const button = document.createElement('button');
              button.id = 'try';
              button.textContent = 'Try';
              document.body.append(button);
              button.addEventListener('click', () => {
                const all = Object.assign({ onState: (state) => states.push(state), signal: abort.signal }, options);
                client.social.authorize('wechat:pc', all).then(
                  (user) => results.push(user.id),
                  (error) => results.push(error.reason));
              });
            }""";

    public final HttpsFront front;
    public final Browsers browsers;
    public final DemoSite site;

    /** One instance for all classes that do not change it. */
    public static final class Shared extends SharedFixture<PopupFixture> {
        public Shared() {
            super(PopupFixture.class, PopupFixture::new);
        }
    }

    private PopupFixture() throws Exception {
        front = HttpsFront.start();
        browsers = new Browsers(front.browserArguments());
        site = Sites.quick()
                .front(front)
                .decliningReturnsState(true)
                .applicationEntry("  - { clientId: sibling, name: Sibling, origins: [\"https://www.login.test\"] }\n")
                .start();
    }

    public WeChatPages wechat() {
        return new WeChatPages(site.sandbox());
    }

    public SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    public void scan(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    /**
     * Opens the site's page with a button {@code #try} that signs in with these options, a JavaScript object without functions.
     */
    public Page shop(BrowserContext person, Object options) {
        Page shop = person.newPage();
        shop.navigate(site.shop() + "/");
        furnish(shop, options);
        return shop;
    }

    public void furnish(Page shop, Object options) {
        shop.evaluate(FURNISH, options);
    }

    /** Clicks the button and waits for the window. */
    public Page open(Page shop) {
        return shop.waitForPopup(() -> shop.click("#try"));
    }

    /** Returns how the sign-in ended: the user's id, or the reason for its failure. */
    public static String result(Page shop) {
        until(shop, "results.length > 0");
        return (String) shop.evaluate("results[0]");
    }

    /** Waits for a condition in the page; Playwright's own way needs eval, which the site's policy forbids. */
    public static void until(Page shop, String condition) {
        until(shop.mainFrame(), condition);
    }

    /** Does the same for a frame. */
    public static void until(Frame shop, String condition) {
        shop.evaluate("""
                () => new Promise((resolve, reject) => {
                  const last = performance.now() + %d;
                  const look = () => {
                    if (%s) {
                      resolve();
                    } else if (performance.now() > last) {
                      reject(new Error('waited in vain: ' + JSON.stringify([states, results])));
                    } else {
                      setTimeout(look, 50);
                    }
                  };
                  look();
                })""".formatted(Browsers.PATIENCE_MILLIS, condition));
    }

    public void assertSignedIn(Page shop) {
        assertThat(result(shop)).isEqualTo(user().unionid());
        assertThat(shop.evaluate("client.getCurrentUser().then(user => user.nickname)"))
                .isEqualTo(user().nickname());
    }

    public static void assertNothingIsStored(Page shop) {
        assertThat(shop.evaluate("[localStorage.length, sessionStorage.length, document.cookie]"))
                .isEqualTo(List.of(0, 0, ""));
    }

    @Override
    public void close() throws IOException {
        site.close();
        browsers.close();
        front.close();
    }
}
