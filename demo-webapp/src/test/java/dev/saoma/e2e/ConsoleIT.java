package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.Axe.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, with people whose names are hostile. With {@code -Dsaoma.screenshots=FOLDER} it keeps pictures. */
class ConsoleIT {
    private static final String PICTURES = System.getProperty("saoma.screenshots", "");

    @TempDir
    static Path folder;

    private static Browsers browsers;
    private static RunningConsole console;
    private static Axe axe;

    private final List<String> found = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        browsers = new Browsers();
        console = RunningConsole.start(folder);
        axe = new Axe();
    }

    @AfterAll
    static void stop() {
        console.close();
        browsers.close();
    }

    /** An owner: by a link from the shell, a scan, and one click. */
    private static void becomeOwner(Page tab) {
        tab.navigate(console.link());
        assertThat(tab.locator("body[data-page=overview]")).isVisible();
        assertThat(tab.locator(".shell")).isVisible();
        org.assertj.core.api.Assertions.assertThat(tab.url()).isEqualTo(console.url() + "/");
        tab.click(".shell a");
        tab.click("a.primary");
        tab.locator("#open-redirect").click();
        console.scan(tab);
        assertThat(tab.locator("form[action='/administrators/me']")).isVisible();
        tab.click("form[action='/administrators/me'] button");
        assertThat(tab.locator(".done")).isVisible();
        assertThat(tab.locator(".shell")).hasCount(0);
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
        for (String language : List.of("zh-CN", "zh-TW", "en")) {
            look(tab, "/enter", "enter", language);
            look(tab, "/sign-in", "signin", language);
        }
        becomeOwner(tab);
        tab.navigate(console.url() + "/administrators");
        String administrator = tab.locator("tbody th a").first().getAttribute("href");
        tab.navigate(console.url() + "/"); // The doctor begins to look.
        Map<String, String> screens = screens(administrator, application(tab));
        for (String language : List.of("zh-CN", "zh-TW", "en")) {
            screens.forEach((name, path) -> look(tab, path, name, language));
        }

        assertThat(found).isEmpty();
        assertThat(tab.evaluate("window.ran === undefined")).isEqualTo(true);
        // Of the page that is not there, and of screens that are not for this administrator now.
        complaints.removeIf(text -> text.contains("404") || text.contains("403"));
        assertThat(complaints).isEmpty();
    }

    /** Reloads the page of a new application, as it says itself, until the application is live. */
    private static void untilInUse(Page tab) {
        long last = System.nanoTime() + Browsers.PATIENCE_MILLIS * 1_000_000L;
        while (tab.locator("#snippet").count() == 0 && System.nanoTime() < last) {
            tab.reload();
        }
    }

    /** A new application with a hostile name; the page that ends its secret. */
    private static String application(Page tab) {
        tab.navigate(console.url() + "/applications/new?kind=war");
        tab.fill("#clientId", "desk");
        tab.fill("#name", "<script>window.ran = 1</script>");
        tab.fill("#appUrl", "https://desk.example.cn/orders");
        tab.locator("form.stack button[type=submit]").click();
        assertThat(tab.locator("body[data-page=once]")).isVisible();
        tab.click("a.primary");
        untilInUse(tab);
        assertThat(tab.locator("#snippet")).containsText("https://desk.example.cn/orders");
        return tab.locator("a[href^='/applications/end']").getAttribute("href");
    }

    /** Every screen of the console's table, so that a new one is looked at too, and some of them in further states. */
    private static Map<String, String> screens(String administrator, String end) {
        Map<String, String> queries = new LinkedHashMap<>(Map.of(
                "/people/person", "?id=subject-0000007",
                "/people/block", "?id=subject-0000002",
                "/people/erase", "?id=subject-0000001",
                "/people/merge", "?id=subject-0000007&gone=subject-0000008",
                "/audit", "?verify=1",
                "/administrators/one", administrator.substring(administrator.indexOf('?')),
                "/administrators/remove", administrator.substring(administrator.indexOf('?'))));
        queries.put("/administrators/orders/confirm", "?id=none"); // Nothing waits where duties are not separate.
        queries.put("/applications/one", "?id=desk");
        queries.put("/applications/edit", "?id=desk");
        queries.put("/applications/end", end.substring(end.indexOf('?')));
        queries.put("/applications/remove", "?id=desk");
        Map<String, String> screens = new LinkedHashMap<>();
        for (String path : table()) {
            String name = path.equals("/") ? "overview" : path.substring(1).replace('/', '-');
            screens.put(name, path + queries.getOrDefault(path, ""));
        }
        screens.put("application-file", "/applications/edit?id=crm");
        screens.put("application-library", "/applications/one?id=desk&tab=library");
        screens.put("application-html", "/applications/one?id=crm&tab=html");
        screens.put("application-war", "/applications/new?kind=war");
        screens.put("application-page", "/applications/new?kind=page");
        screens.put("people-none", "/people?q=zzzz");
        screens.put("person-hostile", "/people/person?id=subject-0000001");
        screens.put("look-draft", "/look?draft=1&name=Shan&accent=%23ffe14d&page=waiting&theme=dark");
        screens.put("look-mistake", "/look?draft=1&accent=red");
        screens.put("notfound", "/nowhere");
        return screens;
    }

    /** The addresses of the screens, as the table in the source says; what is no page of the console itself is left out. */
    private static List<String> table() {
        Path sources = Path.of("..", "hosted-page", "src", "main", "java", "dev", "saoma", "page", "console");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> paths = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Matcher row = Pattern.compile("\\bscreen\\(\"(/[^\"]*)\"\\)").matcher(Files.readString(file));
                while (row.find()) {
                    paths.add(row.group(1));
                }
            }
            paths.removeIf(path -> path.contains(".") || path.equals("/look/preview"));
            org.assertj.core.api.Assertions.assertThat(paths).contains("/", "/people", "/test", "/settings");
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void look(Page tab, String path, String name, String language) {
        tab.navigate(console.url() + path + (path.contains("?") ? "&" : "?") + "language=" + language);
        if (!language.equals(tab.locator("html").getAttribute("lang"))) {
            found.add(name + " is not in " + language);
        }
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : new int[] {320, 390, 768, 1280}) {
                tab.setViewportSize(width, 844);
                int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
                if (needed > width) {
                    found.add(name + "-" + language + "-" + width + " is " + needed + " px wide");
                }
                if (width != 390) {
                    axe.violations(tab.mainFrame(), Rules.ALL)
                            .forEach(fault ->
                                    found.add(name + "-" + language + "-" + theme + "-" + width + " " + fault));
                }
                if (!PICTURES.isEmpty() && !language.equals("zh-TW") && (width == 390 || width == 1280)) {
                    String file = name + "-" + language + (theme == ColorScheme.DARK ? "-dark-" : "-") + width;
                    tab.screenshot(new ScreenshotOptions()
                            .setPath(Path.of(PICTURES, file + ".png"))
                            .setFullPage(true));
                }
            }
        }
        tab.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** In the console by a link from the shell, in a browser that runs no scripts. */
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
        tab.fill("#number", RunningConsole.NUMBER);
        tab.locator("#number").press("Enter");
        assertThat(tab.locator(".done")).hasText("Approved. The next scan comes in.");
        tab.locator("a[href^='/people/block']").press("Enter");
        tab.fill("#why", "left");
        tab.fill("#typed", tab.locator(".typed").textContent());
        tab.locator("#typed").press("Enter");
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
