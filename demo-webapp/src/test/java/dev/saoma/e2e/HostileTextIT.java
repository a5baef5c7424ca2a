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
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outside input stays text, and no other site can frame our pages, in a browser that would run what slips through. */
class HostileTextIT {
    private static final String XSS =
            "'\"></title></script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
                    + "<svg onload=window.pwned=1>javascript:window.pwned=1//[[${1117*1119}]]{{1117*1119}}";

    private static Browsers browsers;
    private static DemoSite site;
    private static HttpServer foreign;
    private static volatile String foreignPage = "";

    private BrowserContext person;
    private Page tab;
    private final List<String> ranOrReported = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        foreign = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        foreign.createContext("/", exchange -> {
            byte[] body = foreignPage.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        foreign.start();
        site = Sites.quick()
                .user(new SandboxUser("oSao1Hostile00000000000000000", "oSaoUHostile0000000000000000", XSS, ""))
                .applicationEntry("  - { clientId: hostile, name: \"<img src=x onerror=window.pwned=1>\","
                        + " redirectUris: [\"http://localhost:"
                        + foreign.getAddress().getPort() + "/cb\"] }\n")
                .start();
    }

    @AfterAll
    static void stop() {
        site.close();
        foreign.stop(0);
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        person.exposeFunction("reported", arguments -> ranOrReported.add(String.valueOf(arguments[0])));
        person.addInitScript("addEventListener('securitypolicyviolation', e => reported(e.violatedDirective + ' '"
                + " + e.sourceFile)); addEventListener('load', () => window.pwned && reported('script ran'));");
        tab = person.newPage();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String request(String client, String redirectUri, String more) {
        return site.page() + "/authorize?client_id=" + client + "&redirect_uri=" + encoded(redirectUri)
                + "&response_type=code&scope=openid%20profile&nonce=n&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" + more;
    }

    private static String hostileClient(String more) {
        return request("hostile", "http://localhost:" + foreign.getAddress().getPort() + "/cb", more);
    }

    static Stream<String> addresses() {
        String xss = encoded(XSS);
        return Stream.of(
                hostileClient("&state=" + xss),
                hostileClient("&state=s&ui_locales=" + xss + "&login_hint=" + xss + "&display=" + xss),
                hostileClient("&state=s&first_begun=" + xss + "&language=" + xss),
                hostileClient("&state=s&prompt=" + xss),
                request(xss, "http://localhost/", "&state=s"),
                request("hostile", XSS, "&state=s"),
                site.page() + "/wechat/callback?code=" + xss + "&state=" + xss,
                site.page() + "/wechat/callback/popup?code=" + xss + "&state=" + xss,
                site.page() + "/wechat/callback/in-wechat?code=" + xss + "&state=" + xss,
                site.page() + "/wechat/callback/frame?code=" + xss + "&state=abcdefghijklmnopqrstuvwxyz012345",
                site.page() + "/sign-in/post?response=" + xss,
                site.page() + "/logout?client_id=" + xss + "&post_logout_redirect_uri=" + xss + "&state=" + xss,
                site.page() + "/logout?id_token_hint=" + xss,
                site.page() + "/" + xss);
    }

    @ParameterizedTest
    @MethodSource("addresses")
    @DisplayName("A10: in no parameter, nor in the name of an application")
    void parameter_neverRuns_andTheBrowserHasNothingToReport(String address) {
        tab.navigate(address);

        tab.waitForLoadState();
        assertThat(tab.evaluate("window.pwned === undefined")).isEqualTo(true);
        // Longer than a port number, which error pages and the login page may show.
        assertThat(tab.locator("body")).not().containsText("1249923");
        assertThat(ranOrReported).isEmpty();
    }

    @Test
    @DisplayName("A10: nor in a nickname")
    void nickname_neverRuns() {
        tab.navigate(site.application() + "/orders/7");
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(site.sandbox().users().get(0));
        code.confirm();
        assertThat(tab.locator("#user")).isVisible();
        tab.navigate(site.page() + "/logout");

        assertThat(tab.locator("#nickname")).containsText("<script>window.pwned=1</script>");
        assertThat(tab.evaluate("window.pwned === undefined")).isEqualTo(true);
        assertThat(ranOrReported).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"}) // The same site as the page, and another one.
    @DisplayName("A9: neither page, nor error, nor callback shows in another page's frame")
    void framed_isBlocked(String host) {
        for (String address : List.of(
                hostileClient("&state=s"),
                site.page() + "/nothing",
                site.page() + "/logout",
                site.page() + "/wechat/callback?code=c&state=s",
                site.page() + "/wechat/callback/frame?code=c&state=abcdefghijklmnopqrstuvwxyz012345")) {
            foreignPage = "<iframe src=\"" + address.replace("&", "&amp;") + "\"></iframe>";
            tab.navigate(
                    URI.create("http://" + host + ":" + foreign.getAddress().getPort() + "/")
                            .toString());
            tab.waitForLoadState(); // Including its frames.

            assertThat(tab.frames()).hasSize(2);
            assertThat(tab.frameLocator("iframe").locator("[data-page]").count())
                    .as(address)
                    .isZero();
        }
    }
}
