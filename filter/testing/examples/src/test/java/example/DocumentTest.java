package example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documentation shows code that runs here. */
class DocumentTest {
    private static final Pattern SHOWN =
            Pattern.compile("<!-- tested: ([a-z-]+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("// tested: ([a-z-]+)\\n(.*?)// end", Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({"testing.md, OrdersIT OrdersMockMvcTest", "user-mapping.md, CrmUsersTest"})
    void snippets_areTheTests(String document, String tests) throws IOException {
        Map<String, String> run = new TreeMap<>();
        for (String test : tests.split(" ")) {
            run.putAll(found(RUN, Path.of("src", "test", "java", "example", test + ".java")));
        }

        assertThat(found(SHOWN, Path.of("..", "..", "..", "docs", "filter", document)))
                .isNotEmpty()
                .isEqualTo(run);
    }

    private static Map<String, String> found(Pattern pattern, Path file) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Matcher matcher = pattern.matcher(Files.readString(file)); matcher.find(); ) {
            found.put(
                    matcher.group(1),
                    matcher.group(2)
                            .lines()
                            .map(String::strip)
                            .collect(java.util.stream.Collectors.joining("\n"))
                            .strip());
        }
        return found;
    }
}
