package dev.saoma.filter.internal.kept;

import jakarta.servlet.http.Part;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a kept form, in the order in which they were sent. */
final class FormParameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    void addQuery(@Nullable String text, Charset charset) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), charset);
                add(name, equals < 0 ? "" : decode(pair.substring(equals + 1), charset));
            }
        }
    }

    void addTexts(List<Part> parts, Charset charset) {
        for (Part part : parts) {
            if (part.getSubmittedFileName() == null) {
                add(part.getName(), new String(((KeptPart) part).bytes(), charset));
            }
        }
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    Map<String, String[]> toMap() {
        Map<String, String[]> map = new LinkedHashMap<>();
        values.forEach((name, list) -> map.put(name, list.toArray(new String[0])));
        return map;
    }

    private static String decode(String text, Charset charset) {
        try {
            return URLDecoder.decode(text, charset.name());
        } catch (IllegalArgumentException e) {
            return text;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks " + charset, e);
        }
    }
}
