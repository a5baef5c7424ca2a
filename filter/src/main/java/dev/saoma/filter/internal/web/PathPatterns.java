package dev.saoma.filter.internal.web;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Servlet URL patterns: {@code /health} exactly, {@code /static/*} with everything below, {@code *.css} by the end of the last
 * segment. Case-sensitive; the order does not matter. Immutable.
 *
 * @see "Servlet 5.0, 12.2"
 */
public final class PathPatterns {
    private final Set<String> all;
    private final Values<Boolean> patterns;

    /**
     * Creates patterns that do not cover the whole application.
     *
     * @throws IllegalArgumentException if {@link #mistake} finds one in a pattern
     */
    public PathPatterns(Collection<String> patterns) {
        this(patterns, false);
    }

    private PathPatterns(Collection<String> patterns, boolean orWhole) {
        this.all = new LinkedHashSet<>(patterns);
        Map<String, Boolean> covered = new HashMap<>();
        for (String pattern : all) {
            require(pattern, orWhole ? mistakeOrWhole(pattern) : mistake(pattern));
            covered.put(pattern, true);
        }
        this.patterns = new Values<>(covered);
    }

    /** Creates patterns that may cover the whole application. */
    public static PathPatterns orWhole(Collection<String> patterns) {
        return new PathPatterns(patterns, true);
    }

    static void require(String pattern, Optional<String> mistake) {
        if (mistake.isPresent()) {
            throw new IllegalArgumentException(pattern + ": " + mistake.get());
        }
    }

    /** Returns what is wrong with a pattern that may cover the whole application. */
    public static Optional<String> mistakeOrWhole(String pattern) {
        return pattern.equals("/*") ? Optional.empty() : mistake(pattern);
    }

    /** Returns what is wrong with a pattern, for the person who wrote it. */
    public static Optional<String> mistake(String pattern) {
        if (pattern.equals("/*") || pattern.equals("/**") || pattern.equals("*")) {
            return Optional.of("would cover the whole application");
        }
        String fixed = pattern;
        if (pattern.startsWith("*.")) {
            fixed = pattern.substring(2);
            if (fixed.isEmpty() || fixed.indexOf('/') >= 0) {
                return Optional.of("expected *.extension");
            }
        } else if (!pattern.startsWith("/")) {
            return Optional.of("must begin with / or be like *.css");
        } else if (pattern.endsWith("/*")) {
            fixed = pattern.substring(0, pattern.length() - 2);
        }
        if (fixed.indexOf('*') >= 0) {
            return Optional.of("* is only allowed as /* at the end or *. at the beginning");
        }
        if (fixed.contains("//") || fixed.indexOf(';') >= 0 || fixed.indexOf('%') >= 0 || fixed.indexOf('?') >= 0) {
            return Optional.of("is matched on the decoded path, without query or ;parameters");
        }
        return Optional.empty();
    }

    /** Whether a canonical path, beginning with a slash, is covered. */
    public boolean matches(String path) {
        return rank(path) != Values.NONE;
    }

    /** Whether no pattern more specific than {@code *.extension} covers a canonical path. */
    boolean isByExtension(String path) {
        return patterns.rank(path) == Values.EXTENSION;
    }

    int rank(String path) {
        return patterns.rank(path);
    }

    @Override
    public String toString() {
        return String.join(" ", all);
    }

    /**
     * Values by servlet URL pattern. The most specific pattern decides, whatever the order: the exact path, then the longest
     * {@code /prefix/*}, then {@code *.extension}, then {@code /*}. Case-sensitive. Immutable.
     *
     * @see "Servlet 5.0, 12.1 and 12.2"
     */
    static final class Values<V> {
        /** No pattern covers the path. */
        static final int NONE = -1;

        private static final int WHOLE = 0;
        /** Only {@code *.extension} covers the path. */
        static final int EXTENSION = 1;

        private static final int PREFIX = 2;
        /** A pattern is the path. */
        static final int EXACT = Integer.MAX_VALUE;

        private final Map<String, V> exact = new HashMap<>();
        private final Map<String, V> prefixes = new HashMap<>();
        private final Map<String, V> extensions = new HashMap<>();
        private final @Nullable V whole;
        /** The lengths of the listed prefixes, the longest first. */
        private final int[] prefixLengths;

        /** @param patterns without a mistake */
        Values(Map<String, V> patterns) {
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

        /** Returns the value for a canonical path, beginning with a slash; null if no pattern covers it. */
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

        /** Returns how specifically a path is covered: a greater number is more specific, {@link #NONE} is not at all. */
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

        // Returns where the longest listed prefix ends; -1 if there is none. The number of lookups depends on the
        // settings alone: one for each slash of the path would cost the square of its length.
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
}
