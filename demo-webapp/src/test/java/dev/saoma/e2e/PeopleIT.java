package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.saoma.demo.DemoDesk;
import dev.saoma.demo.DemoSite;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Guide;
import dev.saoma.e2e.support.Sites;
import dev.saoma.e2e.support.WeChatPages;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.PeopleAdministration;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.qr.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration with a directory: people are approved, invited, and shut out of the WAR and its interface. */
@Timeout(300)
class PeopleIT {
    private static final Actor ROOT = new Actor("shell:root", "owner");
    private static final Pattern APPROVE = Pattern.compile("Type: {2}(approve \\d{6})");
    private static final Pattern BLOCK = Pattern.compile("type: {2}(block \\S+)");

    private static Browsers browsers;
    private static DemoSite site;
    private static PeopleAdministration people;

    private BrowserContext person;
    private Page tab;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        site = Sites.quick().directory("approve", 0, 1).start();
        people = site.people().orElseThrow();
    }

    @AfterAll
    static void stop() {
        site.close();
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

    private static SandboxUser user(int number) {
        return site.sandbox().users().get(number);
    }

    private void scan(SandboxUser who) {
        QrCode code = new WeChatPages(site.sandbox()).inFrameOf(tab);
        code.scanAs(who);
        code.confirm();
    }

    private void open() {
        tab.navigate(site.application() + "/orders/7");
    }

    /** Waits, because the page notifies applications in the background: within moments, not at once. */
    private void awaitLogin() {
        tab.waitForCondition(() -> {
            open();
            return tab.locator("body[data-page=login]").count() == 1;
        });
    }

    @Test
    @DisplayName(
            "the terminal prints who waits and what to type; approved, the person is admitted; blocked, signed out of the application")
    void terminal_approvesAndBlocks() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PipedOutputStream typed = new PipedOutputStream();
        try (DemoDesk desk = DemoDesk.open(
                people,
                () -> "",
                new PipedInputStream(typed),
                new PrintStream(printed, true, StandardCharsets.UTF_8))) {
            open();
            scan(user(2));
            assertThat(tab.locator("#problem-text")).hasText(Pattern.compile(".*\\d{6}\\D*"));
            String number = tab.locator("#problem-text").textContent().replaceFirst(".*(\\d{6}).*", "$1");

            String approve = awaitText(printed, APPROVE);
            assertThat(approve).isEqualTo("approve " + number);
            type(typed, approve);
            String block = awaitText(printed, BLOCK);
            tab.click("#start-again");
            scan(user(2));
            assertThat(tab.locator("#user")).hasText(user(2).unionid());

            type(typed, block);
            awaitLogin();
            scan(user(2));
            assertThat(tab.locator("#problem")).isVisible();
            assertThat(desk).isNotNull();
        }
    }

    private static void type(PipedOutputStream terminal, String line) throws Exception {
        terminal.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        terminal.flush();
    }

    private String awaitText(ByteArrayOutputStream printed, Pattern pattern) {
        String[] found = new String[1];
        tab.waitForCondition(() -> {
            Matcher matcher = pattern.matcher(printed.toString(StandardCharsets.UTF_8));
            found[0] = matcher.find() ? matcher.group(1) : null;
            return found[0] != null;
        });
        return found[0];
    }

    @Test
    @DisplayName("5A: a block ends the session in the WAR and the user's token at its interface, by the filter")
    void block_reachesSessionAndBearerToken() throws Exception {
        open();
        scan(user(0));
        assertThat(tab.locator("#user")).hasText(user(0).unionid());
        String token = bearer();
        assertThat(status(token)).isEqualTo(200);

        people.block(ROOT, user(0).unionid(), "left");

        try {
            while (status(token) == 200) {
                Thread.onSpinWait(); // Each round sends a request to the application; ends at the class's timeout.
            }
            assertThat(status(token)).isEqualTo(401);
            awaitLogin();
        } finally {
            people.unblock(ROOT, user(0).unionid(), "a mistake");
        }
    }

    /** Returns an ID token of the existing site, whose users' tokens the application accepts at its interface. */
    private String bearer() throws Exception {
        String[] back = new String[1];
        Page shop = person.newPage();
        shop.route(url -> url.startsWith(site.shop() + "/?"), route -> {
            back[0] = route.request().url();
            route.fulfill(new Route.FulfillOptions().setStatus(204));
        });
        shop.navigate(Guide.authorize(site.page(), "shop", site.shop() + "/", ""));
        shop.click("#continue");
        shop.waitForCondition(() -> back[0] != null);
        String code = back[0].replaceFirst(".*[?&]code=([^&]+).*", "$1");
        String form = "grant_type=authorization_code&client_id=shop&code=" + code
                + "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk&redirect_uri="
                + URLEncoder.encode(site.shop() + "/", StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.page() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        return JsonParser.parseString(answer).getAsJsonObject().get("id_token").getAsString();
    }

    private static int status(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(site.application() + "/api/orders"))
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofMinutes(1))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }
}
