package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HeldPort;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.HostedPage;
import dev.saoma.sandbox.WeChatSandbox;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's steps for the operator of a login page, followed from scratch: its {@code page.yaml} with the lines of the
 * console, the link that the command line prints, and then only what the console's screens show, by copy and paste. Only
 * addresses are replaced by free ones on loopback, and the local WeChat is used.
 */
class ConsoleFirstStepsIT {
    private static final int MOST_CLICKS = 25;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String WECHAT_SECRET = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("WECHAT_SECRET", WECHAT_SECRET, "CRM_SECRET", System.getenv("CRM_SECRET"));

    @TempDir
    Path folder;

    private final Hand hand = new Hand();
    private HeldPort port;
    private WeChatSandbox wechat;
    private HostedPage page;
    private Path yaml;
    private String issuer;
    private Browsers browsers;

    @BeforeEach
    void start() throws Exception {
        ServerSocketChannel pageSocket = Loopback.bind(0);
        ServerSocketChannel consoleSocket = Loopback.bind(0);
        issuer = "http://127.0.0.1:" + Loopback.port(pageSocket);
        wechat = WeChatSandbox.builder()
                .app("wx0123456789abcdef", WECHAT_SECRET, "README", "127.0.0.1")
                .timings(SandboxTimings.quick())
                .port(0)
                .start();
        String text = (ReadmeIT.snippet("page.yaml") + ReadmeIT.snippet("console.yaml"))
                .replace("https://login.example.cn", issuer)
                .replace("https://admin.example.cn", "http://127.0.0.1:" + Loopback.port(consoleSocket))
                .replace("admission: everybody", "admission: everybody, database: { timeout: PT1M }") // A busy machine.
                .replace("wechat:\n", "wechat:\n  openUrl: %1$s\n  apiUrl: %1$s\n".formatted(wechat.uri()));
        yaml = Files.writeString(Files.createDirectories(folder.resolve("page")).resolve("page.yaml"), text);
        page = HostedPage.start(yaml, ENVIRONMENT, pageSocket, consoleSocket);
        browsers = Browsers.ofPages();
        port = new HeldPort();
    }

    @AfterEach
    void stop() {
        port.close();
        browsers.close();
        page.close();
        wechat.close();
    }

    @Test
    @DisplayName(
            "5B: from the link to a user who is signed in at a new WAR, by copy and paste: 25 clicks and 5 minutes at most")
    void fromTheLink_toASignedInUserOfAWar() throws Exception {
        long began = System.nanoTime();
        String link = consoleLink();
        URI application = URI.create("http://localhost:" + port.number() + "/desk");
        Page tab = administrator(link);

        newApplication(tab, "war");
        hand.type(tab, "#clientId", "desk");
        hand.type(tab, "#name", "订单台");
        hand.type(tab, "#appUrl", application.toString());
        hand.click(tab, "form.stack button[type=submit]");
        assertThat(tab.locator("body[data-page=once]")).isVisible();
        String secret = hand.copy(tab, "[data-copy=value]");
        hand.click(tab, "a.primary");
        String webXml = hand.copy(tab, "[data-copy=snippet]"); // Waits until the new application is in use.

        String variable = found("\\$\\{env:(\\w+)}", webXml);
        assertThat(tab.locator("main")).containsText(variable);
        try (BareTomcat tomcat = BareTomcat.start(
                Files.createDirectories(folder.resolve("tomcat")), port.number(), Map.of(variable, secret))) {
            URI orders = URI.create(application + "/orders");
            tomcat.deploy("desk", webXml, orders);
            Page users = browsers.person().newPage();
            hand.open(users, orders.toString());
            SandboxUser user = wechat.users().get(1);
            hand.scan(new WeChatPages(wechat).inFrameOf(users), user);
            assertThat(users.locator("#user")).hasText(user.unionid());
            assertThat(users).hasURL(orders.toString());
        }

        assertThat(hand.clicks()).isLessThanOrEqualTo(MOST_CLICKS);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONGEST);
    }

    @Test
    @DisplayName(
            "5B: from the link to a user who is signed in at a new static page, by copy and paste: 25 clicks at most")
    void fromTheLink_toASignedInUserOfAStaticPage() throws Exception {
        AtomicReference<String> html = new AtomicReference<>("");
        String policy = "default-src 'none'; script-src 'unsafe-inline' %1$s; connect-src %1$s".formatted(issuer);
        try (OnePageSite site = OnePageSite.start(policy, html::get)) {
            String origin = "http://localhost:" + site.port();
            Page tab = administrator(consoleLink());

            newApplication(tab, "page");
            hand.type(tab, "#clientId", "shop");
            hand.type(tab, "#name", "竹器店");
            hand.type(tab, "#origins", origin);
            hand.click(tab, "form.stack button[type=submit]");
            html.set("<!DOCTYPE html><meta charset=utf-8><title>竹器店</title>" + hand.copy(tab, "[data-copy=snippet]"));

            Page users = browsers.person().newPage();
            hand.open(users, origin + "/");
            Page window = users.waitForPopup(() -> hand.click(users, "#sign-in"));
            SandboxUser user = wechat.users().get(1);
            hand.scan(new WeChatPages(wechat).inFrameOf(window), user);
            assertThat(users.locator("#status")).hasText(user.nickname());
        }

        assertThat(hand.clicks()).isLessThanOrEqualTo(MOST_CLICKS);
    }

    /** Returns a tab of an owner, entered by the link and a scan, in a browser whose clipboard the test may read. */
    private Page administrator(String link) {
        BrowserContext person = browsers.person(new NewContextOptions()
                .setLocale("zh-CN")
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        Page tab = person.newPage();
        hand.open(tab, link);
        assertThat(tab.locator("body[data-page=overview]")).isVisible();
        hand.click(tab, ".shell a");
        hand.click(tab, "main a.primary");
        hand.scan(new WeChatPages(wechat).inFrameOf(tab), wechat.users().get(0));
        hand.click(tab, "form[action='/administrators/me'] button");
        assertThat(tab.locator(".done")).isVisible();
        return tab;
    }

    private void newApplication(Page tab, String kind) {
        hand.click(tab, ".rail a[href='/applications']");
        hand.click(tab, "a[href='/applications/new']");
        hand.click(tab, "a[href$='kind=" + kind + "']");
    }

    /** Returns what the command line prints, run in a process of its own. */
    private String consoleLink() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.saoma.page.Main",
                        "--console-link",
                        yaml.toString())
                .redirectError(folder.resolve("link.err").toFile());
        command.environment().putAll(ENVIRONMENT);
        Process process = command.start();
        String printed = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("link.err")))
                .isZero();
        return found("(http://\\S+/enter#\\S+)", printed);
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
