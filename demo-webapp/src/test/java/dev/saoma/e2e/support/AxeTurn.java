package dev.saoma.e2e.support;

import com.microsoft.playwright.options.ColorScheme;
import dev.saoma.e2e.support.Axe.Rules;
import java.util.List;
import java.util.Optional;

/**
 * What each build checks of one page in one of its languages: axe's rules once, in one language, theme and width, and the
 * colours in the other theme, too; and the layout in each language, which themes do not change, in one theme.
 *
 * <p>Turns go in steps of seven through the combinations, whose number seven does not divide: six pages in a row meet each
 * language, theme and width, and with three languages and widths, eighteen meet each combination. With {@code -Dsaoma.axe=all}
 * everything is checked everywhere.
 *
 * @param page the page's number, from 0
 */
public record AxeTurn(int page, List<String> languages, List<Integer> widths) {
    public static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    private static final boolean ALL = "all".equals(System.getProperty("saoma.axe"));
    private static final int STEP = 7;

    private int combination() {
        return page * STEP % (languages.size() * THEMES.size() * widths.size());
    }

    /** Returns the language in which axe checks the page. */
    public String language() {
        return languages.get(combination() % languages.size());
    }

    /** Returns the theme in which axe checks all rules. */
    public ColorScheme theme() {
        return THEMES.get(combination() / languages.size() % THEMES.size());
    }

    public int width() {
        return widths.get(combination() / languages.size() / THEMES.size());
    }

    /** Returns the rules that axe checks there, if any. */
    public Optional<Rules> rules(String language, ColorScheme theme, int width) {
        if (ALL) {
            return widths.contains(width) ? Optional.of(Rules.ALL) : Optional.empty();
        }
        if (!language.equals(language()) || width != width()) {
            return Optional.empty();
        }
        return Optional.of(theme == theme() ? Rules.ALL : Rules.COLOURS);
    }

    /** Whether the layout is checked there, at each width. */
    public boolean hasLayout(String language, ColorScheme theme) {
        boolean isLight = (page + languages.indexOf(language)) % THEMES.size() == 0;
        return ALL || (theme == ColorScheme.LIGHT) == isLight;
    }
}
