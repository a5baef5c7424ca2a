package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.demo.LegacyWar;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Signing out of one application, of the hosted page, and so of all applications. There are two applications with the filter;
 * the second has another host name, because browsers keep cookies by host and path.
 */
class SignOutIT {
    private static final String SECRET = secret();
    private static final String SIGNED_OUT = "body[data-page=signed_out]";
    private static final String LOGIN = "body[data-page=login]";
    private static final String CONTINUE = "body[data-page=continue]";

    private static Browsers browsers;
    private static DemoSite site;
    private static LegacyWar second;
    private static URI secondUrl;

    private BrowserContext person;
    private WeChatPages wechat;
    private Page tab;

    private static String secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        ServerSocketChannel socket = Loopback.bind(0);
        secondUrl = URI.create("http://127.0.0.1:" + Loopback.port(socket) + "/crm");
        site = Sites.quick()
                .filteredApplication("second-desk", SECRET, secondUrl)
                .start();
        second = LegacyWar.start(
                Sites.war(),
                socket,
                Map.of(
                        "issuer",
                        site.page().toString(),
                        "clientId",
                        "second-desk",
                        "clientSecret",
                        SECRET,
                        "appUrl",
                        secondUrl.toString(),
                        "providerTimeout",
                        Sites.PROVIDER_TIMEOUT),
                "");
    }

    @AfterAll
    static void stop() throws Exception {
        second.close();
        site.close();
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        wechat = new WeChatPages(site.sandbox());
        tab = person.newPage();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    @Test
    @DisplayName("signed out of the application alone, the hosted page still knows who it was")
    void signOutHere_leavesTheHostedPageKnowing() {
        signIn();

        tab.click("#sign-out");
        tab.click("#again");

        assertThat(tab.locator(CONTINUE)).isVisible();
    }

    @Test
    @DisplayName("signed out everywhere, the hosted page offers no account to continue with")
    void signOutEverywhere_isForgottenByTheHostedPage() {
        signIn();

        tab.click("#sign-out-everywhere");
        assertThat(tab.locator(SIGNED_OUT)).isVisible();
        assertThat(tab.locator("h1")).hasText("您已退出登录");
        tab.click("#start-again");

        assertThat(tab.locator(LOGIN)).isVisible();
        assertThat(tab.locator("#nickname")).hasCount(0);
        scan(site.sandbox().users().get(1));
        assertThat(tab.frameLocator("frame[name=top]").locator("#user"))
                .hasText(site.sandbox().users().get(1).unionid());
    }

    @Test
    @DisplayName("a link signs out, too, and without a question")
    void signOutByLink_needsNoQuestion() {
        signIn();

        tab.evaluate("() => { location.href = '/crm/saoma/logout'; }");

        assertThat(tab.locator(SIGNED_OUT)).isVisible();
    }

    @Test
    @DisplayName("signed out at one application, the other one requires a new sign-in")
    void signOutAtOneApplication_endsTheSessionAtTheOther() {
        signIn();
        Page other = signInAtTheSecond();

        tab.click("#sign-out-everywhere");
        assertThat(tab.locator(SIGNED_OUT)).isVisible();

        assertAsksToSignIn(other);
    }

    @Test
    @DisplayName("signed out at the hosted page, no application lets anybody in any more")
    void signOutAtTheHostedPage_endsBothSessions() {
        signIn();
        Page other = signInAtTheSecond();

        Page page = person.newPage();
        page.navigate(site.page() + "/logout");
        page.click("#sign-out");
        assertThat(page.locator("#sign-out")).hasCount(0);

        assertAsksToSignIn(other);
        assertAsksToSignIn(tab);
    }

    private void signIn() {
        tab.navigate(site.application() + "/orders/7");
        scan(user());
        assertThat(tab.locator("#user")).hasText(user().unionid());
    }

    private Page signInAtTheSecond() {
        Page other = person.newPage();
        other.navigate(secondUrl + "/orders/7");
        assertThat(other.locator(CONTINUE)).isVisible();
        other.click("#continue");
        assertThat(other.locator("#user")).hasText(user().unionid());
        return other;
    }

    // Waits, because the page notifies the applications in the background: within moments, not at once.
    private static void assertAsksToSignIn(Page page) {
        String address = page.url();
        page.waitForCondition(() -> {
            page.navigate(address);
            return page.locator(LOGIN).count() == 1;
        });
    }

    private void scan(SandboxUser who) {
        QrCode code = wechat.inFrameOf(tab);
        code.scanAs(who);
        code.confirm();
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }
}
