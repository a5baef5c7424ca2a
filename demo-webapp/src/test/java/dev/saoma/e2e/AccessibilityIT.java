package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.demo.DemoSite;
import dev.saoma.demo.DemoSiteBuilder;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.Axe.Rules;
import dev.saoma.e2e.support.AxeTurn;
import dev.saoma.e2e.support.BrandedPage;
import dev.saoma.e2e.support.Browsers;
import dev.saoma.e2e.support.Devices;
import dev.saoma.e2e.support.Guide;
import dev.saoma.e2e.support.HardNames;
import dev.saoma.e2e.support.KnownPeople;
import dev.saoma.e2e.support.Road;
import dev.saoma.e2e.support.Sites;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of page, in three languages, both themes, at the width of a phone and of a desktop: axe-core finds nothing, and
 * nothing has to be scrolled sideways, down to 320 pixels, which is a desktop zoomed to 400 %. {@link AxeTurn} says what of it
 * each build checks. With {@code -Dsaoma.screenshots=FOLDER} all pages are kept as pictures.
 */
class AccessibilityIT {
    /** Of the narrowest window, a phone and a desktop. */
    private static final List<Integer> WIDTHS = List.of(320, 390, 1280);

    private static final String PICTURES = System.getProperty("saoma.screenshots", "");

    /** Finds elements whose own text clearly needs more room than they have, and overlaps what is beside or below. */
    private static final String CRAMPED = """
            () => [...document.body.querySelectorAll('*')].filter(element => {
              const style = getComputedStyle(element);
              return style.display !== 'inline' && style.overflow === 'visible'
                && [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
                && (element.scrollWidth > element.clientWidth + 8 || element.scrollHeight > element.clientHeight + 12);
            }).map(element => element.outerHTML)""";

    @TempDir
    static Path folder;

    /** One tab for each browser: a new one costs more than most pages. */
    private static final Map<String, Page> TABS = new HashMap<>();

    private static Browsers browsers;
    private static DemoSite site;
    private static BrandedPage branded;
    private static KnownPeople known;
    private static Axe axe;

    private Page tab;
    private int looks;
    private final List<String> found = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        browsers = Browsers.ofPages();
        DemoSiteBuilder builder = Sites.quick();
        HardNames.all().forEach(builder::user);
        builder.directory("everybody").applicationEntry(Guide.closed("approve"));
        site = builder.start();
        branded = BrandedPage.start(folder);
        known = new KnownPeople(site);
        axe = new Axe();
    }

    @AfterAll
    static void stop() {
        TABS.clear();
        branded.close();
        site.close();
        browsers.close();
    }

    @AfterEach
    void leave() {
        tab.context().pages().stream().filter(page -> page != tab).forEach(Page::close);
        tab.unrouteAll();
        tab.navigate("about:blank"); // A page that does not poll for a scan.
    }

    static Stream<Arguments> roads() {
        return Stream.of(Road.values())
                .flatMap(road -> road.languages().stream().map(language -> Arguments.of(road, language)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("roads")
    void page_isForEverybody(Road road, String language) {
        tab = TABS.computeIfAbsent(road.device(), AccessibilityIT::open);
        tab.context().clearCookies();
        tab.setExtraHTTPHeaders(Map.of("Accept-Language", language));

        road.go(new Guide(tab, site, branded, known, language, name -> look(road, name, language)));

        assertThat(found).isEmpty();
    }

    /**
     * Opens a tab without a language, so that each page can be requested in another; and without transitions, because contrast
     * must not be measured in the middle of one.
     */
    private static Page open(String device) {
        return browsers.person(Devices.of(device)
                        .setLocale(null)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
    }

    private void look(Road road, String name, String language) {
        AxeTurn turn = new AxeTurn(road.ordinal() + looks++, road.languages(), WIDTHS);
        for (ColorScheme theme : AxeTurn.THEMES) {
            String look = name + "-" + language + (theme == ColorScheme.DARK ? "-dark" : "");
            for (int width : WIDTHS) {
                Optional<Rules> rules = turn.rules(language, theme, width);
                boolean hasLayout = turn.hasLayout(language, theme) || !PICTURES.isEmpty();
                if (hasLayout || rules.isPresent()) {
                    tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
                    tab.setViewportSize(width, 844);
                }
                if (hasLayout) {
                    measure(look, width);
                }
                rules.ifPresent(some -> judge(look, width, some));
            }
        }
        List<Frame> ours = ours();
        if (!language.equals(ours.get(ours.size() - 1).locator("html").getAttribute("lang"))) {
            found.add(name + "-" + language + " is in another language");
        }
    }

    private void judge(String look, int width, Rules rules) {
        for (Frame frame : ours()) {
            axe.violations(frame, rules).forEach(violation -> found.add(look + "-" + width + " " + violation));
        }
    }

    /** Checks that nothing is wider than the page, and that no text overflows. */
    private void measure(String look, int width) {
        for (Frame frame : ours()) {
            int room = frame == tab.mainFrame()
                    ? width
                    : ((Number) frame.frameElement().evaluate("frame => frame.clientWidth")).intValue();
            int needed = ((Number) frame.evaluate("document.documentElement.scrollWidth")).intValue();
            if (needed > room) {
                found.add(look + "-" + width + " is " + needed + " px wide, and there are " + room);
            }
            ((List<?>) frame.evaluate(CRAMPED))
                    .forEach(text -> found.add(look + "-" + width + " is cramped at " + text));
        }
        if (!PICTURES.isEmpty()) {
            tab.screenshot(new ScreenshotOptions()
                    .setPath(Path.of(PICTURES, look + "-" + width + ".png"))
                    .setFullPage(true));
        }
    }

    /** Returns the page, and the hosted page's frame in another site's page. */
    private List<Frame> ours() {
        return tab.frames().stream()
                .filter(frame -> frame == tab.mainFrame() || frame.url().startsWith(site.page() + "/embed?"))
                .toList();
    }
}
