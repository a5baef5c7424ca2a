package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What SECURITY.md claims is held by tests that exist. */
class SecurityClaimsTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");

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
