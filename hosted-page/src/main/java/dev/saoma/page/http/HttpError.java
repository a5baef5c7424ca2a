package dev.saoma.page.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown to end a request with an error: its code, and a detail for developers. */
public final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Duration wait;

    /** Creates an error without further detail. */
    public HttpError(ErrorCode code) {
        this(code, null, Duration.ZERO);
    }

    /** Creates an error; {@code detail} states for developers what was expected, and contains nothing from the request. */
    public HttpError(ErrorCode code, String detail) {
        this(code, detail, Duration.ZERO);
    }

    /** Creates an error of a request that may be repeated after {@code wait}. */
    HttpError(ErrorCode code, @Nullable String detail, Duration wait) {
        super(detail);
        this.code = code;
        this.wait = wait;
    }

    /** Returns {@code Retry-After} in whole seconds (RFC 9110, 10.2.3). */
    String retryAfter() {
        return seconds(wait);
    }

    static String seconds(Duration wait) {
        return Long.toString(wait.toSeconds() + 1);
    }

    /** Returns the error code. */
    public ErrorCode code() {
        return code;
    }

    /** Returns what was expected, for developers; null if the code suffices. */
    public @Nullable String detail() {
        return getMessage();
    }
}
