package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.saoma.demo.Front;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HttpsFront;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.HostedPage;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import io.jsonwebtoken.JwtException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's "site in another language", from scratch to a signed-in user, with the snippets as they are: the hosted page is
 * the README's, with the site's entry; only host names are replaced, and the local WeChat is used. The back end does what
 * docs/site/sdk.md shows.
 */
class OwnSiteIT {
    private static final String CRM_SECRET = System.getenv("CRM_SECRET");
    private static final String WECHAT_SECRET = "0123456789abcdef0123456789abcdef";
    private static final String POLICY = "default-src 'none'; script-src 'unsafe-inline' https://login.test"
            + "; connect-src 'self' https://login.test; require-trusted-types-for 'script'";

    @TempDir
    static Path folder;

    private static HttpsFront front;
    private static WeChatSandbox wechat;
    private static HostedPage page;
    private static URI pageInside;
    private static HttpServer site;
    private static Browsers browsers;
    private static volatile String lastToken = "";

    private BrowserContext person;

    @BeforeAll
    static void start() throws Exception {
        front = HttpsFront.start();
        ServerSocketChannel wechatSocket = Loopback.bind(0);
        ServerSocketChannel pageSocket = Loopback.bind(0);
        URI wechatUrl = front.url(Front.Part.WECHAT, Loopback.port(wechatSocket));
        front.url(Front.Part.PAGE, Loopback.port(pageSocket));
        pageInside = URI.create("http://127.0.0.1:" + Loopback.port(pageSocket));
        wechat = WeChatSandbox.builder()
                .app("wx0123456789abcdef", WECHAT_SECRET, "README", "login.test")
                .timings(SandboxTimings.quick())
                .socket(wechatSocket)
                .start();
        String yaml = hosts(ReadmeIT.snippet("page.yaml") + ReadmeIT.snippet("shop.yaml"))
                .replace("wechat:\n", """
                    hosts: ["%s"]
                    wechat:
                      openUrl: %s
                      apiUrl: %s
                    """.formatted(pageInside.getRawAuthority(), wechatUrl, wechat.uri()));
        page = HostedPage.start(
                PageSettings.parse(yaml, folder, Map.of("WECHAT_SECRET", WECHAT_SECRET, "CRM_SECRET", CRM_SECRET)),
                pageSocket);
        site = site(hosts(ReadmeIT.snippet("shop.html")));
        front.url(Front.Part.SHOP, site.getAddress().getPort());
        browsers = new Browsers(front.browserArguments());
    }

    @AfterAll
    static void stop() throws Exception {
        browsers.close();
        site.stop(0);
        page.close();
        wechat.close();
        front.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    @Test
    void click_signsIn_andTheBackEndKnowsTheUser() {
        Page tab = open();

        Page window = tab.waitForPopup(() -> tab.click("#sign-in"));
        QrCode code = new WeChatPages(wechat).inFrameOf(window);
        window.waitForClose(() -> scan(code));

        assertThat(tab.locator("#status"))
                .hasText(user().nickname() + ": known to the back end as " + user().unionid());
    }

    @Test
    void whereNoWindowOpens_theSameHappensByRedirect() {
        person.addInitScript("window.open = () => null");
        Page tab = open();

        tab.click("#sign-in");
        assertThat(tab).hasURL(Pattern.compile("^https://login\\.test/authorize\\?"));
        scan(new WeChatPages(wechat).inFrameOf(tab));

        assertThat(tab.locator("#status"))
                .hasText(user().nickname() + ": known to the back end as " + user().unionid());
    }

    @Test
    void introspection_knowsNothingOfAnIdToken() throws Exception {
        Page tab = open();
        Page window = tab.waitForPopup(() -> tab.click("#sign-in"));
        scan(new WeChatPages(wechat).inFrameOf(window));
        assertThat(tab.locator("#status")).containsText(user().unionid());

        HttpRequest request = HttpRequest.newBuilder(URI.create(pageInside + "/introspect"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("client_id=crm&client_secret="
                        + URLEncoder.encode(CRM_SECRET, StandardCharsets.UTF_8) + "&token=" + lastToken))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo("{\"active\":false}");
    }

    @Test
    @DisplayName("J8: the classic script as the documentation pins it, under a policy with Trusted Types")
    void pinnedScript_ofTheDocumentation_signsIn() {
        Page tab = person.newPage();
        tab.navigate("https://shop.test/pinned");
        tab.evaluate("""
                () => {
                  const client = new Saoma.AuthenticationClient({ appId: 'shop', appHost: 'https://login.test' });
                  const button = document.body.appendChild(document.createElement('button'));
                  button.addEventListener('click', () => client.social.authorize('wechat:pc')
                    .then((user) => { document.title = user.id; }));
                }""");

        Page window = tab.waitForPopup(() -> tab.click("button"));
        QrCode code = new WeChatPages(wechat).inFrameOf(window);
        window.waitForClose(() -> scan(code));

        assertThat(tab).hasTitle(user().unionid());
    }

    private Page open() {
        Page tab = person.newPage();
        tab.navigate("https://shop.test/");
        return tab;
    }

    private static SandboxUser user() {
        return wechat.users().get(0);
    }

    private static void scan(QrCode code) {
        code.scanAs(user());
        code.confirm();
    }

    private static String hosts(String snippet) {
        return snippet.replace("login.example.cn", "login.test").replace("shop.example.cn", "shop.test");
    }

    /** Starts a site with the page, and an interface that identifies the user by the token alone. */
    private static HttpServer site(String html) throws IOException {
        ShopTokens tokens = new ShopTokens("https://login.test", URI.create(pageInside + "/jwks"), "shop");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 200, "text/html; charset=utf-8", html));
        String pinned = pinned();
        server.createContext("/pinned", exchange -> answer(exchange, 200, "text/html; charset=utf-8", pinned));
        server.createContext("/api/me", exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            lastToken = header == null ? "" : header.replaceFirst("^Bearer ", "");
            try {
                String user = tokens.verify(lastToken).getSubject();
                answer(exchange, 200, "text/plain; charset=utf-8", "known to the back end as " + user);
            } catch (JwtException | IllegalArgumentException e) {
                answer(exchange, 401, "text/plain; charset=utf-8", "not known: " + e.getMessage());
            }
        });
        server.start();
        return server;
    }

    private static String pinned() throws IOException {
        Matcher snippet = Pattern.compile("```html\\n(<script src=.*?integrity=.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "site", "sdk.md")));
        assertThat(snippet.find()).as("docs/site/sdk.md pins a script").isTrue();
        return hosts(snippet.group(1));
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
