package dev.saoma.filter.http;

/** An outbound call brought no complete answer. The message names host and path, never the query, headers or body. */
public final class OutboundException extends Exception {
    /** What went wrong. */
    public enum Kind {
        /** No connection, or it broke. */
        UNREACHABLE,
        /** The total deadline passed. */
        TIMEOUT,
        /** The answer was longer than the cap. */
        TOO_LARGE,
        /** Too many calls are under way. */
        BUSY
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    OutboundException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    OutboundException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
