package dev.saoma.filter.internal.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A complete response: status, body and the two headers that callers use. The content type is not kept; callers judge the body itself. Immutable. */
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

    /** HTTP status; redirects are not followed, so 3xx can be seen here. */
    public int status() {
        return status;
    }

    /** The header {@code Date}; null if there is none. */
    public @Nullable String date() {
        return date;
    }

    /** The header {@code Location}; null if there is none. */
    public @Nullable String location() {
        return location;
    }

    /** The body decoded as UTF-8, whatever the content type says; bad bytes become U+FFFD. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
