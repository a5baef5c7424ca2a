package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/page/settings.md lists the keys that are read, no more and no fewer. */
class SettingsReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "page", "settings.md");
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "saoma", "page", "settings");
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]]+)` \\|");
    /** Where one text may be one for each language. */
    private static final Pattern LANGUAGE = Pattern.compile("\\.(zh-CN|zh-TW|en)$");

    private static final Pattern LITERAL = Pattern.compile(
            "(?:\\.(?:text|texts|raw|requiredText|required)\\(\\s*|\\bValues\\.[a-z]+\\(\\s*\\w+,\\s*|\\blocal\\(\\w+, )\"([a-zA-Z]+)\"");

    @TempDir
    Path directory;

    /** What the readers ask for in a file that has everything. */
    private Set<String> read() throws Exception {
        Findings findings = new Findings();
        ExampleFile.read(directory, findings);
        Set<String> keys = findings.keys().keySet().stream()
                .map(key -> LANGUAGE.matcher(key).replaceFirst(""))
                .collect(Collectors.toCollection(TreeSet::new));
        keys.add("pools[].name"); // Where there are several.
        return keys;
    }

    @Test
    void everyKeyThatIsRead_isDocumented_andNoOther() throws Exception {
        assertThat(all(DOCUMENTED, Files.readString(REFERENCE)))
                .isEqualTo(read())
                .hasSizeGreaterThan(60);
    }

    @Test
    void everyKeyInTheCode_isReadFromTheExample() throws Exception {
        Set<String> inCode = new TreeSet<>();
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.toList()) {
                inCode.addAll(all(LITERAL, Files.readString(source)));
            }
        }
        Set<String> names = read().stream()
                .map(key -> key.substring(key.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());

        assertThat(names).containsAll(inCode);
        assertThat(inCode).hasSizeGreaterThan(40);
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
