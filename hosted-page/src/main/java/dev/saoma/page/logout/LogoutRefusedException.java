package dev.saoma.page.logout;

/**
 * Thrown if a logout request is invalid: no user is signed out, and the browser is not redirected. The message is for
 * developers.
 */
public final class LogoutRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    LogoutRefusedException(String message) {
        super(message);
    }
}
