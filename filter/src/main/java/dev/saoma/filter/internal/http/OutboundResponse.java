package dev.saoma.filter.internal.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A complete response: status, body and the two headers that callers use. The content type is not kept, because callers judge
 * the body itself. Immutable.
 */
public final class OutboundResponse {
    private final int status;
    private final byte[] body;
    private final @Nullable String date;
    private final @Nullable String location;

    OutboundResponse(int status, byte[] body, @Nullable String date, @Nullable String location) {
        this.status = status;
        this.body = body;
        this.date = date;
        this.location = location;
    }

    /** Returns the HTTP status; redirects are not followed, so it may be 3xx. */
    public int status() {
        return status;
    }

    /** Returns the header {@code Date}; null if there is none. */
    public @Nullable String date() {
        return date;
    }

    /** Returns the header {@code Location}; null if there is none. */
    public @Nullable String location() {
        return location;
    }

    /** Returns the body decoded as UTF-8, whatever its content type; malformed bytes become U+FFFD. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
