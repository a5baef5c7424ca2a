package dev.saoma.page.console;

import dev.saoma.page.http.PageResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A table for spreadsheets: UTF-8 with its mark, and nothing that a spreadsheet would take for a formula. */
final class Csv {
    private static final String FORMULAS = "=+-@\t\r";
    private static final char MARK = '\ufeff';

    private final StringBuilder text = new StringBuilder().append(MARK);
    private final CSVPrinter printer;

    Csv(String... header) {
        try {
            printer = new CSVPrinter(text, CSVFormat.RFC4180);
            printer.printRecord((Object[]) header);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Never: it is all in memory.
        }
    }

    void row(@Nullable String... cells) {
        try {
            printer.printRecord(Arrays.stream(cells).map(Csv::harmless).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String harmless(@Nullable String cell) {
        return cell == null ? "" : !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    PageResponse response(String fileName) {
        return PageResponse.bytes(200, "text/csv;charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
