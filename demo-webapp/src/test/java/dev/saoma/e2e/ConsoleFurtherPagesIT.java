package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.support.Browsers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of the console that only a button opens, and no address: what is shown once, who gets a logout token, mistakes, and
 * orders that wait for a second administrator. {@link ConsoleIT} tests the others.
 */
class ConsoleFurtherPagesIT {
    private static final List<String> ORDERS = List.of("add-administrator", "change-duty", "erase-person");

    @TempDir
    Path folder;

    private static Browsers browsers;

    private final Inspection inspection = new Inspection();
    private RunningConsole console;
    private Page tab;

    @BeforeAll
    static void openBrowser() {
        browsers = Browsers.ofPages();
    }

    @AfterAll
    static void closeBrowser() {
        browsers.close();
    }

    private void start(String options) throws Exception {
        console = RunningConsole.start(folder, ConsoleData.usual(), options, List.of());
        tab = browsers.person(new NewContextOptions().setLocale("en").setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private void open(String path, String language) {
        tab.navigate(console.url() + path + (path.contains("?") ? "&" : "?") + "language=" + language);
    }

    /** Sends that form of the page at {@code path}, and checks the response. */
    private void send(String path, String action, String language, String page, String name) {
        open(path, language);
        sendForm(action, language, page, name);
    }

    private void sendForm(String action, String language, String page, String name) {
        tab.locator("form[action='" + action + "']").first().evaluate("form => form.requestSubmit()");
        assertThat(tab.locator("body[data-page=" + page + "]")).isVisible();
        inspection.look(tab, name, language);
    }

    @Test
    @DisplayName("5B: axe finds nothing on pages with what is shown once, in any language, theme and width")
    void whatIsShownOnce_isForEverybody() throws Exception {
        start("");
        console.becomeOwner(tab);
        console.newWar(tab, "订单台");
        tab.navigate(console.url() + "/administrators");
        String administrator = tab.locator("tbody th a").first().getAttribute("href");
        String person = "/people/person?id=" + ConsoleData.subject(7);
        for (String language : Inspection.LANGUAGES) {
            tab.navigate(
                    console.url() + "/sign-in/begin?next=/administrators/tokens"); // A token requires a fresh scan.
            tab.locator("#open-redirect").click();
            console.scan(tab);
            assertThat(tab.locator("body[data-page=tokens]")).isVisible();
            open("/administrators/tokens", language);
            tab.fill("#name", "Report " + language);
            sendForm("/administrators/tokens/make", language, "once", "token");
            send("/people", "/people/invite", language, "once", "invitation");
            send(person, "/people/id", language, "once", "whole-id");
            send(administrator, "/administrators/code", language, "once", "code");
            send("/applications/one?id=desk", "/applications/secret", language, "once", "secret");
            send(person, "/people/end-sessions", language, "logouttokens", "logout-tokens");
        }
        assertThat(inspection.found()).isEmpty();
    }

    @Test
    @DisplayName("5B: redirect URIs are judged as they are typed: what would match, what is wrong, and the fix")
    void redirectUri_isJudgedAsTyped() throws Exception {
        start("");
        console.becomeOwner(tab);
        for (String language : Inspection.LANGUAGES) {
            open("/applications/new?kind=library", language);
            Locator said = tab.locator("#redirectUris-typed");
            assertThat(said).isEmpty();
            tab.fill("#redirectUris", "https://crm.example.cn/callback\ncrm.example.cn/cb");
            assertThat(said.locator(".wrong")).containsText("https://crm.example.cn/cb");
            assertThat(said.locator(".hint")).containsText("https://crm.example.cn/callback");
            inspection.look(tab, "judged", language);
            tab.fill("#redirectUris", "http://127.0.0.1:8080/callback\n");
            assertThat(said.locator(".wrong")).hasCount(0);
            assertThat(said.locator(".hint")).containsText("127.0.0.1");
        }
        assertThat(inspection.found()).isEmpty();
    }

    @Test
    @DisplayName("5B: axe finds nothing on pages that say what went wrong, in any language, theme and width")
    void mistakes_areForEverybody() throws Exception {
        start("");
        tab.navigate(console.link());
        assertThat(tab.locator("body[data-page=overview]")).isVisible();
        String block = "/people/block?id=" + ConsoleData.subject(2);
        for (String language : Inspection.LANGUAGES) {
            open(block, language);
            tab.fill("#typed", "somebody else");
            sendForm("/people/block", language, "error", "another-name");

            open(block, language);
            tab.fill("#typed", tab.locator(".typed").textContent());
            tab.locator("input[name=version]").evaluate("field => { field.value = '4711'; }");
            sendForm("/people/block", language, "error", "old-version");

            open("/people", language);
            tab.fill("#number", "000000");
            sendForm("/people/approve", language, "error", "refused");

            open("/people", language);
            tab.fill("#number", "000000");
            tab.locator("form[action='/people/approve'] input[name=token]")
                    .evaluate("field => { field.value = 'another'; }");
            sendForm("/people/approve", language, "error", "foreign-form");

            open("/callback?state=another", language);
            assertThat(tab.locator("body[data-page=error]")).isVisible();
            inspection.look(tab, "unfinished-sign-in", language);

            open("/enter", language);
            tab.fill("#link", "A".repeat(80));
            sendForm("/enter", language, "error", "old-link");
        }
        assertThat(inspection.found()).isEmpty();
    }

    @Test
    @DisplayName(
            "5B: axe finds nothing on the page that asks for another scan, in any language, theme and width; a new scan lets the owner continue")
    void oldScan_isForEverybody() throws Exception {
        start("");
        console.becomeOwner(tab);
        console.putForward(Duration.ofMinutes(6));
        for (String language : Inspection.LANGUAGES) {
            open("/administrators/tokens", language);
            tab.fill("#name", "Report");
            sendForm("/administrators/tokens/make", language, "error", "old-scan");
        }
        assertThat(inspection.found()).isEmpty();

        tab.click("main a.primary");
        tab.locator("#open-redirect").click();
        console.scan(tab);
        assertThat(tab.locator("body[data-page=tokens]")).isVisible();
        tab.fill("#name", "Report");
        tab.locator("form[action='/administrators/tokens/make'] button").click();
        assertThat(tab.locator("body[data-page=once]")).isVisible();
    }

    @Test
    @DisplayName(
            "5B: axe finds nothing on requests that await a second administrator, in any language, theme and width")
    void orders_areForEverybody() throws Exception {
        start(", separateDuties: true");
        console.becomeOwner(tab);
        try (Connection connection = console.connection()) {
            for (String kind : ORDERS) {
                order(connection, kind);
            }
        }
        for (String language : Inspection.LANGUAGES) {
            open("/administrators/requests", language);
            assertThat(tab.locator("tbody tr")).hasCount(ORDERS.size());
            inspection.look(tab, "orders", language);
            for (String kind : ORDERS) {
                open("/administrators/requests/confirm?id=" + kind.substring(0, 4), language);
                assertThat(tab.locator("form[action='/administrators/requests/confirm']"))
                        .isVisible();
                inspection.look(tab, "confirm-" + kind, language);
            }
            open("/administrators", language);
            inspection.look(tab, "administrators", language);
            open("/administrators/tokens", language);
            inspection.look(tab, "tokens", language);
        }
        assertThat(inspection.found()).isEmpty();

        tab.navigate(console.url() + "/administrators/requests");
        tab.locator("form[action='/administrators/requests/withdraw'] button")
                .first()
                .press("Enter");
        assertThat(tab.locator(".done")).isVisible();
        assertThat(tab.locator("tbody tr")).hasCount(ORDERS.size() - 1);
    }

    /** Writes an order as another administrator would place it. */
    private static void order(Connection connection, String kind) throws SQLException {
        long now = System.currentTimeMillis();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO saoma_pending_order (pool, order_id, kind, subject, duty, ordered_by, ordered_at, expires_at)"
                        + " VALUES ('default', ?, ?, ?, ?, 'adm:Qm3tXw9LrN', ?, ?)")) {
            insert.setString(1, kind.substring(0, 4));
            insert.setString(2, kind);
            insert.setString(3, ConsoleData.subject(ORDERS.indexOf(kind) + 7));
            insert.setString(4, kind.equals("erase-person") ? null : "operator");
            insert.setLong(5, now);
            insert.setLong(6, now + 86_400_000);
            insert.execute();
        }
    }
}
