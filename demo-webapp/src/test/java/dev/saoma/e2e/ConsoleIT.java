package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.support.Browsers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, with people whose names are hostile. */
class ConsoleIT {
    @TempDir
    static Path folder;

    private static Browsers browsers;
    private static RunningConsole console;
    private static Inspection inspection;

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        console = RunningConsole.start(folder);
        inspection = new Inspection();
    }

    @AfterAll
    static void stop() {
        console.close();
        browsers.close();
    }

    @Test
    @DisplayName(
            "5B: axe finds nothing on any page × 3 languages × 2 themes × 320, 768, 1280; hostile names run nothing")
    void everyScreen_isForEverybody() {
        List<String> complaints = new ArrayList<>();
        BrowserContext person = browsers.person(
                new NewContextOptions().setLocale("zh-CN").setReducedMotion(ReducedMotion.REDUCE), complaints);
        Page tab = person.newPage();
        tab.onDialog(dialog -> {
            complaints.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        for (String language : Inspection.LANGUAGES) {
            look(tab, "/enter", "enter", language);
            look(tab, "/sign-in", "signin", language);
        }
        console.becomeOwner(tab);
        console.newWar(tab, "<script>window.ran = 1</script>");
        ConsoleScreens screens =
                new ConsoleScreens(ConsoleData.subject(7), ConsoleData.subject(8)).withWhatIsThere(tab, console.url());
        tab.navigate(console.url() + "/"); // The doctor starts its checks.
        for (String language : Inspection.LANGUAGES) {
            screens.allAndMore().forEach((name, path) -> look(tab, path, name, language));
        }

        assertThat(inspection.found()).isEmpty();
        assertThat(tab.evaluate("window.ran === undefined")).isEqualTo(true);
        // From the missing page, and from screens that this administrator may not open now.
        complaints.removeIf(text -> text.contains("404") || text.contains("403"));
        assertThat(complaints).isEmpty();
    }

    private static void look(Page tab, String path, String name, String language) {
        tab.navigate(console.url() + path + (path.contains("?") ? "&" : "?") + "language=" + language);
        inspection.look(tab, name, language);
    }

    /** Reloads the page of a new application, as it advises without scripts, until the application is live. */
    private static void untilInUse(Page tab) {
        long start = System.nanoTime();
        while (tab.locator("#soon").count() > 0) {
            assertThat(System.nanoTime() - start).isLessThan(Browsers.PATIENCE_MILLIS * 1_000_000L);
            tab.reload();
        }
    }

    /** Returns a tab in the console, entered by a link from the shell, in a browser that runs no scripts. */
    private Page enteredWithoutScript() {
        Page tab = browsers.person(new NewContextOptions()
                        .setLocale("en")
                        .setJavaScriptEnabled(false)
                        .setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
        tab.navigate(console.url() + "/enter");
        tab.fill("#link", console.link());
        tab.locator("#link").press("Enter");
        return tab;
    }

    @Test
    @DisplayName("5B: every task works without script, too, and with the keyboard alone")
    void withoutScript_peopleAreApprovedAndBlocked() {
        Page tab = enteredWithoutScript();
        assertThat(tab.locator("body[data-page=overview]")).isVisible();

        tab.navigate(console.url() + "/people");
        tab.fill("#number", ConsoleData.NUMBER);
        tab.locator("#number").press("Enter");
        assertThat(tab.locator(".done")).hasText("Approved. The person can sign in with the next scan.");
        tab.locator("a[href^='/people/block']").press("Enter");
        tab.fill("#why", "left");
        tab.fill("#typed", tab.locator(".typed").textContent());
        tab.locator("#typed").press("Enter");
        assertThat(tab.locator("main")).containsText("Accepts no logout tokens");
        tab.locator("main .actions a").press("Enter");
        assertThat(tab.locator("h1 .state")).hasText("Blocked");
        tab.locator("form[action='/people/unblock'] button").press("Enter");
        assertThat(tab.locator("h1 .state")).hasText("Known");
    }

    @Test
    @DisplayName("5B: an application is made, rotated and removed without script")
    void withoutScript_applicationIsMadeRotatedAndRemoved() {
        Page tab = enteredWithoutScript();
        tab.click(".rail a[href='/applications']");
        tab.click("a[href='/applications/new']");
        tab.click("a[href$='kind=library']");
        tab.fill("#clientId", "wiki");
        tab.fill("#name", "Wiki");
        tab.fill("#redirectUris", "http://wiki.example.com/cb");
        tab.locator("form.stack button[type=submit]").click();
        assertThat(tab.locator("#redirectUris-wrong")).containsText("Use https");
        tab.fill("#redirectUris", "https://wiki.example.com/cb");
        tab.locator("form.stack button[type=submit]").click();
        String first = tab.locator("#value").textContent();
        tab.click("a.primary");
        untilInUse(tab);
        tab.click(".tabs a[href$='tab=library']");
        assertThat(tab.locator("main")).containsText("https://wiki.example.com/cb");
        tab.selectOption("#othersEnd", "P7D");
        tab.click("form[action='/applications/secret'] button");
        org.assertj.core.api.Assertions.assertThat(tab.locator("#value").textContent())
                .hasSize(43)
                .isNotEqualTo(first);
        tab.click("a.primary");
        assertThat(tab.locator("a[href^='/applications/end']")).hasCount(2);
        tab.locator("a[href^='/applications/end']").first().click();
        tab.fill("#typed", "wiki");
        tab.locator("#typed").press("Enter");
        assertThat(tab.locator(".done")).isVisible();
        tab.click("a[href^='/applications/remove']");
        tab.fill("#typed", "wiki");
        tab.locator("#typed").press("Enter");
        assertThat(tab.locator(".done")).hasText("The application is removed.");
    }

    @Test
    @DisplayName("with script a list is filtered as one types, and its address says what is shown")
    void withScript_listsFollowWhatIsTyped() {
        Page tab = browsers.person().newPage();
        tab.navigate(console.link());
        assertThat(tab.locator("body[data-page=overview]")).isVisible();
        tab.navigate(console.url() + "/people");
        org.assertj.core.api.Assertions.assertThat(tab.locator("tbody tr").count())
                .isEqualTo(100);

        tab.locator("#q").pressSequentially("王");

        assertThat(tab.locator("tbody tr")).hasCount(1);
        org.assertj.core.api.Assertions.assertThat(tab.url()).contains("?q=");
        tab.reload();
        assertThat(tab.locator("tbody tr")).hasCount(1);
    }
}
