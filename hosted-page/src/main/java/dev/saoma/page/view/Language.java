package dev.saoma.page.view;

import java.util.Locale;
import java.util.Set;

/** The languages we have texts in; the first is the default. */
public enum Language {
    SIMPLIFIED_CHINESE(Locale.SIMPLIFIED_CHINESE),
    TRADITIONAL_CHINESE(Locale.TRADITIONAL_CHINESE),
    ENGLISH(Locale.ENGLISH);

    static final Language DEFAULT = SIMPLIFIED_CHINESE;

    private static final Set<String> TRADITIONAL_REGIONS = Set.of("TW", "HK", "MO");

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /** Returns the Java locale. */
    public Locale locale() {
        return locale;
    }

    /** Returns the language tag for HTML and HTTP, such as {@code zh-CN}. */
    public String tag() {
        return locale.toLanguageTag();
    }

    /** Joins two sentences, either of which may be empty; in Chinese without a space. */
    public String sentences(String first, String second) {
        return (first + (this == ENGLISH ? " " : "") + second).strip();
    }

    /** Returns the language nearest to a locale, or the default. */
    public static Language nearest(Locale wanted) {
        return switch (wanted.getLanguage()) {
            case "zh" -> isTraditional(wanted) ? TRADITIONAL_CHINESE : SIMPLIFIED_CHINESE;
            case "en" -> ENGLISH;
            default -> DEFAULT;
        };
    }

    /** Decides by the script if the locale has one ({@code zh-Hans-HK}), otherwise by the region. */
    private static boolean isTraditional(Locale chinese) {
        return chinese.getScript().isEmpty()
                ? TRADITIONAL_REGIONS.contains(chinese.getCountry())
                : chinese.getScript().equals("Hant");
    }

    static boolean has(Locale wanted) {
        return nearest(wanted).locale.getLanguage().equals(wanted.getLanguage());
    }
}
