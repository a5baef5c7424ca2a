package dev.saoma.filter.internal.oidc;

import org.jspecify.annotations.Nullable;

/** Makes foreign text safe for a log line: one line, ASCII, short. */
final class LogText {
    private static final int MAX_LENGTH = 120;

    private LogText() {}

    /** Returns the text itself if it is a plain word, as OAuth error codes are; else {@link #safe}. */
    static String word(Object foreign) {
        String text = foreign.toString();
        return text.matches("[a-z_]{1,60}") ? text : safe(text);
    }

    static String safe(@Nullable Object foreign) {
        return safe(foreign, MAX_LENGTH);
    }

    /** Quotes and escapes a text, and cuts the result to {@code maxLength} characters. */
    static String safe(@Nullable Object foreign, int maxLength) {
        if (foreign == null) {
            return "nothing";
        }
        String text = foreign.toString();
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
            String written = plain ? String.valueOf(c) : String.format("\\u%04x", (int) c);
            if (out.length() + written.length() > maxLength + 1) {
                return out.append("…\"").toString();
            }
            out.append(written);
        }
        return out.append('"').toString();
    }
}
