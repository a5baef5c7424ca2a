package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.saoma.demo.AuthingSdk;
import dev.saoma.demo.DemoSite;
import dev.saoma.sandbox.Qr;
import dev.saoma.sandbox.SandboxUser;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * {@code authing-js-sdk} as npm has it, unchanged, at our page: over https and with separate host names. Nothing else in the
 * build needs the npm client, so where that cannot fetch the SDK these tests are skipped, and say so.
 */
class AuthingSdkIT {
    private static final String EVIL = "https://evil.test";

    private static Browsers browsers;
    private static HttpsFront front;
    private static DemoSite site;

    private BrowserContext person;
    private WeChatPages wechat;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() throws Exception {
        try {
            AuthingSdk.script();
        } catch (AuthingSdk.NotFetchedException e) {
            throw new TestAbortedException("not run: " + e.getMessage(), e);
        }
        front = HttpsFront.start();
        browsers = new Browsers(front.browserArguments());
        site = Sites.quick().front(front).start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.close();
            front.close();
            browsers.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        person.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        person.onRequest(
                request -> hosts.add(String.valueOf(URI.create(request.url()).getHost())));
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    private Page shop() {
        Page shop = person.newPage();
        shop.navigate(site.shop() + "/authing.html");
        assertThat(shop.locator("#sign-in")).isEnabled();
        return shop;
    }

    private Page signedIn() {
        Page shop = shop();
        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        Qr code = wechat.inFrameOf(window);
        window.waitForClose(() -> scan(code));
        assertThat(shop.locator("#name")).hasText(user().nickname());
        return shop;
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(Qr code) {
        code.scanAs(user());
        code.confirm();
    }

    private static void asked(Page shop, String button, String answer) {
        shop.click("#" + button);
        assertThat(shop.locator("#answer")).containsText(Pattern.compile(answer));
    }

    @Test
    @DisplayName("sign-in, checkLoginStatus, validateToken, getCurrentUser, logout: nothing changed but appHost")
    void everyDocumentedCall_works() {
        Page shop = signedIn();

        asked(shop, "check", "check: [^¤]*\"code\": 200[^¤]*\"status\": true");
        asked(shop, "validate", "validate: [^¤]*\"sub\": \"" + user().unionid() + "\"");
        asked(shop, "user", "user: [^¤]*\"id\": \"" + user().unionid() + "\"[^¤]*\"nickname\": \"" + user().nickname());
        asked(shop, "sign-out", "done");
        assertThat(shop.locator("#status")).hasText("Signed out.");
        asked(shop, "check", "check: [^¤]*\"code\": 2020[^¤]*\"status\": false");
        asked(shop, "user", "user: null");

        assertThat(complaints).isEmpty();
        assertThat(hosts).containsExactlyInAnyOrder("shop.test", "login.test", "wechat.test");
    }

    @Test
    void afterSignOut_oldTokenIsNotValid_andTheNextSignInNeedsAScan() {
        Page shop = signedIn();
        Object token = shop.evaluate("localStorage.getItem('_authing_token')");
        asked(shop, "sign-out", "done");

        shop.evaluate("token => localStorage.setItem('_authing_token', token)", token);

        asked(shop, "validate", "\"code\": 400");
        asked(shop, "check", "\"status\": false");
        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        assertThat(window.locator("#wechat-frame")).isVisible();
        window.close();
    }

    @Test
    void personWhomThePageKnows_clicksAndIsSignedIn() {
        Page shop = signedIn();

        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        window.waitForClose(() -> window.locator("form button").first().click());

        asked(shop, "check", "\"status\": true");
    }

    @Test
    @DisplayName("J5: an opener at a foreign origin waits in vain, however the person signs in")
    void hostileOpener_hearsOfNothing() {
        person.route(EVIL + "/**", AuthingSdkIT::hostilePage);
        Page evil = person.newPage();
        evil.navigate(EVIL + "/");
        String address = site.page() + "/connections/social/wechat:pc?app_id=shop-authing&with_identities=0";

        Page window = evil.waitForPopup(() -> evil.evaluate("url => { window.open(url); }", address));
        Qr code = wechat.inFrameOf(window);
        window.waitForClose(() -> scan(code));

        assertThat(evil.evaluate("window.heard")).isEqualTo(List.of());
        Page shop = shop();
        asked(shop, "check", "\"status\": false");
    }

    /** It hides where it is, or it would be turned away at once. */
    private static void hostilePage(Route route) {
        route.fulfill(new FulfillOptions()
                .setContentType("text/html")
                .setBody("<meta name=referrer content=no-referrer><script>window.heard = [];"
                        + "addEventListener('message', e => heard.push(JSON.stringify(e.data)));</script>"));
    }

    @Test
    void hostileOpenerThatSaysWhereItIs_isTurnedAwayAtOnce() {
        person.route(
                EVIL + "/**",
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/html").setBody("<p>evil")));
        Page evil = person.newPage();
        evil.navigate(EVIL + "/");
        String address = site.page() + "/connections/social/wechat:pc?app_id=shop-authing";

        Page window = evil.waitForPopup(() -> evil.evaluate("url => { window.open(url); }", address));

        assertThat(window.locator("body")).hasAttribute("data-page", "error");
    }

    @Test
    void scriptAtAForeignOrigin_readsNothing() {
        Page shop = signedIn();
        Object token = shop.evaluate("localStorage.getItem('_authing_token')");
        person.route(
                EVIL + "/**",
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/html").setBody("<p>evil")));
        Page evil = person.newPage();
        evil.navigate(EVIL + "/");

        Object answer = evil.evaluate(
                "([url, token]) => fetch(url + token, { credentials: 'include' }).then(r => r.text(), e => e.name)",
                List.of(site.page() + "/api/v2/oidc/validate_token?id_token=", token));

        assertThat(answer).isEqualTo("TypeError");
    }
}
