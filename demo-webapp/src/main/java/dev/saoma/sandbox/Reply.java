package dev.saoma.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, ready to be sent. {@code headers} besides the content type. */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {

    static Reply html(String page) {
        return of(200, "text/html; charset=utf-8", page);
    }

    /** For people who typed an address, with what to do instead. */
    static Reply plain(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text + "\n");
    }

    static Reply of(int status, String contentType, String text) {
        return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply seeOther(String location) {
        return new Reply(303, "text/plain", new byte[0], Map.of("Location", location));
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, body, more);
    }
}
