package dev.saoma.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response, ready to be sent; {@code headers} are those other than the content type. */
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    /** Returns an HTML page with status 200. */
    public static Reply html(String page) {
        return of(200, "text/html; charset=utf-8", page);
    }

    /** Returns plain text, for people who typed an address. */
    public static Reply plain(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Returns a reply with a text body in UTF-8. */
    public static Reply of(int status, String contentType, String text) {
        return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Returns a redirect with status 303. */
    public static Reply seeOther(String location) {
        return new Reply(303, "text/plain", new byte[0], Map.of("Location", location));
    }

    /** Returns the reply with one more header. */
    public Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, more);
    }
}
