package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every claim of SECURITY.md is backed by a test that exists. */
class SecurityClaimsTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

    private static final Pattern CLAIM = Pattern.compile("(?m)^\\| (.+?) \\| ([^|]+) \\|$");
    private static final Pattern THREAT = Pattern.compile("(?m)^\\| (?!Threat|--)[^|]+ \\| ([^|]+) \\| `[^|]+\\|$");
    private static final Pattern NAMED = Pattern.compile("`([a-z]+)/(\\w+)#(\\w+)`");

    @Test
    void everyClaim_namesTestsThatExist() throws IOException {
        Set<String> tests = tests();
        List<String> rows = Files.readAllLines(Path.of("..", "SECURITY.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Threat |"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            String heldBy = row.substring(row.lastIndexOf('|', row.length() - 2));
            List<String> named = TEST.matcher(heldBy)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            assertThat(named).isNotEmpty();
            assertThat(tests).containsAll(named);
        });
    }

    @Test
    @DisplayName("each half-sentence of what it defends against has a test of its own")
    void everyHalfSentence_isShown() throws IOException {
        String security = Files.readString(Path.of("..", "SECURITY.md"));
        String claims = Files.readString(Path.of("..", "docs", "evidence", "claims.md"))
                .replace("(../page/budgets.md)", "(docs/page/budgets.md)");
        List<MatchResult> rows = CLAIM.matcher(claims)
                .results()
                .filter(row -> !row.group(1).equals("claim"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(40);
        String flat = security.replaceAll("\\s+", " ");
        for (MatchResult row : rows) {
            assertThat(flat).contains(row.group(1));
            assertThat(row.group(2)).as(row.group(1)).matches("(`[a-z]+/\\w+#\\w+`(, )?)+|– a limit, said plainly");
        }
        for (MatchResult row : THREAT.matcher(security).results().toList()) {
            String rest = row.group(1);
            for (MatchResult claim : rows) {
                rest = rest.replace(claim.group(1), "");
            }
            assertThat(rest).as(row.group()).matches("[ ;:,.]*");
        }
    }

    @Test
    void everyTestOfAClaim_exists() throws IOException {
        Map<String, Path> modules =
                Map.of("filter", Path.of("../filter"), "page", Path.of("."), "demo", Path.of("../demo-webapp"));
        List<MatchResult> named = NAMED.matcher(Files.readString(Path.of("..", "docs", "evidence", "claims.md")))
                .results()
                .toList();

        assertThat(named).hasSizeGreaterThan(60);
        for (MatchResult test : named) {
            try (Stream<Path> files = walk(modules.get(test.group(1)).resolve("src/test/java"))) {
                Path file = files.filter(path -> path.endsWith(test.group(2) + ".java"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no " + test.group()));
                assertThat(Files.readString(file)).as(test.group()).containsPattern("void " + test.group(3) + "\\(");
            }
        }
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Stream.of("filter", "hosted-page", "demo-webapp")
                .flatMap(module -> walk(Path.of("..", module, "src", "test", "java")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Path> walk(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
