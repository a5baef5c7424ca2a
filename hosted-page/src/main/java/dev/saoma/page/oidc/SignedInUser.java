package dev.saoma.page.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Who signed in.
 *
 * @param subject stable for ever, at most 255 ASCII characters
 * @param name nickname, if asked for and there is one
 * @param picture address of the avatar, likewise
 */
public record SignedInUser(
        String subject, @Nullable String name, @Nullable String picture) {
    @Override
    public String toString() {
        return "SignedInUser[…]";
    }
}
