package dev.saoma.filter.internal.bearer;

import java.util.Objects;

/** Thrown for an invalid bearer token, with the error response of RFC 6750, 3. The message is for the log. */
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

    /** Returns the status: 400, 401, or 503 if the token cannot be verified now. */
    public int status() {
        return status;
    }

    /** Returns the error code of RFC 6750, 3.1, or {@code temporarily_unavailable}. */
    public String error() {
        return error;
    }

    /** Returns a description that quotes nothing of the request, and is safe in a header. */
    public String description() {
        return description;
    }

    /** Returns the value of {@code WWW-Authenticate}. */
    public String challenge() {
        return "Bearer error=\"" + error + "\", error_description=\"" + description + "\"";
    }
}
