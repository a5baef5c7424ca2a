package dev.saoma.page.oidc;

import java.util.Map;

/**
 * An ID token that was signed just now.
 *
 * @param text as it travels
 * @param claims what is in it, but for {@code iss}
 */
public record IssuedIdToken(String text, Map<String, Object> claims) {
    /** Copies the claims. */
    public IssuedIdToken {
        claims = Map.copyOf(claims);
    }

    @Override
    public String toString() {
        return "IssuedIdToken[…]";
    }
}
