package dev.saoma.page.oidc;

import java.util.LinkedHashMap;
import java.util.Map;

/** The claims about a person. */
final class Claims {
    private Claims() {}

    /** What the scope {@code profile} adds, of Core 5.1: only what there is. */
    static Map<String, Object> profile(SignedInUser user) {
        Map<String, Object> claims = new LinkedHashMap<>();
        if (user.name() != null) {
            claims.put("name", user.name());
        }
        if (user.picture() != null) {
            claims.put("picture", user.picture());
        }
        return claims;
    }
}
