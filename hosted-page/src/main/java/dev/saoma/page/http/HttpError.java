package dev.saoma.page.http;

import java.time.Duration;

/** The request is refused before anything is done with it. */
public final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Duration wait;

    /** {@code detail}: what was expected, for developers; nothing from the request. */
    public HttpError(ErrorCode code, String detail) {
        this(code, detail, Duration.ZERO);
    }

    /** {@code wait}: how long until the same may be asked again. */
    public HttpError(ErrorCode code, String detail, Duration wait) {
        super(detail);
        this.code = code;
        this.wait = wait;
    }

    /** {@code Retry-After} for whoever asked too much, in whole seconds (RFC 9110, 10.2.3). */
    public String retryAfter() {
        return seconds(wait);
    }

    public static String seconds(Duration wait) {
        return Long.toString(wait.toSeconds() + 1);
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
