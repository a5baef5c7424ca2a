package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.Axe.Rules;
import java.util.ArrayList;
import java.util.List;

/** Looks whether pages are for everybody: in both themes, at four widths, with axe at three of them. */
final class Inspection {
    static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");

    private static final int[] WIDTHS = {320, 390, 768, 1280};
    /** A phone's, which is not wide enough to differ from the narrowest. */
    private static final int WITHOUT_AXE = 390;

    private final Axe axe = new Axe();
    private final List<String> found = new ArrayList<>();

    List<String> found() {
        return found;
    }

    /** The page that the tab shows; its language is asked for before. */
    void look(Page tab, String name, String language) {
        if (!language.equals(tab.locator("html").getAttribute("lang"))) {
            found.add(name + " is not in " + language);
        }
        for (ColorScheme theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
            for (int width : WIDTHS) {
                tab.setViewportSize(width, 844);
                int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
                if (needed > width) {
                    found.add(name + "-" + language + "-" + width + " is " + needed + " px wide");
                }
                if (width != WITHOUT_AXE) {
                    axe.violations(tab.mainFrame(), Rules.ALL)
                            .forEach(fault ->
                                    found.add(name + "-" + language + "-" + theme + "-" + width + " " + fault));
                }
            }
        }
        tab.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
