package dev.saoma.page.oidc;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of one query or form, decoded strictly ({@code application/x-www-form-urlencoded}, UTF-8). Immutable. A
 * parameter without a value counts as absent (RFC 6749, 3.1).
 */
public final class Parameters {
    /** Maximum length of a query or form, before decoding. */
    public static final int MAX_CHARS = 8 * 1024;

    private static final int MAX_COUNT = 100;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Thrown if a text is not a valid form, or too large. The message states what was expected, without the text. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /**
     * Reads a query or form body.
     *
     * @throws Malformed if it is longer than {@link #MAX_CHARS}, has more than 100 parameters, or is not percent-encoded
     *     UTF-8
     */
    public static Parameters parse(String encoded) throws Malformed {
        return parse(encoded, MAX_CHARS);
    }

    /**
     * Reads a query or form body with another maximum length.
     *
     * @throws Malformed as {@link #parse(String)}, if it is longer than {@code maxChars}
     */
    public static Parameters parse(String encoded, int maxChars) throws Malformed {
        if (encoded.length() > maxChars) {
            throw new Malformed("at most " + maxChars + " characters of parameters are read");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MAX_COUNT) {
                throw new Malformed("at most " + MAX_COUNT + " parameters are read");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        }
        return new Parameters(values);
    }

    /** Returns an empty set of parameters. */
    public static Parameters none() {
        return new Parameters(Map.of());
    }

    /** Returns the names of all parameters, whatever their values. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Returns the value of a parameter; empty if it is absent, empty or repeated. */
    public Optional<String> one(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.size() == 1 ? Optional.of(all.get(0)).filter(value -> !value.isEmpty()) : Optional.empty();
    }

    /** Whether a parameter is repeated, which no protocol parameter may be. */
    public boolean isRepeated(String name) {
        return values.getOrDefault(name, List.of()).size() > 1;
    }

    /** Whether a parameter has a value. */
    public boolean has(String name) {
        return values.getOrDefault(name, List.of()).stream().anyMatch(value -> !value.isEmpty());
    }

    /** Decodes one form-encoded text, such as either half of Basic credentials (RFC 6749, 2.3.1). */
    static String decode(String encoded) throws Malformed {
        if (encoded.chars().allMatch(c -> c < 0x80 && c != '%' && c != '+')) {
            return encoded;
        }
        byte[] bytes = new byte[encoded.length()];
        int length = 0;
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) (hex(encoded, i + 1) << 4 | hex(encoded, i + 2));
                i += 2;
            } else if (c == '+') {
                bytes[length++] = ' ';
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                throw new Malformed("characters outside of ASCII must be percent-encoded");
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("percent-encoded bytes must be UTF-8");
        }
    }

    private static int hex(String text, int index) throws Malformed {
        int digit = index < text.length() && text.charAt(index) < 0x80 ? Character.digit(text.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new Malformed("a % must be followed by two hexadecimal digits");
        }
        return digit;
    }
}
