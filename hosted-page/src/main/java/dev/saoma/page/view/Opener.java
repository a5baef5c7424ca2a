package dev.saoma.page.view;

import java.util.Objects;

/**
 * The site whose script opened this window, which is notified of the user's progress.
 *
 * @param origin the origin of the site, as registered
 * @param state the {@code state} of the site for this sign-in
 */
public record Opener(String origin, String state) {
    /** Neither may be null. */
    public Opener {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(state, "state");
    }
}
