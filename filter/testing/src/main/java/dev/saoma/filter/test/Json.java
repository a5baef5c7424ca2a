package dev.saoma.filter.test;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON: texts, numbers, booleans, null, collections and maps. */
final class Json {
    private Json() {}

    static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        if (value instanceof Map) {
            out.append('{');
            ((Map<?, ?>) value).forEach((name, member) -> {
                separate(out, '{');
                text(out, String.valueOf(name));
                out.append(':');
                write(out, member);
            });
            out.append('}');
        } else if (value instanceof Collection) {
            out.append('[');
            ((Collection<?>) value).forEach(member -> {
                separate(out, '[');
                write(out, member);
            });
            out.append(']');
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(out, String.valueOf(value));
        }
    }

    private static void separate(StringBuilder out, char open) {
        if (out.charAt(out.length() - 1) != open) {
            out.append(',');
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c < 0x20 || c > 0x7e) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
