package dev.saoma.filter.http;

import java.nio.charset.StandardCharsets;

/** A complete answer: status and body. The content type is not kept; callers judge the body itself. Immutable. */
public final class OutboundResponse {
    private final int status;
    private final byte[] body;

    OutboundResponse(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** HTTP status; redirects are not followed, so 3xx can be seen here. */
    public int status() {
        return status;
    }

    /** The body decoded as UTF-8, whatever the content type says; bad bytes become U+FFFD. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
