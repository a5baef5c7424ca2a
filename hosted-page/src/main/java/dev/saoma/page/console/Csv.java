package dev.saoma.page.console;

import dev.saoma.page.directory.Spreadsheet;
import dev.saoma.page.http.PageResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A CSV response, in the format that the command line writes. */
final class Csv {
    private final StringBuilder text = new StringBuilder();
    private final Spreadsheet sheet;

    Csv(String... header) {
        this.sheet = new Spreadsheet(text, header);
    }

    void row(@Nullable String... cells) {
        sheet.row(Arrays.asList(cells));
    }

    PageResponse response(String fileName) {
        return PageResponse.bytes(200, "text/csv;charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
    }
}
