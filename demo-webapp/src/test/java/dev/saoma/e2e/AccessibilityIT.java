package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.demo.DemoSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of page, in three languages, both themes, at the width of a phone and of a desk: axe-core finds nothing, and
 * nothing has to be scrolled sideways, down to 320 pixels, which is a desk at 400 %.
 *
 * <p>With {@code -Dsaoma.screenshots=FOLDER} all of them are kept as pictures.
 */
class AccessibilityIT {
    private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");
    private static final List<Integer> WIDTHS = List.of(1280, 390);
    private static final int NARROWEST = 320;
    private static final String PICTURES = System.getProperty("saoma.screenshots", "");

    private static Browsers browsers;
    private static DemoSite site;
    private static Axe axe;

    @BeforeAll
    static void start() throws Exception {
        browsers = new Browsers();
        site = Sites.quick().start();
        axe = new Axe();
    }

    @AfterAll
    static void stop() {
        site.close();
        browsers.close();
    }

    static Stream<Arguments> pages() {
        return Stream.of(PageKind.values())
                .flatMap(kind -> LANGUAGES.stream().map(language -> Arguments.of(kind, language)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("pages")
    void page_isForEverybody(PageKind kind, String language) {
        List<String> found = new ArrayList<>();
        try (BrowserContext person = browsers.person(kind.device().setLocale(language))) {
            Page tab = person.newPage();
            tab.setViewportSize(1280, 900);
            kind.lead(tab, site);
            for (int width : WIDTHS) {
                tab.setViewportSize(width, 844);
                for (ColorScheme theme : themes(language)) {
                    // Without transitions: contrast is measured between two colours, not on the way.
                    tab.emulateMedia(
                            new EmulateMediaOptions().setColorScheme(theme).setReducedMotion(ReducedMotion.REDUCE));
                    String look = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + language + "-" + width + "-"
                            + theme.name().toLowerCase(java.util.Locale.ROOT);
                    // A theme changes colours and nothing else, so the whole set of rules runs once per layout.
                    boolean newLayout = theme == ColorScheme.LIGHT;
                    (newLayout ? axe.violations(tab) : axe.paleness(tab))
                            .forEach(violation -> found.add(look + " " + violation));
                    keep(tab, look);
                }
                found.addAll(sideways(tab, width));
            }
            tab.setViewportSize(NARROWEST, 640);
            found.addAll(sideways(tab, NARROWEST));
            keep(tab, kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + language + "-" + NARROWEST);
            assertThat(tab.locator("html").getAttribute("lang")).startsWith(language.substring(0, 2));
        }
        assertThat(found).isEmpty();
    }

    /** Colours are the same in each language, so the dark ones are measured once, unless pictures are wanted. */
    private static List<ColorScheme> themes(String language) {
        return language.equals(LANGUAGES.get(0)) || !PICTURES.isEmpty()
                ? List.of(ColorScheme.LIGHT, ColorScheme.DARK)
                : List.of(ColorScheme.LIGHT);
    }

    private static List<String> sideways(Page tab, int width) {
        int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
        return needed <= width ? List.of() : List.of("at " + width + " px it is " + needed + " px wide");
    }

    private static void keep(Page tab, String name) {
        if (!PICTURES.isEmpty()) {
            tab.screenshot(new ScreenshotOptions()
                    .setPath(Path.of(PICTURES, name + ".png"))
                    .setFullPage(true));
        }
    }
}
