package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.NavigateOptions;
import com.microsoft.playwright.options.WaitUntilState;
import dev.saoma.e2e.support.LoopbackDemo;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The last two ways in docs/site/ways.md, in the demonstration: the site's own library, and the plain address. */
@ExtendWith(LoopbackDemo.Shared.class)
class WaysIT {
    private static LoopbackDemo demo;

    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private BrowserContext person;
    private Page tab;

    @BeforeAll
    static void start(LoopbackDemo shared) {
        demo = shared;
    }

    @BeforeEach
    void openBrowser() {
        person = demo.browsers.person(complaints);
        tab = person.newPage();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    private void open(String address) {
        tab.navigate(address, new NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    }

    private void scanAs(SandboxUser user) {
        assertThat(tab.locator("body[data-page=login]")).isVisible();
        QrCode code = new WeChatPages(demo.site.sandbox()).inFrameOf(tab);
        code.scanAs(user);
        code.confirm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/plain.html", "/library"})
    void signIn_endsOnThePageThatBeganIt_withTheUsersNameAndId(String page) {
        SandboxUser user = demo.site.sandbox().users().get(1);
        open(demo.site.shop() + page);

        tab.click("#sign-in");
        scanAs(user);

        assertThat(tab.locator("#name")).hasText(user.nickname());
        assertThat(tab.locator("#status")).hasText("登录页认得您：" + user.unionid() + "。");
        assertThat(tab).hasURL(demo.site.shop() + page);
        assertThat(complaints).isEmpty();
    }

    /** Login CSRF: the response to a sign-in that another browser began. */
    @ParameterizedTest
    @ValueSource(strings = {"/plain.html", "/library/callback"})
    void responseOfAnotherBrowser_signsNoOneIn(String callback) {
        open(demo.site.shop() + callback + "?code=c&state=of-another-browser&iss=" + demo.site.page());

        assertThat(tab.locator("#status")).hasText("这次登录不是在这里开始的。");
        assertThat(tab.locator("#name")).hasText("");
    }

    @Test
    void plainAddress_ignoresAResponseOfAnotherProvider() {
        open(demo.site.shop() + "/plain.html");
        tab.click("#sign-in");
        assertThat(tab).hasURL(Pattern.compile(".*/authorize\\?.*"));
        String state = tab.url().replaceFirst(".*[?&]state=([^&]*).*", "$1");

        open(demo.site.shop() + "/plain.html?code=c&state=" + state + "&iss=https://login.example.org");

        assertThat(tab.locator("#status")).hasText("这次登录不是在这里开始的。");
    }
}
