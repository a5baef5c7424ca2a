package dev.saoma.page.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the key that was probably meant. */
final class Nearest {
    private Nearest() {}

    static String to(String written, Collection<String> known) {
        String all = "Known here: " + String.join(", ", known) + ".";
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(written, k)))
                .filter(k -> distance(written, k) <= Math.max(2, k.length() / 3))
                .map(k -> "Did you mean \"" + k + "\"?")
                .orElse(all);
    }

    /** Levenshtein distance, ignoring case and separators. */
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
