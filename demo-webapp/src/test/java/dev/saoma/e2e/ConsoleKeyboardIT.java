package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import dev.saoma.e2e.support.Browsers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every screen of the console with the Tab key: every control is reached once, in visual order, with an outline, and can be
 * left again.
 */
class ConsoleKeyboardIT {
    /** Records each element that gets the focus: its index among the controls, its outline, and its position. */
    private static final String NOTE = """
            () => {
              window.usable = [...document.querySelectorAll(
                  'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
                .filter(element => element.checkVisibility({ visibilityProperty: true }));
              window.noted = [];
              document.addEventListener('focusin', event => {
                const style = getComputedStyle(event.target);
                const box = event.target.getBoundingClientRect();
                noted.push({ place: usable.indexOf(event.target), text: event.target.outerHTML.slice(0, 160),
                  outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                  left: box.left + scrollX, top: box.top + scrollY, right: box.right + scrollX, bottom: box.bottom + scrollY });
              });
              return usable.length;
            }""";

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

    @Test
    @DisplayName("5B: with the Tab key all that can be used is reached, once, as it is seen, outlined, and left again")
    void tab_reachesEverything() {
        Page tab = browsers.person(new NewContextOptions().setLocale("en").setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
        List<String> found = new ArrayList<>();
        for (String door : List.of("/enter", "/sign-in")) {
            walk(tab, door, found);
        }
        console.becomeOwner(tab);
        console.newWar(tab, "订单台");
        Map<String, String> screens = new ConsoleScreens(ConsoleData.subject(6), ConsoleData.subject(7))
                .withWhatIsThere(tab, console.url())
                .all();
        for (int width : new int[] {1280, 390}) {
            tab.setViewportSize(width, 844);
            screens.values().forEach(path -> walk(tab, path, found));
        }
        assertThat(found).isEmpty();
    }

    private static void walk(Page tab, String path, List<String> found) {
        tab.navigate(console.url() + path);
        int usable = ((Number) tab.evaluate(NOTE)).intValue();
        int inFrame = tab.locator("iframe").count() == 0 ? 0 : 40;
        for (int i = 0; i < usable + inFrame && !atLast(tab, i, usable); i++) {
            tab.keyboard().press("Tab");
        }
        List<?> noted = (List<?>) tab.evaluate("noted");
        for (int i = 0; i < noted.size(); i++) {
            Map<?, ?> one = (Map<?, ?>) noted.get(i);
            String at = path + ": " + one.get("text");
            if (((Number) one.get("place")).intValue() != i) {
                found.add(at + " is reached as number " + i + " of " + usable + ", and is number " + one.get("place"));
            }
            if (!Boolean.TRUE.equals(one.get("outlined")) || number(one, "right") - number(one, "left") < 8) {
                found.add(at + " has no outline");
            }
            if (i > 0 && before(one, (Map<?, ?>) noted.get(i - 1))) {
                found.add(at + " is above and left of what comes before it");
            }
        }
        if (noted.size() != usable) {
            found.add(path + ": " + noted.size() + " of " + usable + " are reached");
        }
        tab.keyboard().press("Tab");
        if (usable > 1 && Boolean.TRUE.equals(tab.evaluate("document.activeElement === usable[usable.length - 1]"))) {
            found.add(path + " keeps the focus");
        }
    }

    /** Whether the last one has the focus; only checked where it could be, because checking takes time. */
    private static boolean atLast(Page tab, int pressed, int usable) {
        return pressed >= usable && tab.evaluate("noted.length").equals(usable);
    }

    private static boolean before(Map<?, ?> one, Map<?, ?> last) {
        return number(one, "bottom") <= number(last, "top") && number(one, "right") <= number(last, "left");
    }

    private static double number(Map<?, ?> one, String name) {
        return ((Number) one.get(name)).doubleValue();
    }
}
