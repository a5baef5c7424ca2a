package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import dev.saoma.demo.DemoSite;
import dev.saoma.demo.DemoSiteBuilder;
import dev.saoma.demo.Loopback;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.keys.SigningKeyFile;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.opentest4j.TestAbortedException;

/**
 * Clients that are not ours, each set up from the issuer alone, go the whole way with the hosted page: they sign in, accept new
 * keys, and sign out. Ours comes first: it fetches unknown keys once in thirty seconds, and the tests of the others rotate keys
 * too.
 */
@TestMethodOrder(OrderAnnotation.class)
class ForeignClientsIT {
    private static final String NODE_ID = "openid-client";
    private static final String NODE_SECRET = "secret-of-node-4fHt7Ks2Wq9Zx5Vb8M";

    private static Browsers browsers;
    private static NodeClient node;
    private static TestAbortedException nodeMissing;
    private static DemoSite site;
    private static SpringClient spring;

    private BrowserContext person;
    private Page tab;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        ServerSocketChannel springSocket = Loopback.bind(0);
        DemoSiteBuilder builder = Sites.quick().applicationEntry(SpringClient.entry(springSocket));
        try {
            node = NodeClient.start(NODE_ID, NODE_SECRET);
            builder.applicationEntry(nodeEntry());
        } catch (TestAbortedException e) {
            nodeMissing = e;
        }
        site = builder.start();
        spring = SpringClient.start(springSocket, site.page());
    }

    private static String nodeEntry() {
        return """
                - { clientId: %s, name: Node, clientSecret: %s, redirectUris: ["%s/callback"],
                    postLogoutRedirectUris: ["%s/signed-out"] }
                """.formatted(NODE_ID, NODE_SECRET, node.uri(), node.uri()).indent(2);
    }

    @AfterAll
    static void stop() throws Exception {
        spring.close();
        site.close();
        if (node != null) {
            node.close();
        }
        browsers.close();
    }

    @BeforeEach
    void openBrowser() {
        person = browsers.person();
        tab = person.newPage();
    }

    @AfterEach
    void closeBrowser() {
        person.close();
    }

    private static SandboxUser user(int index) {
        return site.sandbox().users().get(index);
    }

    private void scanAs(SandboxUser user) {
        assertThat(tab.locator("body[data-page=login]")).isVisible();
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(user);
        code.confirm();
    }

    /**
     * Replaces the signing key at once, as an operator does after a theft. Returns when the running page has noticed.
     */
    private void switchKeys() throws Exception {
        Set<String> before = published();
        new SigningKeyFile(site.files().resolve("signing-key.json"))
                .rotate(List.of("RS256"), Duration.ZERO, Clock.systemUTC());
        tab.waitForCondition(() -> !published().equals(before));
    }

    /** Signs out, and checks that the page session has ended, even for a browser that sends its cookie again. */
    private void endThePageSession(Runnable signOut) {
        List<Cookie> before = pageSession();
        assertThat(before).isNotEmpty();
        signOut.run();
        assertThat(pageSession()).isEmpty();

        person.addCookies(before);
        Page elsewhere = person.newPage();
        elsewhere.navigate(site.page() + "/logout");
        assertThat(elsewhere.locator("main[data-asks=false]")).isVisible();
        elsewhere.close();
    }

    private List<Cookie> pageSession() {
        return person.cookies(site.page().toString()).stream()
                .filter(cookie -> cookie.name.contains("saoma-session-"))
                .toList();
    }

    private void signOutAtThePage() {
        Page elsewhere = person.newPage();
        elsewhere.navigate(site.page() + "/logout");
        elsewhere.click("#sign-out");
        assertThat(elsewhere.locator("main[data-asks=false]")).isVisible();
        elsewhere.close();
    }

    /** Waits, because the page notifies the applications in the background: within moments, not at once. */
    private void assertAsksToSignIn() {
        tab.waitForCondition(() -> {
            tab.reload();
            return tab.locator("body[data-page=login]").isVisible();
        });
    }

    private static Set<String> published() {
        try {
            String jwks = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(site.page() + "/jwks"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            JsonArray keys = JsonParser.parseString(jwks).getAsJsonObject().getAsJsonArray("keys");
            Set<String> ids = new TreeSet<>();
            for (JsonElement key : keys) {
                ids.add(key.getAsJsonObject().get("kid").getAsString());
            }
            return ids;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("Y2: Spring Security signs in, fetches new keys, signs out at the page")
    void springSecurity_goesTheWholeWay() throws Exception {
        tab.navigate(spring.uri() + "/");
        scanAs(user(0));
        assertThat(tab.locator("#user")).hasText(user(0).unionid());
        assertThat(tab.locator("#name")).hasText(user(0).nickname());
        String firstKey = tab.locator("#kid").textContent();

        endThePageSession(() -> {
            tab.click("#out");
            assertThat(tab).hasURL(spring.uri() + "/signed-out");
        });
        switchKeys();

        tab.navigate(spring.uri() + "/");
        scanAs(user(1));
        assertThat(tab.locator("#user")).hasText(user(1).unionid());
        assertThat(tab.locator("#kid")).not().hasText(firstKey);
    }

    @Test
    void springSecurity_isToldOfASignOutAtThePage() {
        tab.navigate(spring.uri() + "/");
        scanAs(user(0));
        assertThat(tab.locator("#user")).hasText(user(0).unionid());

        signOutAtThePage();

        assertAsksToSignIn();
    }

    @Test
    @DisplayName("Y2: openid-client (npm) signs in, fetches new keys, signs out at the page")
    void openidClient_goesTheWholeWay() throws Exception {
        if (nodeMissing != null) {
            throw nodeMissing;
        }
        JsonObject first = throughNode(user(0));
        assertThat(first.get("sub").getAsString()).isEqualTo(user(0).unionid());
        assertThat(first.get("name").getAsString()).isEqualTo(user(0).nickname());

        endThePageSession(() -> {
            tab.navigate(node.uri() + "/sign-out");
            assertThat(tab.locator("body")).hasText("signed out, state bye");
        });
        switchKeys();
        tab.navigate(node.uri() + "/six-minutes-later");

        JsonObject second = throughNode(user(1));
        assertThat(second.get("sub").getAsString()).isEqualTo(user(1).unionid());
        assertThat(second.get("kid")).isNotEqualTo(first.get("kid"));
    }

    private JsonObject throughNode(SandboxUser user) {
        tab.navigate(node.uri() + "/start?issuer=" + site.page());
        scanAs(user);
        assertThat(tab).hasURL(Pattern.compile("/callback\\?"));
        return JsonParser.parseString(tab.locator("body").textContent()).getAsJsonObject();
    }

    @Test
    @Order(1)
    @DisplayName("Y2: our own filter signs in, fetches new keys, signs out at the page")
    void ourFilter_goesTheWholeWay() throws Exception {
        throughTheFilter(user(0));

        endThePageSession(() -> {
            tab.click("#sign-out-everywhere"); // Posts to /saoma/logout, which goes on to end_session_endpoint.
            assertThat(tab).hasURL(Pattern.compile("/crm/saoma/signed-out\\?"));
            assertThat(tab.locator("body[data-page=signed_out]")).isVisible();
        });
        switchKeys();

        throughTheFilter(user(1));
    }

    @Test
    @Order(1)
    void ourFilter_isToldOfASignOutAtThePage() {
        throughTheFilter(user(0));

        signOutAtThePage();

        assertAsksToSignIn();
    }

    private void throughTheFilter(SandboxUser user) {
        tab.navigate(site.application() + "/orders/7");
        scanAs(user);
        assertThat(tab.locator("#user")).hasText(user.unionid());
    }
}
