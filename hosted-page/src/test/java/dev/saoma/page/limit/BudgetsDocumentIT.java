package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.PageUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/page/budgets.md has a row for every address, budget and kind of stored value. */
class BudgetsDocumentIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "page", "budgets.md");
    private static final Path SOURCES = Path.of("src", "main", "java");

    @Test
    void everyAddress_hasItsRow(@TempDir Path directory) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher row =
                Pattern.compile("(?m)^\\| `(/[^`]*)` \\| `([A-Z_]+)` \\|$").matcher(text());
        while (row.find()) {
            rows.put(row.group(1), row.group(2));
        }
        Map<String, String> routes = new TreeMap<>();
        try (PageUnderTest page = new PageUnderTest(
                directory,
                "",
                BudgetsIT.SETTINGS + "directory: { admission: everybody, database: { timeout: PT1M } }\n")) {
            page.router()
                    .routes()
                    .forEach(route -> routes.put(route.path(), route.limit().name()));
        }

        assertThat(rows).isEqualTo(routes).hasSizeGreaterThan(25);
    }

    @Test
    void everyBudget_hasItsRow() throws IOException {
        for (Budget budget : Budget.values()) {
            assertThat(text()).contains("| `" + budget + "` |");
        }
    }

    @Test
    void everyKindOfStoredValue_hasItsRow_andSaysWhetherItIsDropped() throws IOException {
        Set<String> kinds = new TreeSet<>();
        Set<String> expendable = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher kind = Pattern.compile("(?:new Kind|Kind\\.(oneUse|expendable))\\(\\s*\"([a-z-]+)\"")
                        .matcher(Files.readString(file));
                while (kind.find()) {
                    kinds.add(kind.group(2));
                    if ("expendable".equals(kind.group(1))) {
                        expendable.add(kind.group(2));
                    }
                }
            }
        }
        Set<String> rows = new TreeSet<>();
        Set<String> dropped = new TreeSet<>();
        String table = text().substring(text().indexOf("### Values in the store"), text().indexOf("### Connections"));
        Matcher row =
                Pattern.compile("(?m)^\\| `([a-z-]+)` \\|.*\\|([^|]*)\\|$").matcher(table);
        while (row.find()) {
            rows.add(row.group(1));
            if (row.group(2).strip().startsWith("dropped")) {
                dropped.add(row.group(1));
            }
        }

        assertThat(rows).isEqualTo(kinds).hasSizeGreaterThan(12);
        assertThat(dropped).isEqualTo(expendable);
    }

    private static String text() throws IOException {
        return Files.readString(DOCUMENT);
    }
}
