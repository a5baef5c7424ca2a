package dev.saoma.filter.internal.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The roles required by paths: one set of roles per servlet URL pattern, of which a user needs one. The most specific pattern
 * decides; a path without a pattern is open to all signed-in users. Immutable.
 *
 * <p>Many frameworks serve {@code /admin} under {@code /admin/} too, or vice versa. So a path without an exact rule is also
 * restricted by the rule for its other spelling, with or without the final slash; that never opens a path.
 */
public final class RoleRules {
    /** Stands for every signed-in user. */
    public static final String ANYBODY = "*";

    private final Map<String, Set<String>> rules = new LinkedHashMap<>();
    private final PathPatterns.Values<Set<String>> byPattern;
    /** The rules of exact paths with a slash at the end, by the path without it. */
    private final Map<String, Set<String>> folders = new HashMap<>();

    /** @throws IllegalArgumentException if {@link PathPatterns#mistakeOrWhole} finds one in a pattern */
    public RoleRules(Map<String, Set<String>> rules) {
        for (Map.Entry<String, Set<String>> rule : rules.entrySet()) {
            PathPatterns.require(rule.getKey(), PathPatterns.mistakeOrWhole(rule.getKey()));
            Set<String> roles = Collections.unmodifiableSet(new LinkedHashSet<>(rule.getValue()));
            this.rules.put(rule.getKey(), roles);
            if (hasSlashAtEnd(rule.getKey())) {
                folders.put(withoutSlash(rule.getKey()), roles);
            }
        }
        this.byPattern = new PathPatterns.Values<>(this.rules);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /** Returns how specific the rule for a canonical path is, in either of its spellings. */
    int rank(String path) {
        int rank = byPattern.rank(path);
        if (rank == PathPatterns.Values.EXACT) {
            return rank;
        }
        int other = PathPatterns.Values.NONE;
        if (hasSlashAtEnd(path)) {
            other = byPattern.rank(withoutSlash(path));
        } else if (folders.containsKey(path)) {
            other = PathPatterns.Values.EXACT;
        }
        // A public path that is written just so is more specific.
        return Math.max(rank, Math.min(other, PathPatterns.Values.EXACT - 1));
    }

    // What a rule requires for the other spelling of a path that no rule names exactly; null for nothing.
    private @Nullable Set<String> ofOtherSpelling(String path) {
        if (byPattern.rank(path) == PathPatterns.Values.EXACT) {
            return null;
        }
        return hasSlashAtEnd(path) ? byPattern.get(withoutSlash(path)) : folders.get(path);
    }

    private static boolean hasSlashAtEnd(String path) {
        return path.length() > 1 && path.endsWith("/");
    }

    private static String withoutSlash(String path) {
        return path.substring(0, path.length() - 1);
    }

    /**
     * Whether a user may open a path.
     *
     * @param path canonical; null if it can be read in more than one way, and so has to satisfy every rule
     */
    boolean permit(@Nullable String path, Predicate<String> hasRole) {
        if (path == null) {
            return rules.values().stream().allMatch(roles -> satisfied(roles, hasRole));
        }
        return satisfied(byPattern.get(path), hasRole) && satisfied(ofOtherSpelling(path), hasRole);
    }

    /** Returns the rules that decide on a canonical path, as written in the settings. */
    String rule(String path) {
        Set<String> decides = byPattern.get(path);
        Set<String> ofOther = ofOtherSpelling(path);
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, Set<String>> rule : rules.entrySet()) {
            if (rule.getValue() == decides || rule.getValue() == ofOther) {
                written.add(rule.getKey() + " = " + String.join(", ", rule.getValue()));
            }
        }
        return written.isEmpty() ? "none" : String.join(" and ", written);
    }

    private static boolean satisfied(@Nullable Set<String> roles, Predicate<String> hasRole) {
        return roles == null || roles.contains(ANYBODY) || roles.stream().anyMatch(hasRole);
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
