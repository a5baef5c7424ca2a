package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.TestCertificate;
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

/** docs/page/example.yaml can be used as it stands, and has every key of docs/page/settings.md. */
class ExampleFileTest {
    private static final Path DOCS = Path.of("..", "docs", "page");
    private static final Pattern DOCUMENTED =
            Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]]+)`(?:, `\\.([a-zA-Z]+)`)? \\|");
    /** Where one text may be one for each language. */
    private static final Pattern LANGUAGE = Pattern.compile("\\.(zh-CN|zh-TW|en)$");

    @TempDir
    Path directory;

    private static String example() throws IOException {
        return Files.readString(DOCS.resolve("example.yaml"));
    }

    @Test
    void example_isAccepted() throws Exception {
        Files.writeString(directory.resolve("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        Files.writeString(directory.resolve("users.yaml"), "oR5GjjgEhCMJFyzaVZdrxZ2zRRF4: { roles: [admin] }");
        Files.writeString(directory.resolve("redis-ca.pem"), "");
        Files.writeString(directory.resolve("mariadb-java-client.jar"), "");

        Files.writeString(
                directory.resolve("company-ca.pem"),
                TestCertificate.make(directory).pem());

        PageSettings settings = PageSettings.parse(
                example(),
                directory,
                Map.of(
                        "WECHAT_SECRET", "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5",
                        "OFFICIAL_ACCOUNT_SECRET", "b0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5",
                        "CRM_SECRET", "crm-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B",
                        "CRM_SECRET_BEFORE", "crm-secret-4Oy9uXj6Pl2sWv8KqM1rGc7A",
                        "COMPANY_PROXY", "http://proxy.corp.example.cn:3128",
                        "SAOMA_DB_PASSWORD", "db-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B",
                        "REDIS_PASSWORD", "redis-secret-5Pz0vYk7Qm3tXw9LrN2sHd8B"));

        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.pool().application("crm")).isPresent();
    }

    @Test
    void example_hasEveryKeyThatIsDocumented_andNoOther() throws IOException {
        Set<String> written = new TreeSet<>();
        collect("", new Load(LoadSettings.builder().build()).loadFromString(example()), written);

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
        documented.remove("pools[].name"); // Where there are several.
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
