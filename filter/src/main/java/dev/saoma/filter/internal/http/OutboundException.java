package dev.saoma.filter.internal.http;

/** Thrown if an outbound call got no complete response. The message names host and path, never the query, headers or body. */
public final class OutboundException extends Exception {
    private static final long serialVersionUID = 1L;

    OutboundException(String message) {
        super(message);
    }

    OutboundException(String message, Throwable cause) {
        super(message, cause);
    }
}
