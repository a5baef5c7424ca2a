package dev.saoma.page.view;

import java.util.List;
import java.util.Objects;

/**
 * The end of a sign-in in a window that {@code authing-js-sdk} opened.
 *
 * @param origins at one of which the opener is, or it is not told
 * @param message what it is told, as JSON
 * @param good whether somebody signed in
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
