package dev.saoma.bench;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Queries and forms, taken apart and put together. */
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

    static String form(Map<String, String> parameters) {
        StringBuilder form = new StringBuilder();
        parameters.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
