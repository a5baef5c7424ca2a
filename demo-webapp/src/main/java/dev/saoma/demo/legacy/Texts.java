package dev.saoma.demo.legacy;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts in the visitor's language: Chinese or English, whichever the browser names first; Chinese without either. */
final class Texts {
    private final boolean english;
    private final ResourceBundle bundle;

    private Texts(boolean english) {
        this.english = english;
        this.bundle = ResourceBundle.getBundle(
                "dev.saoma.demo.legacy.desk",
                english ? Locale.ENGLISH : Locale.ROOT,
                Texts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static Texts of(HttpServletRequest request) {
        if (request.getHeader("Accept-Language") == null) {
            return new Texts(false);
        }
        for (Locale locale : Collections.list(request.getLocales())) {
            if (locale.getLanguage().equals("zh") || locale.getLanguage().equals("en")) {
                return new Texts(locale.getLanguage().equals("en"));
            }
        }
        return new Texts(false);
    }

    /** Returns the text of that key, escaped for a page. */
    String get(String key) {
        return Page.escape(bundle.getString(key));
    }

    /** Returns the text with one value in place of <code>{0}</code>, both escaped. */
    String get(String key, Object value) {
        return get(key).replace("{0}", Page.escape(String.valueOf(value)));
    }

    /** Returns the text of the two that is in this language. */
    String choose(String chinese, String inEnglish) {
        return english ? inEnglish : chinese;
    }
}
