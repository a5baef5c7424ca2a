package dev.saoma.page.compat;

import dev.saoma.page.settings.Application;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid ID token of ours.
 *
 * @param text the signed token, serialized
 * @param claims all its claims
 * @param application the application that it was issued to
 */
record AuthingToken(String text, Map<String, Object> claims, Application application) {
    String subject() {
        return String.valueOf(claims.get("sub"));
    }

    @Nullable
    String text(String claim) {
        return claims.get(claim) instanceof String value ? value : null;
    }

    long seconds(String claim) {
        return claims.get(claim) instanceof Number value ? value.longValue() : 0;
    }

    @Override
    public String toString() {
        return "AuthingToken[…]";
    }
}
