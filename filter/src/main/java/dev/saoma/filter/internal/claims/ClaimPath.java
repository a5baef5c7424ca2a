package dev.saoma.filter.internal.claims;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds claims by name, also those inside of others: {@code realm_access.roles}. */
public final class ClaimPath {
    private ClaimPath() {}

    /**
     * Returns the value of a claim; null if there is none. A claim whose own name contains the dots wins over one inside of
     * another, at each level: {@code https://example.com/roles} is one name, {@code resource_access.my.app.roles} finds the
     * client {@code my.app}.
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

    /** Whether a claim of that name is, or is inside of, the claim with the outer name. */
    public static boolean isIn(String outer, String name) {
        return name.equals(outer) || name.startsWith(outer + ".");
    }

    /** Returns the texts of a claim: those of a list, or the one text that it is. A new set. */
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
