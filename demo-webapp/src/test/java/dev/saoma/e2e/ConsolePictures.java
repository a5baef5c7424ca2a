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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes pictures of every screen of the console, to be looked at by people: Chinese and English, light and dark, 1280 and 390
 * pixels, with 3 people and with 100,000. It runs only when asked, by {@code -Dit.test=ConsolePictures -Dsaoma.screenshots=FOLDER}.
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
            for (int width : new int[] {1280, 390}) {
                tab.setViewportSize(width, 844);
                tab.screenshot(new ScreenshotOptions()
                        .setPath(pictures.resolve(
                                name + (theme == ColorScheme.DARK ? "-dark-" : "-light-") + width + ".png"))
                        .setFullPage(true));
            }
        }
    }
}
