package dev.saoma.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Parameters of a query or a form, decoded and as sent. The first of several values counts; a missing parameter and an empty
 * one are the same, as they are to WeChat.
 */
public final class Params {

    private final Map<String, String> raw;

    private Params(Map<String, String> raw) {
        this.raw = raw;
    }

    static Params parse(String query) {
        Map<String, String> raw = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                raw.putIfAbsent(name, equals < 0 ? "" : pair.substring(equals + 1));
            }
        }
        return new Params(raw);
    }

    /** Returns these parameters, and those that only {@code other} has. */
    Params and(Params other) {
        Map<String, String> both = new LinkedHashMap<>(raw);
        other.raw.forEach(both::putIfAbsent);
        return new Params(both);
    }

    /** Returns the first value, decoded; empty if absent. */
    public String get(String name) {
        return decode(raw(name));
    }

    /** Returns the first value, percent-encoded as sent. */
    public String raw(String name) {
        return raw.getOrDefault(name, "");
    }

    /** Whether the parameter has a value. */
    public boolean has(String name) {
        return !raw(name).isEmpty();
    }

    /** Returns the names in the order of the request. */
    public Set<String> names() {
        return Collections.unmodifiableSet(raw.keySet());
    }

    /** A broken escape is kept as text: WeChat does not refuse a request for it. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }
}
