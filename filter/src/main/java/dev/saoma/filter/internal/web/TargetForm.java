package dev.saoma.filter.internal.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The form of a request's path. Attackers bypass filters with paths that a container reads differently, so the form is checked
 * before any rule is matched.
 *
 * @see "Saoma security rules, table 0.1; Servlet 6.0, 3.5.2"
 */
public enum TargetForm {
    /** Unambiguous: rules may be matched on the decoded path. */
    CANONICAL,
    /**
     * Legal but open to two readings (path parameters, dot segments, empty segments, blanks around a segment, needless
     * escapes): never public.
     */
    ODD,
    /** No honest client sends it (encoded dot, slash, backslash; control characters; bad UTF-8): answer 400. */
    REFUSED;

    // RFC 3986, unreserved without the dot, which can make a dot segment.
    private static final String UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_~";
    // The rest of pchar, without percent and the semicolon that begins path parameters.
    private static final String SUB_DELIMITERS = "!$&'()*+,=:@";
    private static final String BLANK = "%20";
    // Looked up for each character of each request.
    private static final boolean[] PLAIN = plain();

    /** Judges an undecoded request path, without its query. Linear; allocates nothing for plain paths. */
    public static TargetForm of(String path) {
        if (path.isEmpty() || path.charAt(0) != '/') {
            return REFUSED;
        }
        boolean afterSlash = true;
        for (int i = 1, length = path.length(); i < length; i++) {
            char c = path.charAt(i);
            if (isPlain(c)) {
                afterSlash = false;
            } else if (!afterSlash && (c == '/' || c == '.')) {
                afterSlash = c == '/';
            } else {
                return judgeSlowly(path);
            }
        }
        return CANONICAL;
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[0x80];
        for (char c : (UNRESERVED + SUB_DELIMITERS).toCharArray()) {
            plain[c] = true;
        }
        return plain;
    }

    private static TargetForm judgeSlowly(String path) {
        TargetForm form = CANONICAL;
        int start = 1;
        while (start <= path.length()) {
            int end = path.indexOf('/', start);
            boolean last = end < 0;
            String segment = path.substring(start, last ? path.length() : end);
            form = worse(form, judgeSegment(segment, last));
            if (last) {
                break;
            }
            start = end + 1;
        }
        return form != REFUSED && decode(path) == null ? REFUSED : form;
    }

    private static TargetForm judgeSegment(String segment, boolean last) {
        int semicolon = segment.indexOf(';');
        boolean parameters = semicolon >= 0;
        String name = parameters ? segment.substring(0, semicolon) : segment;
        if (name.equals(".") || name.equals("..")) {
            return parameters ? REFUSED : ODD;
        }
        if (name.isEmpty() && (parameters || !last)) {
            return parameters ? REFUSED : ODD;
        }
        TargetForm form = parameters || isTrimmed(name) ? ODD : CANONICAL;
        for (int i = 0; i < segment.length(); i++) {
            form = worse(form, judgeCharacter(segment, i));
        }
        return form;
    }

    // Old frameworks compare segments without the blanks around them (CVE-2016-5007).
    private static boolean isTrimmed(String segment) {
        return segment.startsWith(BLANK) || segment.endsWith(BLANK);
    }

    private static TargetForm judgeCharacter(String segment, int i) {
        char c = segment.charAt(i);
        if (c == '%') {
            return judgeEscape(escapedByte(segment, i));
        }
        if (c <= 0x20 || c == 0x7f || c == '\\' || c == '?' || c == '#') {
            return REFUSED;
        }
        return isPlain(c) || c == '.' || c == ';' ? CANONICAL : ODD;
    }

    private static TargetForm judgeEscape(int value) {
        if (value < 0x20 || value == 0x7f || value == '.' || value == '/' || value == '\\') {
            return REFUSED;
        }
        // A needless escape, or one that a second decoding would read as something else.
        boolean twoReadings = UNRESERVED.indexOf(value) >= 0;
        return twoReadings || value == '%' || value == ';' ? ODD : CANONICAL;
    }

    private static TargetForm worse(TargetForm a, TargetForm b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Decodes the escapes of a path once, as UTF-8; null if there is a broken escape or bad UTF-8. */
    static @Nullable String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteBuffer bytes = ByteBuffer.allocate(path.length() * 3);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c != '%') {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int value = escapedByte(path, i);
            if (value < 0) {
                return null;
            }
            bytes.put((byte) value);
            i += 2;
        }
        bytes.flip();
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return decoded.toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    // -1 if there are no two hexadecimal digits after the percent sign.
    private static int escapedByte(String text, int percent) {
        if (percent + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        boolean ascii = text.charAt(percent + 1) < 0x80 && text.charAt(percent + 2) < 0x80;
        return high < 0 || low < 0 || !ascii ? -1 : high * 16 + low;
    }
}
