package dev.saoma.filter.internal.claims;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds claims by name, including nested ones: {@code realm_access.roles}. */
public final class ClaimPath {
    private ClaimPath() {}

    /**
     * Returns the value of a claim; null if there is none. A claim whose own name contains the dots wins over a nested one, at
     * each level: {@code https://example.com/roles} is one name, {@code resource_access.my.app.roles} finds the client
     * {@code my.app}.
     */
    public static @Nullable Object find(Map<?, ?> claims, String name) {
        Object literal = claims.get(name);
        if (literal != null || claims.containsKey(name)) {
            return literal;
        }
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            Object outer = claims.get(name.substring(0, dot));
            if (outer instanceof Map) {
                Object inner = find((Map<?, ?>) outer, name.substring(dot + 1));
                if (inner != null) {
                    return inner;
                }
            }
        }
        return null;
    }

    /** Whether a name denotes the claim {@code outer}, or one nested in it. */
    public static boolean isIn(String outer, String name) {
        return name.equals(outer) || name.startsWith(outer + ".");
    }

    /** Returns the strings of a claim, which is a list of them or a single one, as a new set. */
    public static Set<String> texts(@Nullable Object claim) {
        Set<String> texts = new HashSet<>();
        for (Object text : claim instanceof Collection ? (Collection<?>) claim : Collections.singleton(claim)) {
            if (text instanceof String) {
                texts.add((String) text);
            }
        }
        return texts;
    }
}
