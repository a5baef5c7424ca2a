package dev.saoma.filter.internal.oidc;

/**
 * Thrown if a sign-in cannot be completed. The message is for the log: what was expected, what was received, what to do; never
 * a code or token.
 */
public final class OidcException extends Exception {
    /** What the user is shown. */
    public enum Kind {
        /** The provider cannot be reached; a later retry may succeed. */
        UNAVAILABLE,
        /** The provider's response is wrong; its operator or ours has to change something. */
        FAULT,
        /** A token is invalid. */
        TOKEN_REFUSED,
        /** The provider no longer accepts the code; a new sign-in helps. */
        CODE_REFUSED
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    OidcException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    OidcException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static OidcException fault(String message) {
        return new OidcException(Kind.FAULT, message);
    }

    /** What the user is shown. */
    public Kind kind() {
        return kind;
    }
}
