package dev.saoma.page.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An error that ends a request: its code, and what its developers should know. */
public final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final Duration wait;

    /** Creates an error without further detail. */
    public HttpError(ErrorCode code) {
        this(code, null, Duration.ZERO);
    }

    /** {@code detail}: what was expected, for developers; nothing from the request. */
    public HttpError(ErrorCode code, String detail) {
        this(code, detail, Duration.ZERO);
    }

    /** {@code wait}: how long until the request may be repeated. */
    HttpError(ErrorCode code, @Nullable String detail, Duration wait) {
        super(detail);
        this.code = code;
        this.wait = wait;
    }

    /** {@code Retry-After} in whole seconds (RFC 9110, 10.2.3). */
    String retryAfter() {
        return seconds(wait);
    }

    static String seconds(Duration wait) {
        return Long.toString(wait.toSeconds() + 1);
    }

    /** What is wrong. */
    public ErrorCode code() {
        return code;
    }

    /** What was expected, for developers; null if the code is enough. */
    public @Nullable String detail() {
        return getMessage();
    }
}
