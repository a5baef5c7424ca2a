package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Thrown if the settings cannot be used. The message lists every mistake: where, why, and what to do; never a secret value. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    private SettingsException(String message, List<Mistake> mistakes) {
        super(message);
        this.mistakes = List.copyOf(mistakes);
    }

    /**
     * A mistake to correct.
     *
     * @param key path of the key, such as {@code applications[0].clientId}
     * @param line line in the file, from 1; 0 if there is none
     * @param why what is wrong
     * @param fix what to write instead
     */
    public record Mistake(String key, int line, String why, String fix) {
        @Override
        public String toString() {
            return (line > 0 ? "line " + line + ", " : "") + key + ": " + why + " " + fix;
        }
    }

    static SettingsException of(String source, List<Mistake> mistakes) {
        String count = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return new SettingsException(
                mistakes.stream()
                        .map(m -> "\n  - " + m)
                        .collect(Collectors.joining("", source + " has " + count + ":", "")),
                mistakes);
    }

    static SettingsException unreadable(Path file, Exception cause) {
        Mistake mistake = new Mistake(
                file.toString(),
                0,
                "cannot be read (" + cause.getClass().getSimpleName() + ").",
                "Name an existing YAML file in UTF-8 that this user may read.");
        return of(file.toString(), List.of(mistake));
    }

    /** Returns the mistakes, in reading order. */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }

    /** Finds the known key most similar to the one written, for the fix of a mistake. */
    static String nearest(String written, Collection<String> known) {
        String all = "Known here: " + String.join(", ", known) + ".";
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(written, k)))
                .filter(k -> distance(written, k) <= Math.max(2, k.length() / 3))
                .map(k -> "Did you mean \"" + k + "\"?")
                .orElse(all);
    }

    /** Returns the Levenshtein distance, ignoring case and separators. */
    static int distance(String left, String right) {
        String a = plain(left);
        String b = plain(right);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) : name;
        return cut.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
