package dev.saoma.filter.internal.kept;

import jakarta.servlet.http.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} as browsers write it.
 *
 * @see "RFC 7578; HTML standard, multipart form data"
 */
final class Multipart {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([A-Za-z0-9_-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))");

    private Multipart() {}

    static boolean isType(String contentType, String type) {
        return contentType.split(";", 2)[0].trim().equalsIgnoreCase(type);
    }

    /** Returns a parameter of a header value, such as {@code boundary}. */
    static Optional<String> parameter(String header, String name) {
        Matcher matcher = PARAMETER.matcher(header);
        while (matcher.find()) {
            if (matcher.group(1).equalsIgnoreCase(name)) {
                // Browsers write quotes and line ends in names as %22, %0D and %0A, and nothing else escaped.
                String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                return Optional.of(
                        value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
            }
        }
        return Optional.empty();
    }

    /** Returns the parts, up to the first malformed one. */
    static List<Part> parts(String contentType, byte[] body) {
        Optional<String> boundary = parameter(contentType, "boundary");
        if (!boundary.isPresent()) {
            return Collections.emptyList();
        }
        // One character for one byte, so that positions in the text are positions in the body.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String line = "--" + boundary.get();
        List<Part> parts = new ArrayList<>();
        int at = text.startsWith(line) ? 0 : text.indexOf("\r\n" + line) + 2;
        while (at >= 0 && text.startsWith(line + "\r\n", at)) {
            int head = at + line.length() + 2;
            int content = text.indexOf("\r\n\r\n", head);
            int end = content < 0 ? -1 : text.indexOf("\r\n" + line, content + 2);
            if (end < 0) {
                break;
            }
            int start = Math.min(content + 4, end);
            parts.add(new KeptPart(
                    headers(text.substring(head, content)),
                    text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1)));
            at = end + 2;
        }
        return parts;
    }

    private static Map<String, String> headers(String head) {
        Map<String, String> headers = new LinkedHashMap<>();
        // Names are written in the encoding of the page, which is nearly always UTF-8.
        String text = new String(head.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        for (String line : text.split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).trim());
            }
        }
        return headers;
    }
}
