package dev.saoma.page;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of CSV that spreadsheet programs open as text, whatever people call themselves.
 *
 * @see "RFC 4180"
 */
final class Spreadsheet {
    /** By which Excel knows that the file is UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** What a formula may begin with, in full width as well, where it stands behind blanks, too. */
    private static final Pattern FORMULA = Pattern.compile("(?s)[\\s\\p{Z}\\p{C}]*[=+\\-@|%＝＋－＠].*|[\\t\\r\\n].*");

    private final PrintStream out;

    Spreadsheet(PrintStream out, String... heads) {
        this.out = out;
        out.print(BYTE_ORDER_MARK);
        row(Arrays.asList(heads));
    }

    /** Nulls are empty cells. */
    void row(List<? extends @Nullable Object> cells) {
        out.print(cells.stream()
                .map(cell -> cell(Objects.toString(cell, "")))
                .collect(Collectors.joining(",", "", "\r\n")));
    }

    /** Quoted, and behind an apostrophe where a program could take it for a formula. */
    static String cell(String text) {
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
