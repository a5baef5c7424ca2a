package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each module of a relying party's plan in docs/evidence/conformance.md names a test that exists. */
class RelyingPartyPlansTest {
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `oidcc-client-[a-z0-9-]+` \\| [^|]+ \\| `(\\w+)#(\\w+)` \\|$");
    private static final Pattern MODULE = Pattern.compile("(?m)^\\| `oidcc-client-");

    @Test
    void everyModule_namesATestThatExists() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "evidence", "conformance.md"));
        List<MatchResult> rows = ROW.matcher(document).results().toList();

        assertThat(rows)
                .hasSameSizeAs(MODULE.matcher(document).results().toList())
                .hasSize(30);
        for (MatchResult row : rows) {
            assertThat(source(row.group(1))).as(row.group()).containsPattern("void " + row.group(2) + "\\(");
        }
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Path file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + test));
            return Files.readString(file);
        }
    }
}
