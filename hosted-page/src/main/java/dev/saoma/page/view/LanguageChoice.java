package dev.saoma.page.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a language by the application's request, the user's earlier choice, and the browser's preferences. All of them
 * are untrusted: malformed values are skipped without an error, and only the first part of an overlong value is read.
 */
final class LanguageChoice {

    private static final int MAX_CHARS = 512;
    private static final int MAX_TAGS = 32;

    private record Preference(Locale locale, double weight) {}

    private LanguageChoice() {}

    static Language choose(@Nullable String uiLocales, @Nullable String remembered, @Nullable String acceptLanguage) {
        return first(tags(uiLocales))
                .or(() -> first(tags(remembered)))
                .or(() -> first(acceptLanguage(acceptLanguage)))
                .orElse(Language.DEFAULT);
    }

    // OpenID Connect Core 3.1.2.1: space-separated tags in order of preference.
    private static List<Preference> tags(@Nullable String value) {
        List<Preference> preferences = new ArrayList<>();
        for (String tag : parts(value, " ")) {
            preferences.add(new Preference(Locale.forLanguageTag(tag.strip()), 1));
        }
        return preferences;
    }

    // RFC 9110, 12.5.4: comma-separated, each with an optional weight; weight 0 means "not acceptable".
    private static List<Preference> acceptLanguage(@Nullable String value) {
        List<Preference> preferences = new ArrayList<>();
        for (String part : parts(value, ",")) {
            int semicolon = part.indexOf(';');
            String tag = semicolon < 0 ? part : part.substring(0, semicolon);
            double weight = semicolon < 0 ? 1 : weight(part.substring(semicolon + 1));
            preferences.add(new Preference(Locale.forLanguageTag(tag.strip()), weight));
        }
        preferences.sort(Comparator.comparingDouble(Preference::weight).reversed());
        return preferences;
    }

    private static List<String> parts(@Nullable String value, String separator) {
        if (value == null || value.isBlank()) {
            return List.of();
        }
        String head = value.length() > MAX_CHARS ? value.substring(0, MAX_CHARS) : value;
        String[] parts = head.split(separator, MAX_TAGS + 1);
        return List.of(parts).subList(0, Math.min(parts.length, MAX_TAGS));
    }

    private static double weight(String parameter) {
        String stripped = parameter.strip().toLowerCase(Locale.ROOT);
        if (!stripped.matches("q\\s*=\\s*[01](\\.[0-9]{0,3})?")) {
            return 0;
        }
        return Math.min(
                1,
                Double.parseDouble(stripped.substring(stripped.indexOf('=') + 1).strip()));
    }

    private static Optional<Language> first(List<Preference> preferences) {
        return preferences.stream()
                .filter(preference -> preference.weight() > 0 && Language.has(preference.locale()))
                .map(preference -> Language.nearest(preference.locale()))
                .findFirst();
    }
}
