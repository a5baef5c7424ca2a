package dev.saoma.filter.internal.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Servlet URL patterns: {@code /health} exactly, {@code /static/*} with everything below, {@code *.css} by the end of the
 * last segment. Letter case counts. Order does not. Immutable.
 *
 * @see "Servlet 5.0, 12.2"
 */
public final class PathPatterns {
    private final Set<String> all;
    private final PatternMap<Boolean> patterns;

    /**
     * Patterns that leave something out.
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
        this.patterns = new PatternMap<>(covered);
    }

    /** Patterns that may cover the whole application. */
    public static PathPatterns orWhole(Collection<String> patterns) {
        return new PathPatterns(patterns, true);
    }

    static void require(String pattern, Optional<String> mistake) {
        if (mistake.isPresent()) {
            throw new IllegalArgumentException(pattern + ": " + mistake.get());
        }
    }

    /** The same as {@link #mistake} for patterns that may cover the whole application. */
    public static Optional<String> mistakeOrWhole(String pattern) {
        return pattern.equals("/*") ? Optional.empty() : mistake(pattern);
    }

    /** What is wrong with a pattern, in words for the person who wrote it. */
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
        return rank(path) != PatternMap.NONE;
    }

    /** Whether nothing closer than {@code *.extension} covers a canonical path. */
    boolean isByExtension(String path) {
        return patterns.rank(path) == PatternMap.EXTENSION;
    }

    int rank(String path) {
        return patterns.rank(path);
    }

    @Override
    public String toString() {
        return String.join(" ", all);
    }
}
