package dev.saoma.page.web;

import java.time.Duration;

/** The request is refused before anything is done with it. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;
    private final Duration wait;

    /** {@code detail}: what was expected, for developers; nothing from the request. */
    Refusal(Trouble trouble, String detail) {
        this(trouble, detail, Duration.ZERO);
    }

    /** {@code wait}: how long until the same may be asked again. */
    Refusal(Trouble trouble, String detail, Duration wait) {
        super(detail);
        this.trouble = trouble;
        this.wait = wait;
    }

    /** {@code Retry-After} for whoever asked too much, in whole seconds (RFC 9110, 10.2.3). */
    String retryAfter() {
        return seconds(wait);
    }

    static String seconds(Duration wait) {
        return Long.toString(wait.toSeconds() + 1);
    }

    Trouble trouble() {
        return trouble;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
