package dev.saoma.page.view;

import java.util.Objects;

/**
 * The site whose script opened this window, which is notified of the user's progress.
 *
 * @param origin where it is, as registered
 * @param state its own name for this sign-in
 */
public record Opener(String origin, String state) {
    /** Neither may be null. */
    public Opener {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(state, "state");
    }
}
