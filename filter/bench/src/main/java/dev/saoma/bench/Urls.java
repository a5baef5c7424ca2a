package dev.saoma.bench;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses queries and forms. */
final class Urls {
    private Urls() {}

    static Map<String, String> parameters(@Nullable String form) {
        Map<String, String> all = new LinkedHashMap<>();
        if (form != null && !form.isEmpty()) {
            for (String pair : form.split("&")) {
                String[] both = pair.split("=", 2);
                all.put(decode(both[0]), both.length == 2 ? decode(both[1]) : "");
            }
        }
        return all;
    }

    static Map<String, String> query(String url) {
        return parameters(url.substring(url.indexOf('?') + 1));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
