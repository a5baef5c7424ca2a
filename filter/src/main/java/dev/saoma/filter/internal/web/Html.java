package dev.saoma.filter.internal.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A page template: {@code {{name}}} is replaced by an escaped value, {@code {{#name}}…{{/name}}} stays only if there is
 * such a value. There is no way to insert a value unescaped. Immutable.
 */
public final class Html {
    private final String template;

    public Html(String template) {
        this.template = template;
    }

    /** Loads a page template, with the common head before it. */
    public static Html page(String name) {
        return new Html(Resources.text("head.html") + Resources.text(name + ".html"));
    }

    /** Returns the response headers of a page. */
    static Map<String, String> headers(String language, String sources) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Language", language);
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; " + sources + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "same-origin");
        return headers;
    }

    public String fill(Map<String, String> values) {
        StringBuilder out = new StringBuilder(template.length() + 512);
        int at = 0;
        for (int open; (open = template.indexOf("{{", at)) >= 0; ) {
            int close = template.indexOf("}}", open);
            String name = template.substring(open + 2, close);
            out.append(template, at, open);
            at = close + 2;
            if (name.startsWith("#")) {
                if (!values.containsKey(name.substring(1))) {
                    String end = "{{/" + name.substring(1) + "}}";
                    at = template.indexOf(end, at) + end.length();
                }
            } else if (!name.startsWith("/")) {
                out.append(escape(values.get(name)));
            }
        }
        return out.append(template, at, template.length()).toString();
    }

    static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&':
                    out.append("&amp;");
                    break;
                case '<':
                    out.append("&lt;");
                    break;
                case '>':
                    out.append("&gt;");
                    break;
                case '"':
                    out.append("&quot;");
                    break;
                case '\'':
                    out.append("&#39;");
                    break;
                default:
                    out.append(c);
            }
        }
        return out.toString();
    }
}
