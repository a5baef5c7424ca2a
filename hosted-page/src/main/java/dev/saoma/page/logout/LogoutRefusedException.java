package dev.saoma.page.logout;

/** The request to sign out is wrong: no user is signed out, and nothing is redirected. The message is for developers. */
public final class LogoutRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    LogoutRefusedException(String message) {
        super(message);
    }
}
