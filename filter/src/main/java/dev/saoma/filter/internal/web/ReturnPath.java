package dev.saoma.filter.internal.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The one rule for addresses that a browser is redirected back to: a path on our own origin, in a form that every browser and
 * server reads alike. No parsing and no comparing of hosts; what does not match is not used.
 *
 * @see "Saoma security rule R-RET"
 */
public final class ReturnPath {
    private static final int MAX_LENGTH = 3072;
    /** Includes escaped control characters: if a second hop decodes one, browsers drop it, as in {@code /%09/host}. */
    private static final String[] REFUSED_IN_PATH = {"//", "%2e", "%2f", "%5c", "%0", "%1", "%7f", "%25"};

    private ReturnPath() {}

    /** Whether a path is unsafe only because of its length. */
    public static boolean isTooLong(String target) {
        return target.length() > MAX_LENGTH;
    }

    /**
     * Returns an equivalent query in printable ASCII: old browsers send letters unescaped, and some send backslashes. The
     * original bytes of the letters are unknown if the container has decoded them as UTF-8.
     */
    public static String escapedQuery(String query) {
        StringBuilder out = new StringBuilder(query.length() + 16);
        for (int i = 0; i < query.length(); ) {
            int c = query.codePointAt(i);
            i += Character.charCount(c);
            if (c > 0x20 && c < 0x7f && c != '\\') {
                out.append((char) c);
            } else {
                byte[] bytes = c < 0x100
                        ? new byte[] {(byte) c}
                        : new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8);
                for (byte b : bytes) {
                    out.append(String.format("%%%02X", b & 0xff));
                }
            }
        }
        return out.toString();
    }

    /** Whether a browser may be redirected to this path (with query), which must begin with a slash. */
    public static boolean isSafe(String target) {
        if (target.isEmpty() || target.length() > MAX_LENGTH || target.charAt(0) != '/') {
            return false;
        }
        int pathEnd = target.length();
        for (int i = target.length() - 1; i >= 0; i--) {
            char c = target.charAt(i);
            if (c < 0x21 || c > 0x7e || c == '\\') {
                return false;
            }
            if (c == '?' || c == '#') {
                pathEnd = i;
            }
        }
        return isSafePath(target.substring(0, pathEnd).toLowerCase(Locale.ROOT));
    }

    private static boolean isSafePath(String path) {
        for (String refused : REFUSED_IN_PATH) {
            if (path.contains(refused)) {
                return false;
            }
        }
        for (String segment : path.split("/")) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
