package dev.saoma.page.settings;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code origins} of an application: where its scripts may sign users in. */
final class OriginsReader {
    private static final String FIX = "Write it as the browser's address bar has it, such as https://shop.example.com.";

    private OriginsReader() {}

    /** {@code wrong}: the rule for redirect URIs, which origins keep as well. */
    static Set<String> read(Section section, boolean publicClient, Function<String, Optional<String>> wrong) {
        Set<String> good = new LinkedHashSet<>();
        for (String origin : section.texts("origins")) {
            Optional<String> why = UrlRules.wrongOrigin(origin).or(() -> wrong.apply(origin));
            why.ifPresent(text -> section.mistake("origins[" + good.size() + "]", "\"" + origin + "\" " + text, FIX));
            if (why.isEmpty()) {
                good.add(origin);
            }
        }
        if (!good.isEmpty() && !publicClient) {
            section.mistake(
                    "origins",
                    "is for scripts in browsers, and those cannot keep the clientSecret.",
                    "Give the scripts an entry of their own, without clientSecret.");
        }
        return good;
    }
}
