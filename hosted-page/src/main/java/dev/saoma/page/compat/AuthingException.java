package dev.saoma.page.compat;

/** An error, as the SDK reads it. */
public final class AuthingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final AuthingCode code;
    private final String detail;

    AuthingException(AuthingCode code) {
        this(code, "");
    }

    /** {@code detail}: for developers, nothing from the request; may be empty. */
    public AuthingException(AuthingCode code, String detail) {
        super(code + (detail.isEmpty() ? "" : ": " + detail));
        this.code = code;
        this.detail = detail;
    }

    /** Returns the kind of error. */
    public AuthingCode code() {
        return code;
    }

    /** The message for the SDK's caller. */
    public String text(boolean inEnglish) {
        return code.text(inEnglish) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
