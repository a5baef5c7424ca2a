package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.saoma.demo.Front.Part;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Set-ups in which something between window and opener cuts the tie. Each ends in a sign-in or in a defined error. */
class OpenerPolicyIT {
    private static PopupFixture all;
    private BrowserContext person;

    @BeforeAll
    static void start() throws Exception {
        all = new PopupFixture();
    }

    @AfterAll
    static void stop() throws Exception {
        all.close();
    }

    @BeforeEach
    void openBrowser() {
        person = all.browsers.person();
    }

    @AfterEach
    void closeBrowser() {
        all.front.noHeaders();
        person.close();
    }

    @ParameterizedTest(name = "{0}: {1} says {2}")
    @CsvSource({
        "P1, SHOP, unsafe-none",
        "P3, PAGE, same-origin",
        "P4, PAGE, same-origin-allow-popups",
        "P5, SHOP, same-origin",
        "P6, SHOP, same-origin-allow-popups"
    })
    @DisplayName("J6: whatever the site or a proxy of the page says")
    void codeInTheWindow_signsIn(String id, Part part, String policy) {
        all.front.openerPolicy(part, policy);
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        all.scan(all.wechat().inFrameOf(window));

        all.assertSignedIn(shop);
        person.waitForCondition(() -> person.pages().size() == 1);
    }

    @ParameterizedTest(name = "{0}: WeChat says {1}")
    @CsvSource({"P1, unsafe-none", "P2 and P7, same-origin"})
    void wechatsOwnPageInTheWindow_signsIn(String id, String policy) {
        all.front.openerPolicy(Part.WECHAT, policy);
        Page shop = all.shop(person, Map.of());

        Page window = all.open(shop);
        window.click("#open-redirect");
        all.scan(all.wechat().in(window));

        all.assertSignedIn(shop);
        person.waitForCondition(() -> person.pages().size() == 1);
    }

    @Test
    @DisplayName("P2: the window looks closed while the user is at WeChat, and nothing is given up")
    void cutOffWindow_stillOpen_isNotTakenForClosed() {
        all.front.openerPolicy(Part.WECHAT, "same-origin");
        Page shop = all.shop(person, Map.of());
        Page window = all.open(shop);
        window.click("#open-redirect");
        all.wechat().in(window);

        shop.waitForTimeout(3000); // Long enough for a mistake: a closed window is reported within two seconds.

        assertThat((Integer) shop.evaluate("results.length")).isZero();
    }

    @Test
    @DisplayName("P8: a site inside another site's frame")
    void siteInAFrame_signsIn() throws Exception {
        try (Host host = new Host()) {
            Frame shop = host.frame(person);
            Page window = host.page.waitForPopup(() -> shop.click("#try"));

            all.scan(all.wechat().inFrameOf(window));

            assertThat(host.result(shop)).isEqualTo(all.user().unionid());
        }
    }

    /** A foreign site with the shop in a frame. */
    private final class Host implements AutoCloseable {
        private final HttpServer server;
        Page page;

        Host() throws Exception {
            all.front.header(Part.SHOP, "Content-Security-Policy", "frame-ancestors https://host.test");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] html = "<!DOCTYPE html><iframe src='https://shop.test/' width=600 height=400></iframe>"
                    .getBytes(StandardCharsets.UTF_8);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, html.length);
                exchange.getResponseBody().write(html);
                exchange.close();
            });
            server.start();
            all.front.url("host.test", server.getAddress().getPort());
        }

        Frame frame(BrowserContext person) {
            page = person.newPage();
            page.navigate("https://host.test/");
            page.frameLocator("iframe").locator("#sign-in:enabled").waitFor();
            Frame shop = page.frames().get(1);
            shop.evaluate(PopupFixture.FURNISH, Map.of());
            return shop;
        }

        Object result(Frame shop) {
            PopupFixture.until(shop, "results.length > 0");
            return shop.evaluate("results[0]");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
