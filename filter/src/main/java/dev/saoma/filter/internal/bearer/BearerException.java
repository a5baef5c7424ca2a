package dev.saoma.filter.internal.bearer;

import java.util.Objects;

/** A bearer token that is not valid here, and the error response by RFC 6750, 3. The message is for the log. */
public final class BearerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final String description;

    BearerException(int status, String error, String description, Throwable cause) {
        super(cause.getMessage(), cause);
        this.status = status;
        this.error = Objects.requireNonNull(error, "error");
        this.description = Objects.requireNonNull(description, "description");
    }

    BearerException(int status, String error, String description) {
        super(description);
        this.status = status;
        this.error = Objects.requireNonNull(error, "error");
        this.description = Objects.requireNonNull(description, "description");
    }

    /** 400, 401, or 503 where the token cannot be judged now. */
    public int status() {
        return status;
    }

    /** Error code of RFC 6750, 3.1, or {@code temporarily_unavailable}. */
    public String error() {
        return error;
    }

    /** A text of ours that quotes nothing: fit for a header. */
    public String description() {
        return description;
    }

    /** Value of {@code WWW-Authenticate}. */
    public String challenge() {
        return "Bearer error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}
