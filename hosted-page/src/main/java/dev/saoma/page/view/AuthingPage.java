package dev.saoma.page.view;

import java.util.List;
import java.util.Objects;

/**
 * The end of a sign-in in a window that {@code authing-js-sdk} opened.
 *
 * @param origins the origins that may receive the message; an opener elsewhere receives nothing
 * @param message the message, as JSON
 * @param good whether the user signed in
 */
public record AuthingPage(List<String> origins, String message, boolean good) {
    /** Copies the list. */
    public AuthingPage {
        origins = List.copyOf(origins);
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return "AuthingPage[…]";
    }
}
