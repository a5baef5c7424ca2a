package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.PageAtLaterTime;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/** A page with a console, two applications in its file, and a directory with the rows of {@link ConsoleData}. */
final class RunningConsole implements AutoCloseable {
    private static final String KEY = "00112233445566778899aabbccddeeff0123456789abcdef0f1e2d3c4b5a6978";
    private static final String APP_ID = "wx00000000c0450e1e";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final WeChatSandbox wechat;
    private final PageAtLaterTime page;
    private final URI url;
    private final String database;

    private RunningConsole(WeChatSandbox wechat, PageAtLaterTime page, URI url, String database) {
        this.wechat = wechat;
        this.page = page;
        this.url = url;
        this.database = database;
    }

    static RunningConsole start(Path folder) throws Exception {
        return start(folder, ConsoleData.usual(), "", List.of());
    }

    /**
     * @param options additional members of {@code console:}, such as {@code , readOnly: true}
     * @param users with WeChat, the future administrator first; empty for the sandbox's own users
     */
    static RunningConsole start(Path folder, ConsoleData data, String options, List<SandboxUser> users)
            throws Exception {
        WeChatSandbox.Builder builder = WeChatSandbox.builder();
        users.forEach(builder::user);
        WeChatSandbox wechat = builder.app(APP_ID, SECRET, "Saoma demo", "127.0.0.1")
                .timings(SandboxTimings.quick())
                .port(0)
                .start();
        ServerSocketChannel socket = Loopback.bind(0);
        ServerSocketChannel own = Loopback.bind(0);
        URI url = URI.create("http://127.0.0.1:" + Loopback.port(own));
        String database = "jdbc:h2:file:" + folder.resolve("people").toAbsolutePath();
        String yaml = """
                issuer: http://127.0.0.1:%d
                wechat: { appId: %s, appSecret: %s, openUrl: "%s", apiUrl: "%s" }
                keys: { cookie: "%s" }
                directory: { admission: everybody, database: { url: "%s", timeout: PT1M } }
                console: { url: "%s"%s }
                applications:
                  - { clientId: crm, name: 客户管理, redirectUris: ["https://crm.example.cn/callback"] }
                  - { clientId: shop, name: Shop, redirectUris: ["https://shop.example.cn/callback"] }
                """.formatted(
                        Loopback.port(socket), APP_ID, SECRET, wechat.uri(), wechat.uri(), KEY, database, url, options);
        PageAtLaterTime page = new PageAtLaterTime(Files.writeString(folder.resolve("page.yaml"), yaml), socket, own);
        RunningConsole console = new RunningConsole(wechat, page, url, database);
        try (Connection connection = console.connection()) {
            data.write(connection, APP_ID);
        }
        return console;
    }

    /** Opens another connection to the directory's database, beside the page's. */
    Connection connection() throws SQLException {
        return DriverManager.getConnection(database + ";AUTO_SERVER=TRUE");
    }

    String url() {
        return url.toString();
    }

    String issuer() {
        return page.page().issuer().toString();
    }

    /** Advances the page's clock, without any request in between. */
    void putForward(Duration by) {
        page.putForward(by);
    }

    /** Returns a new link, as the command line prints it. */
    String link() {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.systemUTC();
        Sealer sealer = new Sealer(
                List.of(SealKey.of(HexFormat.of().parseHex(KEY))),
                page.page().issuer().toString(),
                clock,
                random);
        return EntryLinks.make(url, sealer, new RandomText(random), clock);
    }

    /** Scans and confirms what WeChat's page in the tab shows. */
    void scan(Page tab) {
        QrCode code = new WeChatPages(wechat).in(tab);
        code.scanAs(wechat.users().get(0));
        code.confirm();
    }

    /** Makes the tab's user an owner, by a link from the shell, a scan, and one click. */
    void becomeOwner(Page tab) {
        tab.navigate(link());
        assertThat(tab.locator("body[data-page=overview]")).isVisible();
        assertThat(tab.locator(".shell")).isVisible();
        assertThat(tab).hasURL(url + "/");
        tab.click(".shell a");
        tab.click("a.primary");
        tab.locator("#open-redirect").click();
        scan(tab);
        assertThat(tab.locator("form[action='/administrators/me']")).isVisible();
        tab.click("form[action='/administrators/me'] button");
        assertThat(tab.locator(".done")).isVisible();
        assertThat(tab.locator(".shell")).hasCount(0);
    }

    /** Registers the application {@code desk} with that name, a WAR; returns when it is in use. */
    void newWar(Page tab, String name) {
        tab.navigate(url + "/applications/new?kind=war");
        tab.fill("#clientId", "desk");
        tab.fill("#name", name);
        tab.fill("#appUrl", "https://desk.example.cn/orders");
        tab.locator("form.stack button[type=submit]").click();
        assertThat(tab.locator("body[data-page=once]")).isVisible();
        tab.click("a.primary");
        assertThat(tab.locator("#snippet")).containsText("https://desk.example.cn/orders");
    }

    /** Stops WeChat. */
    void closeWeChat() {
        wechat.close();
    }

    @Override
    public void close() {
        page.close();
        wechat.close();
    }
}
