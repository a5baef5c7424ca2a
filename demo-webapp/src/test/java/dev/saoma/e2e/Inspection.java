package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.Axe.Rules;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that pages are accessible and fit: in each language and theme at four widths, and with axe at one of three, which
 * changes with language and theme; in the dark theme axe checks only what a theme can change. With {@code -Dsaoma.axe=all} axe
 * runs at all three in both, which takes four times as long.
 */
final class Inspection {
    static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");

    private static final int[] WIDTHS = {320, 390, 768, 1280};
    /** Without the width of a phone, which differs little from the narrowest. */
    private static final List<Integer> WITH_AXE = List.of(320, 768, 1280);

    private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
    private static final boolean ALL = "all".equals(System.getProperty("saoma.axe"));

    private final Axe axe = new Axe();
    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return found;
    }

    /** Checks the page that the tab shows, which has been requested in this language. */
    void look(Page tab, String name, String language) {
        if (!language.equals(tab.locator("html").getAttribute("lang"))) {
            found.add(name + " is not in " + language);
        }
        for (ColorScheme theme : THEMES) {
            tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : WIDTHS) {
                tab.setViewportSize(width, 844);
                int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
                if (needed > width) {
                    found.add(name + "-" + language + "-" + width + " is " + needed + " px wide");
                }
                if (hasAxe(language, theme, width)) {
                    axe.violations(tab.mainFrame(), rules(theme))
                            .forEach(fault ->
                                    found.add(name + "-" + language + "-" + theme + "-" + width + " " + fault));
                }
            }
        }
        tab.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static Rules rules(ColorScheme theme) {
        return ALL || theme == ColorScheme.LIGHT ? Rules.ALL : Rules.COLOURS;
    }

    private static boolean hasAxe(String language, ColorScheme theme, int width) {
        int turn = LANGUAGES.indexOf(language) + THEMES.indexOf(theme);
        return ALL ? WITH_AXE.contains(width) : width == WITH_AXE.get(turn % WITH_AXE.size());
    }
}
