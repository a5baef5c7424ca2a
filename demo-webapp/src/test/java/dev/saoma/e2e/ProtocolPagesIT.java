package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.qr.QrCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of the protocol: the form that posts itself, and the confirmation of a sign-out. */
class ProtocolPagesIT {
    private static final List<String> POSTED = new CopyOnWriteArrayList<>();

    private static Browsers browsers;
    private static HttpServer application;
    private static String callback;
    private static DemoSite site;

    private BrowserContext person;
    private Page tab;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        application = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        application.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                POSTED.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            byte[] body = "arrived".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        application.start();
        callback = "http://localhost:" + application.getAddress().getPort() + "/cb";
        site = Sites.quick()
                .applicationEntry("  - { clientId: poster, name: Poster, redirectUris: [\"" + callback + "\"] }\n")
                .start();
    }

    @AfterAll
    static void stop() {
        site.close();
        application.stop(0);
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        tab = person.newPage();
        POSTED.clear();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    private static String formPostRequest(String state) {
        return site.page() + "/authorize?client_id=poster&redirect_uri="
                + URLEncoder.encode(callback, StandardCharsets.UTF_8)
                + "&response_type=code&response_mode=form_post&scope=openid&nonce=n&state=" + state
                + "&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    }

    private void scan() {
        assertThat(tab.locator("body[data-page=login]")).isVisible();
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(site.sandbox().users().get(0));
        code.confirm();
    }

    @Test
    void formPost_arrivesByItself_andBackDoesNotPostItAgain() {
        tab.navigate(formPostRequest("s%26%22%3E1"));
        scan();
        assertThat(tab.getByText("arrived")).isVisible();
        assertThat(tab).hasURL(callback);
        assertThat(POSTED)
                .singleElement()
                .satisfies(body -> assertThat(body)
                        .containsPattern("(^|&)code=[^&]+")
                        .contains("state=s%26%22%3E1")
                        .contains("iss=" + URLEncoder.encode(site.page().toString(), StandardCharsets.UTF_8)));

        tab.goBack();
        tab.waitForLoadState();
        assertThat(POSTED).hasSize(1);
    }

    @Test
    void formPost_withoutJavaScript_takesAClick() {
        tab.navigate(formPostRequest("first"));
        scan();
        assertThat(tab.getByText("arrived")).isVisible();
        POSTED.clear();
        // The page still knows the user, so the second sign-in needs no script of WeChat's.
        try (BrowserContext plain = browsers.person(new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale("zh-CN")
                .setJavaScriptEnabled(false))) {
            plain.addCookies(person.cookies().stream()
                    .map(cookie -> new com.microsoft.playwright.options.Cookie(cookie.name, cookie.value)
                            .setDomain(cookie.domain)
                            .setPath(cookie.path))
                    .toList());
            Page page = plain.newPage();
            page.navigate(formPostRequest("second"));
            page.click("#continue");
            page.click("#go-on");
            assertThat(page.getByText("arrived")).isVisible();
        }
        assertThat(POSTED).singleElement().satisfies(body -> assertThat(body).contains("state=second"));
    }

    @Test
    void signOutQuestion_canBeAnsweredWithNo() {
        tab.navigate(site.application() + "/orders/7");
        scan();
        assertThat(tab.locator("#user")).isVisible();
        tab.navigate(site.page() + "/logout?client_id=order-desk");
        assertThat(tab.locator("#nickname"))
                .hasText(site.sandbox().users().get(0).nickname());
        tab.click("#stay");
        assertThat(tab).hasURL(Pattern.compile("/crm/"));
        tab.navigate(site.page() + "/logout");
        assertThat(tab.locator("#sign-out")).isVisible(); // A user is still signed in.
    }

    @Test
    void signOutQuestion_answeredWithYes_forgetsThePerson_andLeadsBack() {
        tab.navigate(site.application() + "/orders/7");
        scan();
        assertThat(tab.locator("#user")).isVisible();
        tab.navigate(site.page() + "/logout?client_id=order-desk");
        tab.click("#sign-out");
        assertThat(tab.locator("h1")).hasText("您已退出登录");
        tab.navigate(site.page() + "/logout");
        assertThat(tab.locator("main[data-asks=false]")).isVisible();
        tab.navigate(formPostRequest("again"));
        assertThat(tab.locator("body[data-page=login]")).isVisible(); // A scan, not "continue as".
    }
}
