package dev.saoma.page.view;

import java.util.Locale;

/** The languages we have texts in; the first is the default. */
enum Language {
    SIMPLIFIED_CHINESE(Locale.SIMPLIFIED_CHINESE),
    ENGLISH(Locale.ENGLISH);

    static final Language DEFAULT = SIMPLIFIED_CHINESE;

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    Locale locale() {
        return locale;
    }

    String tag() {
        return locale.toLanguageTag();
    }

    /** The language nearest to a locale, or the default. */
    static Language nearest(Locale wanted) {
        for (Language language : values()) {
            if (language.locale.getLanguage().equals(wanted.getLanguage())) {
                return language;
            }
        }
        return DEFAULT;
    }

    static boolean has(Locale wanted) {
        return nearest(wanted).locale.getLanguage().equals(wanted.getLanguage());
    }
}
