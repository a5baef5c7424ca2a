package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.DemoSite;
import dev.saoma.sandbox.Qr;
import dev.saoma.sandbox.SandboxUser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The existing site signs its users in with the browser SDK, over https and with separate host names. */
class PopupSignInIT {
    private static Browsers browsers;
    private static HttpsFront front;
    private static DemoSite site;

    private BrowserContext person;
    private WeChatPages wechat;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        front = HttpsFront.start();
        browsers = new Browsers(front.browserArguments());
        site = Sites.quick().front(front).start();
    }

    @AfterAll
    static void stop() throws Exception {
        site.close();
        front.close();
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        person.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        wechat = new WeChatPages(site.sandbox());
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    @Test
    @DisplayName("J1, J8: the guide's snippet under a strict policy, then the order desk with the token")
    void signedInInTheWindow_isKnownToTheSiteAndToTheOrderDesk() {
        Page shop = person.newPage();
        shop.navigate(site.shop() + "/");

        Page window = shop.waitForPopup(() -> shop.click("#sign-in"));
        Qr code = wechat.inFrameOf(window);
        window.waitForClose(() -> scan(code));

        assertThat(shop.locator("#name")).hasText(user().nickname());
        assertThat(shop.locator("#status")).hasText("The order desk knows you as " + user().unionid() + ".");
        assertThat(shop.locator("#orders li")).hasCount(3);
        assertThat(complaints).isEmpty();
    }

    private static SandboxUser user() {
        return site.sandbox().users().get(0);
    }

    private static void scan(Qr code) {
        code.scanAs(user());
        code.confirm();
    }
}
