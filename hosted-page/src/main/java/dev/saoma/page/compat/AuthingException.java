package dev.saoma.page.compat;

/** Thrown to end a call with an error, as the SDK reads it. */
public final class AuthingException extends Exception {
    private static final long serialVersionUID = 1L;

    private final AuthingCode code;
    private final String detail;

    AuthingException(AuthingCode code) {
        this(code, "");
    }

    /** Creates an error; {@code detail} is for developers, contains nothing from the request, and may be empty. */
    public AuthingException(AuthingCode code, String detail) {
        super(code + (detail.isEmpty() ? "" : ": " + detail));
        this.code = code;
        this.detail = detail;
    }

    /** Returns the error code. */
    public AuthingCode code() {
        return code;
    }

    /** Returns the message for the caller of the SDK. */
    public String text(boolean inEnglish) {
        return code.text(inEnglish) + (detail.isEmpty() ? "" : ": " + detail);
    }
}
