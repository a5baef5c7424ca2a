package dev.saoma.filter.internal.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Texts of the filter's pages in one language. */
public final class Texts {
    private final String language;
    private final Properties words;

    private Texts(String language, Properties words) {
        this.language = language;
        this.words = words;
    }

    public static Texts load(String tag, String file) {
        Properties words = new Properties();
        try (InputStream in = Resources.open(file);
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file + " of the filter's jar", e);
        }
        return new Texts(tag, words);
    }

    /** Chooses the first of the browser's languages that is available, else the first available one. */
    public static Texts choose(List<Texts> all, @Nullable String acceptLanguage) {
        if (acceptLanguage != null) {
            // Browsers list languages in order of preference; the weights only repeat that order.
            for (String wanted : acceptLanguage.toLowerCase(Locale.ROOT).split(",", 20)) {
                for (Texts texts : all) {
                    if (wanted.trim().startsWith(texts.language.substring(0, 2))) {
                        return texts;
                    }
                }
            }
        }
        return all.get(0);
    }

    public String language() {
        return language;
    }

    /** Returns all texts whose keys have this prefix, by the rest of their keys. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new HashMap<>();
        for (String key : words.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), get(key));
            }
        }
        return found;
    }

    /** Returns the text; null if there is none. */
    @Nullable
    public String find(String key) {
        return words.getProperty(key);
    }

    public String get(String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalStateException("no text " + key + " in " + language);
        }
        return text;
    }
}
