package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.e2e.support.Installed;
import dev.saoma.page.directory.Spreadsheet;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** How a real spreadsheet program reads the files that the command line and the console export. */
class LibreOfficeIT {
    private static final String TABLES = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static final String OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("5A: a nickname =cmd() opens as text in LibreOffice")
    void formulas_openAsText() throws Exception {
        List<String> nicknames = List.of(
                "=cmd()",
                "=1+1",
                "+1+1",
                "-1-1",
                "@SUM(1;1)",
                "  =1+1",
                "\t=1+1",
                "\u00a0=1+1",
                "＝1+1",
                "=HYPERLINK(\"http://evil.example/\";\"click\")",
                "=1\",=2",
                "=1\r\n=2");
        StringWriter csv = new StringWriter();
        Spreadsheet sheet = new Spreadsheet(csv, "name", "note");
        nicknames.forEach(name -> sheet.row(List.of(name, "x")));

        List<Element> cells = opened(csv.toString());

        assertThat(cells)
                .extracting(cell -> cell.getAttributeNS(TABLES, "formula"))
                .containsOnly("");
        assertThat(cells)
                .extracting(cell -> cell.getAttributeNS(OFFICE, "value-type"))
                .containsOnly("string");
        assertThat(cells).hasSize(2 * (nicknames.size() + 1));
    }

    @Test
    @DisplayName("without an apostrophe LibreOffice evaluates a quoted cell, so the test above would see it")
    void formulasWithoutApostrophe_areEvaluated() throws Exception {
        List<Element> cells = opened("\"name\"\r\n\"=1+1\"\r\n");

        assertThat(cells.get(1).getAttributeNS(OFFICE, "value")).isEqualTo("2");
    }

    /** Returns the cells that are not empty, as LibreOffice reads the file. */
    private List<Element> opened(String csv) throws Exception {
        Path office = Installed.orSkip("soffice", "libreoffice-calc-nogui");
        Path file = Files.writeString(folder.resolve("people.csv"), csv);
        Path output = folder.resolve("output.txt");
        int exit = new ProcessBuilder(
                        office.toString(),
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "fods",
                        "--outdir",
                        folder.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(exit).as(Files.readString(output)).isZero();

        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        NodeList found = parsers.newDocumentBuilder()
                .parse(folder.resolve("people.fods").toFile())
                .getElementsByTagNameNS(TABLES, "table-cell");
        List<Element> cells = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element cell = (Element) found.item(i);
            if (!cell.getTextContent().isBlank()) {
                cells.add(cell);
            }
        }
        return cells;
    }
}
