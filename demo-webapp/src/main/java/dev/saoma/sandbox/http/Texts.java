package dev.saoma.sandbox.http;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of one language: Chinese, or English on request. */
public final class Texts {

    private static final List<Locale> OFFERED = List.of(Locale.SIMPLIFIED_CHINESE, Locale.CHINESE, Locale.ENGLISH);

    private final ResourceBundle bundle;
    private final boolean english;

    private Texts(boolean english) {
        this.english = english;
        this.bundle = ResourceBundle.getBundle(
                "dev.saoma.sandbox.texts",
                english ? Locale.ENGLISH : Locale.ROOT,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Returns the Chinese texts. */
    public static Texts chinese() {
        return new Texts(false);
    }

    /** Returns the English texts. */
    public static Texts english() {
        return new Texts(true);
    }

    /** Chooses by {@code lang} if it is given, else by the {@code Accept-Language} header; Chinese by default. */
    public static Texts choose(String lang, String acceptLanguage) {
        if (!lang.isEmpty()) {
            return new Texts(lang.toLowerCase(Locale.ROOT).startsWith("en"));
        }
        return new Texts(prefersEnglish(acceptLanguage));
    }

    /** Returns the text with that key. */
    public String get(String key) {
        return bundle.getString(key);
    }

    /** Whether these are the English texts. */
    public boolean isEnglish() {
        return english;
    }

    private static boolean prefersEnglish(String acceptLanguage) {
        if (acceptLanguage.isEmpty()) {
            return false;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), OFFERED);
            return Locale.ENGLISH.equals(best);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
