package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.saoma.demo.DemoSite;
import dev.saoma.demo.Front;
import dev.saoma.demo.Front.Part;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.HeldPort;
import dev.saoma.e2e.support.HttpsFront;
import dev.saoma.e2e.support.ProxyServer;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.TlsLine;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documentation's lines for nginx, HAProxy and Caddy, in front of the hosted page and of a WAR with the filter. */
class ProxiesIT {
    private static final int TOKEN_CALLS = 10;
    /** More than a minute's budget, however slow the machine. */
    private static final int MANY_CALLS = 200;

    @TempDir
    Path folder;

    /** Page and WAR, each behind a proxy with https, and the addresses that browsers use. */
    private static final class Fronts implements Front, AutoCloseable {
        private final Map<Part, Integer> inside = new EnumMap<>(Part.class);
        private final Map<Part, HeldPort> outside = new EnumMap<>(Part.class);
        private final List<ProxyServer> running = new ArrayList<>();

        Fronts() throws IOException {
            for (Part part : List.of(Part.PAGE, Part.WAR)) {
                outside.put(part, new HeldPort());
            }
        }

        @Override
        public URI url(Part part, int port) {
            inside.put(part, port);
            return part == Part.WECHAT ? Front.NONE.url(part, port) : URI.create("https://" + host(part));
        }

        private static String host(Part part) {
            return switch (part) {
                case PAGE -> "login.test";
                case WAR -> "orders.test";
                default -> "unused.test";
            };
        }

        void start(ProxyServer.Kind kind, Path folder) throws Exception {
            Path pem = Files.writeString(folder.resolve("front.pem"), HttpsFront.pem("*.test"));
            for (Part part : outside.keySet()) {
                String behind = "127.0.0.1:" + inside.get(part);
                running.add(ProxyServer.start(
                        kind,
                        folder.resolve(part.name()),
                        new ProxyServer.Place(host(part), outside.get(part).number(), behind, pem)));
            }
        }

        @Override
        public void close() {
            running.forEach(ProxyServer::close);
            outside.values().forEach(HeldPort::close);
        }

        List<String> browserArguments() {
            return List.of(
                    "--host-resolver-rules=MAP login.test 127.0.0.1:"
                            + outside.get(Part.PAGE).number() + ", MAP orders.test 127.0.0.1:"
                            + outside.get(Part.WAR).number(),
                    "--ignore-certificate-errors");
        }

        TlsLine line(Part part) {
            return new TlsLine(host(part), outside.get(part).number());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("signs in through the proxy, which passes on addresses, scheme, long headers and bodies")
    void signsIn_andPassesOnWhatCounts(ProxyServer.Kind kind) throws Exception {
        kind.orSkip();
        try (Fronts fronts = new Fronts();
                DemoSite site = Sites.quick()
                        .front(fronts)
                        .pageSetting("trustedProxies: [127.0.0.1]")
                        .filterSetting("trustedProxies", "127.0.0.1")
                        .pageSetting("limits: { tokenCallsPerAddress: " + TOKEN_CALLS + " }")
                        .start();
                Browsers browsers = new Browsers(fronts.browserArguments());
                BrowserContext person = browsers.person()) {
            fronts.start(kind, folder);
            signsIn(site, person);
            hasCookiesForHttpsAlone(person);
            takesLongHeaders(fronts);
            answersALongBody(fronts.line(Part.PAGE));
            countsEachClientByItself(fronts.line(Part.PAGE));
        }
    }

    private static void signsIn(DemoSite site, BrowserContext person) {
        Page tab = person.newPage();
        tab.navigate(site.application() + "/orders/7");
        SandboxUser user = site.sandbox().users().get(0);
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(user);
        code.confirm();
        assertThat(tab.locator("#user")).hasText(user.unionid());
        assertThat(tab).hasURL(Pattern.compile("^https://orders\\.test/crm/orders/7"));
    }

    private static void hasCookiesForHttpsAlone(BrowserContext person) {
        List<Cookie> page = person.cookies("https://login.test/");
        assertThat(page).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.name).startsWith("__Host-");
            assertThat(cookie.secure).isTrue();
        });
    }

    /** Checks that cookies as long as those of many applications under one domain are accepted. */
    private static void takesLongHeaders(Fronts fronts) throws Exception {
        String cookies = "Cookie: other=" + "c".repeat(20_000) + "; another=" + "d".repeat(20_000) + "\r\n";
        assertThat(fronts.line(Part.PAGE).get("/.well-known/openid-configuration", cookies))
                .isEqualTo(200);
    }

    /** Checks that the response to a long body is the page's own, and not an error of the proxy. */
    private static void answersALongBody(TlsLine page) throws Exception {
        assertThat(page.post("/token", "a=" + "b".repeat(20_000), "127.0.0.3")).isEqualTo(413);
    }

    /** Checks that rate limits are per client, so that the page knows its address, and not only that of the proxy. */
    private static void countsEachClientByItself(TlsLine page) throws Exception {
        int calls = 0;
        while (page.post("/token", "grant_type=x", "127.0.0.4") != 429) {
            assertThat(++calls).as("calls of one client that were answered").isLessThan(MANY_CALLS);
        }
        assertThat(page.post("/token", "grant_type=x", "127.0.0.5")).isNotEqualTo(429);
    }
}
