package dev.saoma.filter.internal.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The roles required by paths: one set of roles per servlet URL pattern, of which a user needs one. The most specific pattern
 * decides; a path without a pattern is open to all signed-in users. Immutable.
 */
public final class RoleRules {
    /** Stands for every signed-in user. */
    public static final String ANYBODY = "*";

    private final Map<String, Set<String>> rules = new LinkedHashMap<>();
    private final PathPatterns.Values<Set<String>> byPattern;

    /** @throws IllegalArgumentException if {@link PathPatterns#mistakeOrWhole} finds one in a pattern */
    public RoleRules(Map<String, Set<String>> rules) {
        for (Map.Entry<String, Set<String>> rule : rules.entrySet()) {
            PathPatterns.require(rule.getKey(), PathPatterns.mistakeOrWhole(rule.getKey()));
            this.rules.put(rule.getKey(), Collections.unmodifiableSet(new LinkedHashSet<>(rule.getValue())));
        }
        this.byPattern = new PathPatterns.Values<>(this.rules);
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    int rank(String path) {
        return byPattern.rank(path);
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
        Set<String> roles = byPattern.get(path);
        return roles == null || satisfied(roles, hasRole);
    }

    /** Returns the rule that decides on a canonical path, as written in the settings. */
    String rule(String path) {
        Set<String> roles = byPattern.get(path);
        for (Map.Entry<String, Set<String>> rule : rules.entrySet()) {
            if (rule.getValue() == roles) {
                return rule.getKey() + " = " + String.join(", ", rule.getValue());
            }
        }
        return "none";
    }

    private static boolean satisfied(Set<String> roles, Predicate<String> hasRole) {
        return roles.contains(ANYBODY) || roles.stream().anyMatch(hasRole);
    }

    @Override
    public String toString() {
        return rules.toString();
    }
}
