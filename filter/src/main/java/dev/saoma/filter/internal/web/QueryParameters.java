package dev.saoma.filter.internal.web;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a query, read by ourselves: the servlet API's own parser would also read the body, with whatever encoding
 * is set at that moment, and hides repetition. Immutable.
 */
public final class QueryParameters {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    public QueryParameters(@Nullable String rawQuery) {
        if (rawQuery == null) {
            return;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                repeated.add(name);
            }
        }
    }

    /** Returns the decoded value; null if there is none. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Whether a parameter is repeated. */
    public boolean isRepeated(String name) {
        return repeated.contains(name);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (IllegalArgumentException e) {
            return text;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks UTF-8", e);
        }
    }
}
