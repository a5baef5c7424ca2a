package dev.saoma.filter.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    private final Set<String> exact = new HashSet<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Set<String> extensions = new HashSet<>();

    /** @throws IllegalArgumentException if {@link #mistake} finds one in a pattern */
    public PathPatterns(Collection<String> patterns) {
        this.all = new LinkedHashSet<>(patterns);
        for (String pattern : all) {
            mistake(pattern).ifPresent(why -> {
                throw new IllegalArgumentException(pattern + ": " + why);
            });
            if (pattern.startsWith("*.")) {
                extensions.add(pattern.substring(1));
            } else if (pattern.endsWith("/*")) {
                prefixes.add(pattern.substring(0, pattern.length() - 2));
            } else {
                exact.add(pattern);
            }
        }
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
        return exact.contains(path) || matchesPrefix(path) || matchesExtension(path);
    }

    private boolean matchesPrefix(String path) {
        if (prefixes.isEmpty()) {
            return false;
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (prefixes.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesExtension(String path) {
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') && extensions.contains(path.substring(dot));
    }

    @Override
    public String toString() {
        return String.join(" ", all);
    }
}
