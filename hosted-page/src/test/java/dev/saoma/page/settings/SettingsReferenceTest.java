package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/page/settings.md lists the keys that the readers read, no more and no fewer. */
class SettingsReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "page", "settings.md");
    private static final Path READERS = Path.of("src", "main", "java", "dev", "saoma", "page", "settings");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(?:[a-zA-Z]+(?:\\[])?\\.)*([a-zA-Z]+)` \\|");
    private static final Pattern READ =
            Pattern.compile("(?:\\.(?:text|texts|requiredText|missing)\\(\\s*|\\blocal\\(\\w+, )\"([a-zA-Z]+)\"");

    @Test
    void everyKeyThatIsRead_isDocumented_andNoOther() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> sources = Files.list(READERS)) {
            for (Path source : sources.toList()) {
                read.addAll(all(READ, Files.readString(source)));
            }
        }
        read.remove("applications"); // documented by its members

        assertThat(all(DOCUMENTED, Files.readString(REFERENCE))).isEqualTo(read).hasSizeGreaterThan(10);
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
