package dev.saoma.page.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV whose cells spreadsheet programs never evaluate, whatever nicknames contain.
 *
 * @see "RFC 4180"
 */
public final class Spreadsheet {
    /** Byte order mark, by which Excel recognises UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** The beginning of a formula, also in full width and after blanks. */
    private static final Pattern FORMULA = Pattern.compile("(?s)[\\s\\p{Z}\\p{C}]*[=+\\-@|%＝＋－＠].*|[\\t\\r\\n].*");

    private final Appendable out;

    /**
     * Writes the header row.
     *
     * @param out receives the lines; its exceptions are wrapped in {@link UncheckedIOException}
     */
    public Spreadsheet(Appendable out, String... heads) {
        this.out = out;
        append(BYTE_ORDER_MARK);
        row(Arrays.asList(heads));
    }

    /** Adds a row; nulls are empty cells. */
    public void row(List<? extends @Nullable Object> cells) {
        append(cells.stream()
                .map(cell -> cell(Objects.toString(cell, "")))
                .collect(Collectors.joining(",", "", "\r\n")));
    }

    private void append(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Quotes a cell, with an apostrophe in front if a program could take it for a formula. */
    static String cell(String text) {
        String harmless = FORMULA.matcher(text).matches() ? "'" + text : text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
