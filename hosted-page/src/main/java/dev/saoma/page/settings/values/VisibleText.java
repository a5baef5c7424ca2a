package dev.saoma.page.settings.values;

import java.util.Optional;

/** Detects invisible characters, which have no place in settings and names. */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Whether the text looks empty: only spaces and characters without a visible glyph.
     *
     * @see "Unicode 16, DerivedCoreProperties: Default_Ignorable_Code_Point; PropList: White_Space"
     */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(VisibleText::drawsNothing);
    }

    private static boolean drawsNothing(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isDefaultIgnorable(point) || isEmptyGlyph(point);
        };
    }

    /**
     * Whether the character is ignorable without belonging to one of the categories: Hangul fillers, Khmer vowels, variation
     * selectors, reserved ones.
     */
    private static boolean isDefaultIgnorable(int point) {
        return point == 0x034f
                || within(point, 0x115f, 0x1160)
                || within(point, 0x17b4, 0x17b5)
                || within(point, 0x180b, 0x180f)
                || within(point, 0x2060, 0x206f)
                || point == 0x3164
                || within(point, 0xfe00, 0xfe0f)
                || point == 0xffa0
                || within(point, 0xfff0, 0xfff8)
                || within(point, 0xe0000, 0xe0fff);
    }

    /** Whether the glyph is empty: Braille without dots, a note without head, blanks of Egyptian and Khitan script. */
    private static boolean isEmptyGlyph(int point) {
        return point == 0x2800 || point == 0x1d159 || point == 0x16fe4 || within(point, 0x13441, 0x13442);
    }

    private static boolean within(int point, int first, int last) {
        return point >= first && point <= last;
    }

    /** Returns what is wrong with a value: invisible characters, or quotation marks copied with it. */
    public static Optional<String> wrong(String value) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int point = value.codePointAt(i);
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                return Optional.of(String.format("holds the invisible character U+%04X at position %d.", point, i + 1));
            }
        }
        if (isBlank(value)) {
            return Optional.of("holds nothing that can be seen.");
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted || !value.equals(value.strip())
                ? Optional.of("begins or ends with a space or a quotation mark.")
                : Optional.empty();
    }
}
