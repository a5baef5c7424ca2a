package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/page/example.yaml can be used as is, and has every key of docs/page/settings.md. */
class ExampleFileTest {
    private static final Path DOCS = Path.of("..", "docs", "page");
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]]+)`(?:, `\\.([a-zA-Z]+)`)? \\|");
    /** Where a text may be given for each language. */
    private static final Pattern LANGUAGE = Pattern.compile("\\.(zh-CN|zh-TW|en)$");

    @TempDir
    Path directory;

    @Test
    void example_isAccepted() throws Exception {
        PageSettings settings = ExampleFile.read(directory, new Findings());

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.pool().application("crm")).isPresent();
    }

    @Test
    void example_hasEveryKeyThatIsDocumented_andNoOther() throws IOException {
        Set<String> written = new TreeSet<>();
        collect("", new Load(LoadSettings.builder().build()).loadFromString(ExampleFile.text()), written);

        assertThat(written).isEqualTo(documented()).hasSizeGreaterThan(40);
    }

    private static Set<String> documented() throws IOException {
        Set<String> documented = new TreeSet<>();
        Matcher matcher = DOCUMENTED.matcher(Files.readString(DOCS.resolve("settings.md")));
        while (matcher.find()) {
            documented.add(matcher.group(1));
            if (matcher.group(2) != null) {
                String sibling = matcher.group(1);
                documented.add(sibling.substring(0, sibling.lastIndexOf('.') + 1) + matcher.group(2));
            }
        }
        documented.remove("pools[].name"); // Only with several pools.
        return documented;
    }

    private static void collect(String path, Object value, Set<String> paths) {
        if (value instanceof Map<?, ?> mapping) {
            mapping.forEach((key, below) -> collect(path.isEmpty() ? "" + key : path + "." + key, below, paths));
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            list.forEach(below -> collect(path + "[]", below, paths));
        } else {
            paths.add(LANGUAGE.matcher(path).replaceFirst(""));
        }
    }
}
