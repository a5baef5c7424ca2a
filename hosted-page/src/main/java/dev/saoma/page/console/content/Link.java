package dev.saoma.page.console.content;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Builds addresses with a query. */
public final class Link {
    private Link() {}

    /** Returns the address of the screen that shows the object with that id. */
    public static String to(String path, String id) {
        return to(path, Map.of("id", id));
    }

    /** Adds parameters to an address, which may have a query already. */
    public static String to(String path, Map<String, String> parameters) {
        StringBuilder link = new StringBuilder(path);
        parameters.forEach((name, value) -> link.append(link.indexOf("?") < 0 ? '?' : '&')
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        return link.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
