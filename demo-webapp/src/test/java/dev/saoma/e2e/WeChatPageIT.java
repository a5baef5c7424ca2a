package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sandbox's own pages in a browser, with a minimal site: one page with a frame, one callback. */
@DisplayName("WeChat's sign-in page and the phone")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WeChatPageIT {
    private static final String APP_ID = "wx5aa0c0ffee123456";
    private static final String NEW_LOOK = "&stylelite=1";

    private Browsers browsers;
    private HttpServer server;
    private String site;
    private volatile String parentPage = "";
    private WeChatSandbox sandbox;
    private BrowserContext person;
    private Page page;
    private SandboxUser zhang;

    @BeforeAll
    void open() throws IOException {
        browsers = Browsers.ofPages();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/cb", exchange -> answer(exchange, "callback of the site"));
        server.createContext("/parent", exchange -> answer(exchange, parentPage));
        server.start();
        site = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    void close() {
        browsers.close();
        server.stop(0);
    }

    @BeforeEach
    void start() {
        start(sandbox());
    }

    @AfterEach
    void stop() {
        person.close();
        sandbox.close();
    }

    @Nested
    class OldLook {
        @Test
        void scannedAndConfirmed_goesToTheCallbackByScript() {
            page.navigate(authorize("self_redirect=default"));
            scan();
            assertThat(page.getByText("请在微信中点击确认即可登录")).isVisible();
            sandbox.confirm();
            page.waitForURL(Pattern.compile(".*/cb\\?a=b&code=[0-9A-Za-z]{32}&state=s1$"));
        }

        @Test
        void cancelled_saysSoAndCanBeScannedAgain() {
            page.navigate(authorize(""));
            scan();
            sandbox.cancel();
            assertThat(page.getByText("你已取消此次登录")).isVisible();
            scan();
            assertThat(page.getByText("扫描成功")).isVisible();
        }

        @Test
        void expired_loadsAgainWithAnotherQrCode() {
            page.navigate(authorize(""));
            String before = shownBy(page.locator(".qrcode"));
            sandbox.expire();
            assertThat(page.locator(".qrcode")).not().hasAttribute("src", before);
        }
    }

    @Nested
    class NewLook {
        @Test
        void expired_isRefreshedInPlace() {
            page.navigate(authorize(NEW_LOOK));
            page.evaluate("window.sameDocument = true");
            String before = shownBy(page.locator(".js_qrcode_img"));
            sandbox.expire();
            assertThat(page.locator(".js_qrcode_img")).not().hasAttribute("src", before);
            assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
            scan();
            assertThat(page.getByText("在微信中轻触允许即可登录")).isVisible();
        }

        @Test
        void failed_offersARefresh() {
            page.navigate(authorize(NEW_LOOK));
            String before = shownBy(page.locator(".js_qrcode_img"));
            sandbox.latestQrCode().fail();
            page.getByText("点击刷新").click();
            assertThat(page.locator(".js_qrcode_img")).not().hasAttribute("src", before);
            assertThat(page.getByText("二维码已失效")).isHidden();
        }
    }

    @Nested
    @DisplayName("which window the callback opens in")
    class Framed {
        @Test
        void selfRedirectTrue_staysInTheFrame() {
            FrameLocator frame = framed("self_redirect=true", "");
            confirmIn(frame);
            assertThat(frame.getByText("callback of the site")).isVisible();
            assertThat(page.url()).isEqualTo(site + "/parent");
        }

        @Test
        void selfRedirectFalse_takesTheWholeWindow() {
            confirmIn(framed("self_redirect=false", ""));
            page.waitForURL(site + "/cb**");
        }

        @Test
        void selfRedirectAbsent_takesTheWholeWindowOfAForeignSite() {
            confirmIn(framed("", ""));
            page.waitForURL(site + "/cb**");
        }

        @Test
        void ready_isToldToTheParent() {
            framed("", "").locator(".qrcode").waitFor();
            page.waitForFunction("window.messages.length > 0");
            assertThat(page.evaluate("window.messages[0]")).isEqualTo("{\"type\":\"status\",\"status\":\"wxReady\"}");
        }

        @Test
        @DisplayName("since 2024-04-25 the page reads its cookies")
        void sandboxedWithoutAllowSameOrigin_breaksBeforeTheFirstPoll() {
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            FrameLocator frame = framed("", "sandbox='allow-scripts allow-top-navigation'");
            frame.locator(".qrcode").waitFor();
            page.waitForCondition(() -> !errors.isEmpty());
            assertThat(errors.get(0)).contains("allow-same-origin");
        }

        private FrameLocator framed(String parameters, String attributes) {
            parentPage =
                    "<script>window.messages = []; addEventListener('message', e => messages.push(e.data))</script>"
                            + "<iframe width=300 height=400 " + attributes + " src=\""
                            + authorize(parameters).replace("&", "&amp;")
                            + "\"></iframe>";
            page.navigate(site + "/parent");
            return page.frameLocator("iframe");
        }

        private void confirmIn(FrameLocator frame) {
            frame.locator(".qrcode").waitFor();
            scan();
            sandbox.confirm();
        }
    }

    @Test
    @DisplayName("the page takes quotes and angle brackets out of its address")
    void quotesInState_areLost() {
        page.navigate(authorize("").replace("state=s1", "state=s%221%3E"));
        page.waitForURL(Pattern.compile(".*state=s1.*"));
        scan();
        sandbox.confirm();
        page.waitForURL(Pattern.compile(".*/cb.*&state=s1$"));
    }

    @Test
    void decliningReturnsState_goesBackWithoutACode() {
        stop();
        start(sandbox().decliningReturnsState(true));
        page.navigate(authorize(""));
        scan();
        sandbox.cancel();
        page.waitForURL(site + "/cb?a=b&state=s1");
    }

    @Test
    void phoneInASecondTab_showsTheNewestCodeAndFinishesTheSignIn() {
        List<String> complaints = new ArrayList<>();
        Page phone = person.newPage();
        phone.onConsoleMessage(message -> complaints.add(message.text()));
        phone.navigate(sandbox.phoneUri().toString());
        assertThat(phone.getByText("还没有二维码")).isVisible();

        page.navigate(authorize(NEW_LOOK));
        phone.bringToFront();
        phone.getByText("李娜").click();
        phone.locator("#scan:not([disabled])").click();
        assertThat(page.getByText("扫描成功")).isVisible();
        phone.locator("#allow").click();
        assertThat(phone.getByText("登录成功")).isVisible();
        page.waitForURL(site + "/cb**");
        assertThat(complaints).isEmpty();
    }

    @Test
    void phoneWithoutScripts_worksByItsForms() {
        page.navigate(authorize(NEW_LOOK));
        try (BrowserContext plain = browsers.person(new Browser.NewContextOptions()
                .setLocale("en-GB")
                .setJavaScriptEnabled(false)
                .setColorScheme(ColorScheme.DARK))) {
            Page phone = plain.newPage();
            phone.navigate(sandbox.phoneUri().toString());
            phone.locator("#scan").click();
            phone.locator("#cancel").click();
            assertThat(phone.getByText("Login cancelled")).isVisible();
        }
        assertThat(page.getByText("你已取消此次登录")).isVisible();
    }

    private static WeChatSandbox.Builder sandbox() {
        return WeChatSandbox.builder()
                .app(APP_ID, "0123456789abcdef0123456789abcdef", "客户管理", "127.0.0.1")
                .timings(SandboxTimings.quick());
    }

    private void start(WeChatSandbox.Builder builder) {
        sandbox = builder.start();
        zhang = sandbox.users().get(0);
        person = browsers.person();
        page = person.newPage();
    }

    private String authorize(String parameters) {
        return sandbox.uri() + "/connect/qrconnect?appid=" + APP_ID + "&scope=snsapi_login&redirect_uri="
                + URLEncoder.encode(site + "/cb?a=b", StandardCharsets.UTF_8) + "&state=s1&" + parameters;
    }

    private void scan() {
        sandbox.scanAs(zhang);
    }

    private static String shownBy(Locator image) {
        return image.getAttribute("src");
    }

    private static void answer(HttpExchange exchange, String html) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
