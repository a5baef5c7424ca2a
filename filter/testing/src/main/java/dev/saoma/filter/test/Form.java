package dev.saoma.filter.test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters as queries and forms carry them. */
final class Form {
    private Form() {}

    /** @throws IllegalArgumentException if a name comes twice: OAuth forbids it (RFC 6749, 3.1 and 3.2) */
    static Map<String, String> read(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : text == null || text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (parameters.put(decode(name), value) != null) {
                throw new IllegalArgumentException(decode(name) + " is there twice");
            }
        }
        return parameters;
    }

    /** Reads the body of a request in the same way. */
    static Map<String, String> read(InputStream body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        for (int read; (read = body.read(buffer)) >= 0; ) {
            out.write(buffer, 0, read);
        }
        return read(new String(out.toByteArray(), StandardCharsets.US_ASCII));
    }

    /** Adds parameters to an address. */
    static String append(String url, Map<String, String> parameters) {
        StringBuilder out = new StringBuilder(url);
        char separator = url.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            out.append(separator).append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
            separator = '&';
        }
        return out.toString();
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks UTF-8", e);
        }
    }

    private static String encode(String text) {
        try {
            return URLEncoder.encode(text, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java runtime lacks UTF-8", e);
        }
    }
}
