package dev.saoma.page.settings;

import java.util.Optional;

/** What no value may hold, because nobody means it: invisible characters, and quotation marks that came along. */
final class CleanText {
    private CleanText() {}

    /** What is wrong, to be followed by what to do. */
    static Optional<String> wrong(String value) {
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int point = value.codePointAt(i);
            int type = Character.getType(point);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                return Optional.of(String.format("holds the invisible character U+%04X at position %d.", point, i + 1));
            }
        }
        if (VisibleText.isBlank(value)) {
            return Optional.of("holds nothing that can be seen.");
        }
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted || !value.equals(value.strip())
                ? Optional.of("begins or ends with a space or a quotation mark.")
                : Optional.empty();
    }
}
