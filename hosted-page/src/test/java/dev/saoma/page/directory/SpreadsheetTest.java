package dev.saoma.page.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTest {
    @ParameterizedTest
    @DisplayName("5A: a nickname =cmd() opens as text")
    @ValueSource(
            strings = {
                "=cmd()",
                "+1",
                "-1",
                "@SUM(A1)",
                "|calc",
                "%x",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1",
                "\u00a0=1",
                "\u200b=1",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "=1\",=2",
                "=1\r\n=2"
            })
    void formula_isText(String nickname) {
        assertThat(Spreadsheet.cell(nickname)).startsWith("\"'").endsWith("\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "张伟🎉", "o6_bmasdasdsad6_2sgVt7hMZOPfL", "a=b", "2026-11-29T00:00:00Z", "1"})
    void whatIsNoFormula_isUnchanged(String text) {
        assertThat(Spreadsheet.cell(text)).isEqualTo('"' + text + '"');
    }

    @Test
    @DisplayName("RFC 4180: every cell is quoted, lines end with CRLF; a byte order mark makes Excel read UTF-8")
    void rows_areQuoted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Spreadsheet sheet = new Spreadsheet(new PrintStream(bytes, true, StandardCharsets.UTF_8), "name", "note");

        sheet.row(Arrays.asList("a \"b\", c", null));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\uFEFF\"name\",\"note\"\r\n\"a \"\"b\"\", c\",\"\"\r\n");
    }
}
