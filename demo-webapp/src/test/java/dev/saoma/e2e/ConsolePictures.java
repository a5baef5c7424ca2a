package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.support.Browsers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes pictures of every screen of the console for people to look at: Chinese and English, light and dark, 1280, 390 and 320
 * pixels, with 3 people and with 100,000; and of states that have no address. It runs only on request, by
 * {@code -Dit.test=ConsolePictures -Dsaoma.screenshots=FOLDER}.
 */
@EnabledIfSystemProperty(named = "saoma.screenshots", matches = ".+")
class ConsolePictures {
    private static final List<String> SURNAMES = List.of("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴");
    private static final List<String> GIVEN = List.of("芳", "娜", "伟", "敏", "静", "丽", "强", "磊", "洋", "晓明", "思远", "雨桐");
    private static final List<String> OTHERS = List.of("Emma", "小鹿🌿", "微信用户", "Max Mustermann");

    @TempDir
    Path folder;

    private Path pictures;
    private RunningConsole console;
    private Page tab;

    @ParameterizedTest
    @ValueSource(ints = {3, 100_000})
    void everyScreen(int people) throws Exception {
        pictures = Files.createDirectories(Path.of(System.getProperty("saoma.screenshots"), people + "-people"));
        ConsoleData data = new ConsoleData(people, names(people), people == 3 ? 0 : 30_000);
        try (Browsers browsers = new Browsers();
                RunningConsole running = RunningConsole.start(folder, data, "", List.of())) {
            console = running;
            tab = browsers.person(new NewContextOptions().setLocale("zh-CN").setReducedMotion(ReducedMotion.REDUCE))
                    .newPage();
            takeOf(Map.of("enter", "/enter", "sign-in", "/sign-in"));
            console.becomeOwner(tab);
            console.newWar(tab, "订单台");
            String other = ConsoleData.subject(people == 3 ? 3 : 8);
            ConsoleScreens screens =
                    new ConsoleScreens(ConsoleData.subject(1), other).withWhatIsThere(tab, console.url());
            tab.navigate(console.url() + "/");
            assertThat(tab.locator("#live .findings")).isVisible();
            tab.navigate(console.url() + "/wechat");
            assertThat(tab.locator("#doctor .findings")).isVisible();
            takeOf(people == 3 ? screens.allAndMore() : screens.all());
        }
    }

    @Test
    void everyState() throws Exception {
        pictures = Files.createDirectories(Path.of(System.getProperty("saoma.screenshots"), "states"));
        try (Browsers browsers = new Browsers();
                RunningConsole running =
                        RunningConsole.start(folder, new ConsoleData(0, List.of(), 0), "", List.of())) {
            console = running;
            tab = browsers.person(new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE))
                    .newPage();
            for (String language : List.of("zh-CN", "en")) {
                tab.setExtraHTTPHeaders(Map.of("Accept-Language", language));
                tab.navigate(loginPage("crm"));
                take("login-" + language);
            }
            tab.navigate(running.link());
            assertThat(tab.locator("body[data-page=overview]")).isVisible();
            takeOf(Map.of(
                    "overview-shell", "/",
                    "people-empty", "/people",
                    "sign-ins-empty", "/sign-ins",
                    "audit-empty", "/audit",
                    "administrators-empty", "/administrators",
                    "me", "/administrators/me",
                    "no-such-page", "/nowhere"));
            for (String language : List.of("zh-CN", "en")) {
                tab.navigate(console.url() + "/applications/new?kind=library&language=" + language);
                tab.fill("#clientId", "Wiki!");
                tab.fill("#name", "Wiki");
                tab.fill("#redirectUris", "http://wiki.example.com/cb\nwiki.example.com");
                submit("form.stack", "applicationform");
                assertThat(tab.locator("#redirectUris-wrong")).isVisible();
                take("application-refused-" + language);
                tab.navigate(console.url() + "/settings?language=" + language);
                tab.fill("#other", "issuer: http://example.cn\nwechat: { appid: wx }\n");
                submit("form[action='/settings/compare']", "settings");
                assertThat(tab.locator("#mistakes")).isVisible();
                take("settings-refused-" + language);
                tab.navigate(console.url() + "/settings?language=" + language);
                tab.fill(
                        "#other",
                        tab.locator("#yaml").textContent().replace("name: Shop", "name: 竹器店\n    admission: approve"));
                submit("form[action='/settings/compare']", "settings");
                assertThat(tab.locator(".diff")).isVisible();
                take("settings-compared-" + language);
                tab.navigate(console.url() + "/people?language=" + language);
                submit("form[action='/people/invite']", "once");
                take("invitation-" + language);
                tab.navigate(console.url() + "/test?language=" + language);
                submit("form[action='/test/begin']", "test");
                assertThat(tab.locator("#steps")).isVisible();
                take("test-running-" + language);
                tab.navigate(console.url() + "/look?draft=1&name=Shan&page=waiting&language=" + language);
                tab.locator("iframe").scrollIntoViewIfNeeded();
                tab.screenshot(new ScreenshotOptions().setPath(pictures.resolve("look-preview-" + language + ".png")));
            }
            running.closeWeChat();
            tab.navigate(console.url() + "/wechat");
            submit("form[action='/wechat/look']", "wechat");
            assertThat(tab.locator("#doctor .state.bad").first()).isVisible();
            takeOf(Map.of("wechat-away", "/wechat"));
            try (Connection connection = console.connection()) {
                for (String table : List.of("saoma_person", "saoma_sign_in")) {
                    connection.createStatement().execute("ALTER TABLE " + table + " RENAME TO " + table + "_away");
                }
            }
            takeOf(Map.of("overview-away", "/", "people-away", "/people", "sign-ins-away", "/sign-ins"));
        }
    }

    private String loginPage(String application) {
        return console.issuer() + "/authorize?response_type=code&scope=openid&state=s&client_id=" + application
                + "&redirect_uri=https%3A%2F%2F" + application + ".example.cn%2Fcallback&code_challenge_method=S256"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    }

    /** Takes the pictures in {@code docs/images}, which are in English. */
    @Test
    void documentation() throws Exception {
        pictures = Files.createDirectories(Path.of(System.getProperty("saoma.screenshots"), "images"));
        try (Browsers browsers = new Browsers();
                RunningConsole running = RunningConsole.start(folder, new ConsoleData(3, names(3), 0), "", List.of())) {
            console = running;
            tab = browsers.person(new NewContextOptions().setLocale("en").setReducedMotion(ReducedMotion.REDUCE))
                    .newPage();
            tab.setViewportSize(1120, 720);
            tab.navigate(loginPage("shop"));
            tab.screenshot(new ScreenshotOptions().setPath(pictures.resolve("login.png")));
            console.becomeOwner(tab);
            console.newWar(tab, "Order desk");
            tab.setViewportSize(1280, 842);
            tab.navigate(console.url() + "/applications/one?id=desk");
            assertThat(tab.locator("#snippet")).isVisible();
            tab.screenshot(new ScreenshotOptions().setPath(pictures.resolve("console.png")));
        }
    }

    private void submit(String form, String page) {
        tab.locator(form).evaluate("form => { form.noValidate = true; form.requestSubmit(); }");
        assertThat(tab.locator("body[data-page=" + page + "]")).isVisible();
    }

    private static List<String> names(int people) {
        return IntStream.range(0, people)
                .mapToObj(i -> i % 17 == 5
                        ? OTHERS.get(i / 17 % OTHERS.size())
                        : SURNAMES.get(i % SURNAMES.size()) + GIVEN.get(i / 3 % GIVEN.size()))
                .toList();
    }

    private void takeOf(Map<String, String> screens) {
        screens.forEach((name, path) -> List.of("zh-CN", "en").forEach(language -> {
            tab.navigate(console.url() + path + (path.contains("?") ? "&" : "?") + "language=" + language);
            take(name + "-" + language);
        }));
    }

    private void take(String name) {
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : theme == ColorScheme.LIGHT ? new int[] {1280, 390, 320} : new int[] {1280, 390}) {
                tab.setViewportSize(width, 844);
                tab.screenshot(new ScreenshotOptions()
                        .setPath(pictures.resolve(
                                name + (theme == ColorScheme.DARK ? "-dark-" : "-light-") + width + ".png"))
                        .setFullPage(true));
            }
        }
    }
}
