package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.support.Browsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every task of the console in a browser that runs no scripts, with links, forms and keys alone. */
class ConsoleTasksIT {
    @TempDir
    static Path folder;

    private static Browsers browsers;
    private static RunningConsole console;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        console = RunningConsole.start(folder, new ConsoleData(12, List.of("王芳", "李娜", "张伟", "陈晨"), 60), "", List.of());
    }

    @AfterAll
    static void stop() {
        console.close();
        browsers.close();
    }

    /** A task: its name, and its steps in the tab of an administrator who entered from the shell. */
    private record Task(String name, Consumer<Page> how) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Task> tasks() {
        return Stream.of(
                new Task("enter and remove the credentials of a service account", ConsoleTasksIT::wechat),
                new Task("try a look and put it in use", ConsoleTasksIT::look),
                new Task("create an application and change who may sign in", ConsoleTasksIT::admission),
                new Task("invite a person", ConsoleTasksIT::invitation),
                new Task("filter sign-ins and export them", ConsoleTasksIT::signIns),
                new Task("verify the audit", ConsoleTasksIT::audit),
                new Task("add, change, help and remove an administrator", ConsoleTasksIT::administrator),
                new Task("create and revoke a token", ConsoleTasksIT::token),
                new Task("compare and import settings", ConsoleTasksIT::settings),
                new Task("begin a test sign-in and follow it", ConsoleTasksIT::testSignIn),
                new Task("rename a person and change roles", ConsoleTasksIT::person),
                new Task("merge two people", ConsoleTasksIT::merge),
                new Task("erase a person", ConsoleTasksIT::erase),
                new Task("sign out", ConsoleTasksIT::signOut));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    @DisplayName("5B: every task works by keyboard alone, and without script")
    void withoutScript_taskIsDone(Task task) {
        Page tab = browsers.person(new NewContextOptions()
                        .setLocale("en")
                        .setJavaScriptEnabled(false)
                        .setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
        tab.navigate(console.url() + "/enter");
        tab.fill("#link", console.link());
        press(tab, "#link");
        on(tab, "overview");
        task.how().accept(tab);
        tab.context().close();
    }

    private static void open(Page tab, String path) {
        tab.navigate(console.url() + path);
    }

    private static void on(Page tab, String page) {
        assertThat(tab.locator("body[data-page=" + page + "]")).isVisible();
    }

    private static void done(Page tab, String text) {
        assertThat(tab.locator("main > p.done")).containsText(text);
    }

    private static void press(Page tab, String selector) {
        tab.locator(selector).first().press("Enter");
    }

    /** Chooses with the arrow keys, which change a closed drop-down list. */
    private static void choose(Page tab, String selector, String value) {
        Locator list = tab.locator(selector);
        list.press("Home");
        for (int i = 0; !list.inputValue().equals(value) && i < 20; i++) {
            list.press("ArrowDown");
        }
        assertThat(list).hasValue(value);
    }

    /** Types the name that a page requires as confirmation, and sends its form. */
    private static void confirm(Page tab) {
        on(tab, "confirm");
        tab.fill("#typed", tab.locator(".typed").textContent());
        press(tab, "#typed");
    }

    private static void wechat(Page tab) {
        String change = "a[href='/wechat/change?id=officialAccount']";
        press(tab, ".rail a[href='/wechat']");
        press(tab, change);
        on(tab, "wechatform");
        tab.fill("#appId", "wxfedcba9876543210");
        tab.fill("#appSecret", "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
        tab.fill("#typed", tab.locator(".typed").textContent());
        press(tab, "#typed");
        done(tab, "Saved.");
        press(tab, change);
        press(tab, "a[href^='/wechat/remove']");
        confirm(tab);
        done(tab, "Saved.");
    }

    private static void look(Page tab) {
        press(tab, ".rail a[href='/look']");
        tab.fill("#name", "Shan");
        choose(tab, "#theme", "dark");
        press(tab, "#name");
        assertThat(tab.locator("iframe")).hasAttribute("src", Pattern.compile("name=Shan"));
        assertThat(tab.locator("#yaml")).containsText("Shan");
        press(tab, "form[action='/look/save'] button");
        done(tab, "Saved.");
    }

    private static void admission(Page tab) {
        press(tab, ".rail a[href='/applications']");
        press(tab, "a[href='/applications/new']");
        press(tab, "a[href$='kind=library']");
        tab.fill("#clientId", "wiki");
        tab.fill("#name", "Wiki");
        tab.fill("#redirectUris", "https://wiki.example.cn/cb");
        choose(tab, "#admission-people", "known");
        press(tab, "#name");
        on(tab, "once");
        open(tab, "/applications/edit?id=wiki");
        assertThat(tab.locator("#admission-people")).hasValue("known");
        choose(tab, "#admission-people", "approve");
        press(tab, "form.stack button[type=submit]");
        done(tab, "The application is changed");
    }

    private static void invitation(Page tab) {
        press(tab, ".rail a[href='/people']");
        press(tab, ".tools summary");
        tab.fill("#note", "From the keyboard");
        press(tab, "#note");
        on(tab, "once");
        assertThat(tab.locator("#value")).containsText("/invite");
    }

    private static void signIns(Page tab) {
        press(tab, ".rail a[href='/sign-ins']");
        assertThat(tab.locator("tbody .state.finished").first()).isVisible();
        choose(tab, "#outcome", "refused");
        press(tab, "form.filter button");
        assertThat(tab.locator("tbody .state.finished")).hasCount(0);
        int rows = tab.locator("tbody tr").count();
        assertThat(rows).isPositive();
        Download csv = tab.waitForDownload(() -> press(tab, ".headline a"));
        try {
            assertThat(Files.readAllLines(csv.path()).size()).isEqualTo(rows + 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void audit(Page tab) {
        press(tab, ".rail a[href='/audit']");
        press(tab, "a[href='/audit?verify=1']");
        assertThat(tab.locator("main > p.done")).containsText("intact");
    }

    private static void administrator(Page tab) {
        open(tab, "/people/person?id=" + ConsoleData.subject(1));
        choose(tab, "#duty", "operator");
        press(tab, "form[action='/administrators/add'] button");
        done(tab, "is added");
        try (Connection connection = console.connection()) {
            connection
                    .createStatement()
                    .execute(
                            "INSERT INTO saoma_known_browser (pool, browser_id, token_hash, subject, added_at, last_at)"
                                    + " VALUES ('default', 'known', 'x', '" + ConsoleData.subject(1) + "', 0, 0)");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        choose(tab, "select[name=duty]", "auditor");
        press(tab, "form[action='/administrators/duty'] button");
        done(tab, "The duty is changed.");
        press(tab, "form[action='/administrators/forget'] button");
        done(tab, "The browser is forgotten.");
        press(tab, "form[action='/administrators/code'] button");
        on(tab, "once");
        press(tab, "main .actions a");
        on(tab, "administrator");
        press(tab, "a[href^='/administrators/remove']");
        confirm(tab);
        done(tab, "The administrator is removed.");
    }

    private static void token(Page tab) {
        press(tab, ".rail a[href='/administrators']");
        press(tab, "a[href='/administrators/tokens']");
        tab.fill("#name", "Report");
        choose(tab, "#days", "30");
        press(tab, "#name");
        on(tab, "once");
        press(tab, "main .actions a");
        press(tab, "form[action='/administrators/tokens/end'] button");
        done(tab, "The token is revoked");
    }

    private static void settings(Page tab) {
        press(tab, ".rail a[href='/settings']");
        tab.fill("#other", tab.locator("#yaml").textContent().replace("applications:\n", """
                applications:
                  - clientId: imported
                    name: Imported
                    redirectUris: [ "https://imported.example.cn/cb" ]
                """));
        press(tab, "form[action='/settings/compare'] button");
        assertThat(tab.locator(".diff .new").first()).isVisible();
        press(tab, "form[action='/settings/apply'] button");
        done(tab, "Applied.");
    }

    private static void testSignIn(Page tab) {
        press(tab, ".rail a[href='/test']");
        choose(tab, "#client", "shop");
        press(tab, "form[action='/test/begin'] button");
        assertThat(tab.locator("a.primary[target=_blank]")).isVisible();
        press(tab, "#steps .unscripted a");
        assertThat(tab.locator("#steps li").first()).isVisible();
    }

    private static void person(Page tab) {
        open(tab, "/people/person?id=" + ConsoleData.subject(2));
        tab.fill("#name", "Desk");
        press(tab, "#name");
        done(tab, "The name is saved.");
        tab.fill("#give", "crm:desk");
        press(tab, "#give");
        done(tab, "The roles are changed.");
        press(tab, "form[action='/people/id'] button");
        on(tab, "once");
        assertThat(tab.locator("#value")).hasText(ConsoleData.subject(2));
    }

    private static void merge(Page tab) {
        open(tab, "/people/person?id=" + ConsoleData.subject(4));
        tab.fill("#gone", ConsoleData.subject(5));
        press(tab, "#gone");
        confirm(tab);
        on(tab, "logouttokens");
        press(tab, "main .actions a");
        on(tab, "person");
    }

    private static void erase(Page tab) {
        open(tab, "/people/person?id=" + ConsoleData.subject(10));
        press(tab, "a[href^='/people/erase']");
        confirm(tab);
        done(tab, "Erased.");
    }

    private static void signOut(Page tab) {
        press(tab, "form[action='/sign-out'] button");
        on(tab, "signin");
    }
}
