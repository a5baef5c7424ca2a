package dev.saoma.filter.internal.oidc;

/** A sign-in cannot be completed. The message is for the log: what was expected, what came, what to do; never a code or token. */
public final class OidcException extends Exception {
    /** What the user is shown. */
    public enum Kind {
        /** The provider cannot be reached; trying again later may help. */
        UNAVAILABLE,
        /** The provider's response is wrong; its operator or ours has to change something. */
        FAULT,
        /** A token that must not be believed. */
        TOKEN_REFUSED,
        /** The provider does not know the code any more; a new sign-in helps. */
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
