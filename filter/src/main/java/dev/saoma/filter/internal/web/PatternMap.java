package dev.saoma.filter.internal.web;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values by servlet URL pattern. The most specific pattern decides, whatever the order: the exact path, then the longest
 * {@code /prefix/*}, then {@code *.extension}, then {@code /*}. Letter case counts. Immutable.
 *
 * @see "Servlet 5.0, 12.1 and 12.2"
 */
final class PatternMap<V> {
    /** No pattern covers the path. */
    static final int NONE = -1;

    private static final int WHOLE = 0;
    /** Only {@code *.extension} covers the path. */
    static final int EXTENSION = 1;

    private static final int PREFIX = 2;
    private static final int EXACT = Integer.MAX_VALUE;

    private final Map<String, V> exact = new HashMap<>();
    private final Map<String, V> prefixes = new HashMap<>();
    private final Map<String, V> extensions = new HashMap<>();
    private final @Nullable V whole;
    /** The lengths that the listed prefixes have, the longest first. */
    private final int[] prefixLengths;

    /** @param patterns without a mistake */
    PatternMap(Map<String, V> patterns) {
        for (Map.Entry<String, V> entry : patterns.entrySet()) {
            String pattern = entry.getKey();
            if (pattern.startsWith("*.")) {
                extensions.put(pattern.substring(1), entry.getValue());
            } else if (pattern.endsWith("/*")) {
                prefixes.put(pattern.substring(0, pattern.length() - 2), entry.getValue());
            } else {
                exact.put(pattern, entry.getValue());
            }
        }
        whole = prefixes.remove("");
        prefixLengths = lengths(prefixes.keySet());
    }

    private static int[] lengths(Set<String> prefixes) {
        Set<Integer> longestFirst = new TreeSet<>(Collections.reverseOrder());
        for (String prefix : prefixes) {
            longestFirst.add(prefix.length());
        }
        int[] lengths = new int[longestFirst.size()];
        int i = 0;
        for (int length : longestFirst) {
            lengths[i++] = length;
        }
        return lengths;
    }

    /** The value for a canonical path, beginning with a slash; null if no pattern covers it. */
    @Nullable
    V get(String path) {
        V value = exact.get(path);
        if (value != null) {
            return value;
        }
        int end = prefix(path);
        if (end >= 0) {
            return prefixes.get(path.substring(0, end));
        }
        String extension = extension(path);
        value = extension == null ? null : extensions.get(extension);
        return value == null ? whole : value;
    }

    /** How closely a path is described: a greater number is more specific, {@link #NONE} is not at all. */
    int rank(String path) {
        if (exact.containsKey(path)) {
            return EXACT;
        }
        int end = prefix(path);
        if (end >= 0) {
            return PREFIX + end;
        }
        String extension = extension(path);
        if (extension != null && extensions.containsKey(extension)) {
            return EXTENSION;
        }
        return whole == null ? NONE : WHOLE;
    }

    // Where the longest prefix that is listed ends; -1 if there is none. What is looked up depends on the settings
    // alone:
    // going through the slashes of the path would cost the square of its length.
    private int prefix(String path) {
        for (int end : prefixLengths) {
            boolean atSlash = end == path.length() || end < path.length() && path.charAt(end) == '/';
            if (atSlash && prefixes.containsKey(path.substring(0, end))) {
                return end;
            }
        }
        return -1;
    }

    private static @Nullable String extension(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(dot) : null;
    }
}
