package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.demo.AuthingSdk;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.SdkFixture;
import dev.saoma.sandbox.qr.QrCode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/**
 * {@code authing-js-sdk} as published on npm, unchanged, with our page: over https and with separate host names. Nothing else
 * in the build needs the npm client, so where it cannot fetch the SDK, these tests are skipped with a message.
 */
class AuthingSdkIT extends SdkFixture {
    private static final String SIGN_IN = "https://login.test/connections/social/wechat:pc?app_id=shop-authing";

    private final Set<String> hosts = ConcurrentHashMap.newKeySet();

    @BeforeAll
    static void start() throws Exception {
        try {
            AuthingSdk.script();
        } catch (AuthingSdk.NotFetchedException e) {
            throw new TestAbortedException("not run: " + e.getMessage(), e);
        }
    }

    @BeforeEach
    void record() {
        person.onRequest(
                request -> hosts.add(String.valueOf(URI.create(request.url()).getHost())));
    }

    private Page shop() {
        Page shop = person.newPage();
        shop.navigate(all.site.shop() + "/authing.html");
        assertThat(shop.locator("#sign-in")).isEnabled();
        return shop;
    }

    private Page signedIn() {
        Page shop = shop();
        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        QrCode code = all.wechat().inFrameOf(window);
        window.waitForClose(() -> all.scan(code));
        assertThat(shop.locator("#name")).hasText(all.user().nickname());
        return shop;
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
        asked(shop, "validate", "validate: [^¤]*\"sub\": \"" + all.user().unionid() + "\"");
        asked(
                shop,
                "user",
                "user: [^¤]*\"id\": \"" + all.user().unionid() + "\"[^¤]*\"nickname\": \""
                        + all.user().nickname());
        assertThat(shop.evaluate("authenticationClient.logoutCurrent().then(() => 'done', () => 'rejected')"))
                .isEqualTo("rejected");
        asked(shop, "check", "\"status\": true");
        complaints.clear(); // about that call
        asked(shop, "sign-out", "done");
        assertThat(shop.locator("#status")).hasText("已退出。");
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
    void hostileOpener_hearsOfNothing() throws IOException {
        // It hides its address, which would be refused at once.
        String html = "<meta name=referrer content=no-referrer><script>window.heard = [];"
                + "addEventListener('message', e => heard.push(JSON.stringify(e.data)));</script>";
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page evil = evil(site);
            Page window = evil.waitForPopup(
                    () -> evil.evaluate("url => { window.open(url); }", SIGN_IN + "&with_identities=0"));
            QrCode code = all.wechat().inFrameOf(window);
            window.waitForClose(() -> all.scan(code));

            assertThat(evil.evaluate("window.heard")).isEqualTo(List.of());
        }
        asked(shop(), "check", "\"status\": false");
    }

    private Page evil(OnePageSite site) {
        Page evil = person.newPage();
        evil.navigate(all.front.url("evil-authing.test", site.port()) + "/");
        return evil;
    }

    @Test
    void hostileOpenerThatSaysWhereItIs_isTurnedAwayAtOnce() throws IOException {
        try (OnePageSite site = OnePageSite.start("object-src 'none'", "<p>evil")) {
            Page evil = evil(site);

            Page window = evil.waitForPopup(() -> evil.evaluate("url => { window.open(url); }", SIGN_IN));

            assertThat(window.locator("body")).hasAttribute("data-page", "error");
        }
    }

    @Test
    void scriptAtAForeignOrigin_readsNothing() throws IOException {
        Page shop = signedIn();
        Object address = "https://login.test/api/v2/oidc/validate_token?id_token="
                + shop.evaluate("localStorage.getItem('_authing_token')");
        String read = "url => fetch(url).then(r => r.status, e => e.name)";
        assertThat(shop.evaluate(read, address)).as("at the site's own").isEqualTo(200);
        complaints.clear();
        try (OnePageSite site = OnePageSite.start("object-src 'none'", "<p>evil")) {
            Page evil = evil(site);

            assertThat(evil.evaluate(read, address)).isEqualTo("TypeError");
            evil.waitForCondition(() -> complaints.stream().anyMatch(text -> text.contains("CORS")));
        }
    }
}
