package dev.saoma.page.view;

/** Makes a name safe to display: without control characters or characters that reverse the text around it, and not too long. */
public final class DisplayName {

    /** Maximum length of a name, in code points. */
    static final int MAX = 80;

    private DisplayName() {}

    public static String of(String name) {
        StringBuilder shown = new StringBuilder();
        int kept = 0;
        for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
            int point = name.codePointAt(i);
            if (isHarmful(point)) {
                continue;
            }
            if (kept == MAX) {
                return shown.append('…').toString();
            }
            shown.appendCodePoint(point);
            kept++;
        }
        return shown.toString().strip();
    }

    // Joiners are kept: emoji and several scripts need them.
    private static boolean isHarmful(int point) {
        return Character.getType(point) == Character.CONTROL
                || Character.getType(point) == Character.SURROGATE
                || Character.getType(point) == Character.LINE_SEPARATOR
                || Character.getType(point) == Character.PARAGRAPH_SEPARATOR
                || isBidiControl(point);
    }

    // Unicode property Bidi_Control.
    private static boolean isBidiControl(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
