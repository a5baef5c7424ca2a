package dev.saoma.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.saoma.e2e.support.Axe;
import dev.saoma.e2e.support.Axe.Rules;
import dev.saoma.e2e.support.AxeTurn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that pages are accessible, by {@link AxeTurn}s, and fit at four widths in each language. */
final class Inspection {
    static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");

    private static final List<Integer> WIDTHS = List.of(320, 390, 768, 1280);
    /** Without the width of a phone, which differs little from the narrowest. */
    private static final List<Integer> WITH_AXE = List.of(320, 768, 1280);

    private final Axe axe = new Axe();
    private final Map<String, AxeTurn> turns = new HashMap<>();
    private final Set<String> withoutAxe = new TreeSet<>();
    private final List<String> found = new ArrayList<>();

    /** Returns the faults; one is a page that did not come in the language of its turn. */
    List<String> found() {
        withoutAxe.forEach(name -> found.add(name + " has not been checked by axe"));
        return found;
    }

    /** Checks the page that the tab shows, which has been requested in this language. */
    void look(Page tab, String name, String language) {
        if (!language.equals(tab.locator("html").getAttribute("lang"))) {
            found.add(name + " is not in " + language);
        }
        AxeTurn turn = turns.computeIfAbsent(name, this::firstSeen);
        for (ColorScheme theme : AxeTurn.THEMES) {
            for (int width : WIDTHS) {
                look(tab, turn, name, language, theme, width);
            }
        }
    }

    private AxeTurn firstSeen(String name) {
        withoutAxe.add(name);
        return new AxeTurn(turns.size(), LANGUAGES, WITH_AXE);
    }

    private void look(Page tab, AxeTurn turn, String name, String language, ColorScheme theme, int width) {
        Optional<Rules> rules = turn.rules(language, theme, width);
        boolean hasLayout = turn.hasLayout(language, theme);
        if (rules.isEmpty() && !hasLayout) {
            return;
        }
        tab.emulateMedia(new EmulateMediaOptions().setColorScheme(theme));
        tab.setViewportSize(width, 844);
        if (hasLayout) {
            int needed = ((Number) tab.evaluate("document.documentElement.scrollWidth")).intValue();
            if (needed > width) {
                found.add(name + "-" + language + "-" + width + " is " + needed + " px wide");
            }
        }
        if (rules.isPresent()) {
            withoutAxe.remove(name);
            axe.violations(tab.mainFrame(), rules.get())
                    .forEach(fault -> found.add(name + "-" + language + "-" + theme + "-" + width + " " + fault));
        }
    }
}
