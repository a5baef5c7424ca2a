package dev.saoma.page.branding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A text in one or several languages.
 *
 * @param byLanguage language tag (BCP 47) to text; the empty tag is for every language
 */
public record LocalText(Map<String, String> byLanguage) {
    /** No text. */
    public static final LocalText NONE = new LocalText(Map.of());

    /** Copies the map, keeping its order. */
    public LocalText {
        byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
    }

    /** Returns a text that is the same in every language. */
    public static LocalText of(String text) {
        return new LocalText(Map.of("", text));
    }

    /** Returns the text for that language, otherwise for a variant of it, for every language, or the first one. */
    public Optional<String> in(Locale locale) {
        String exact = byLanguage.get(locale.toLanguageTag());
        if (exact != null) {
            return Optional.of(exact);
        }
        return byLanguage.entrySet().stream()
                .filter(entry ->
                        Locale.forLanguageTag(entry.getKey()).getLanguage().equals(locale.getLanguage()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> Optional.ofNullable(byLanguage.get("")))
                .or(() -> byLanguage.values().stream().findFirst());
    }
}
