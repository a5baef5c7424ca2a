package dev.saoma.filter.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingsPageTest {
    private static final Path WORDS = Path.of("src", "main", "resources", "dev", "saoma", "filter", "internal", "web");

    private static Properties words(String language) throws IOException {
        Properties words = new Properties();
        try (Reader in = Files.newBufferedReader(WORDS.resolve("doctor_" + language + ".properties"))) {
            words.load(in);
        }
        return words;
    }

    @Test
    void languages_sayTheSame() throws IOException {
        Properties english = words("en");
        Properties chinese = words("zh");

        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(numbers(chinese.getProperty(key))).as(key).isEqualTo(numbers(english.getProperty(key)));
        }
    }

    private static Set<String> numbers(String text) {
        Set<String> numbers = new TreeSet<>();
        for (Matcher number = Pattern.compile("\\{(\\d)}").matcher(text); number.find(); ) {
            numbers.add(number.group(1));
        }
        return numbers;
    }

    @Test
    void whatIsFound_hasWords_andEveryProblemHasAFix() throws IOException {
        Properties english = words("en");
        Pattern use = Pattern.compile("Finding\\s*\\.(ok|note|warning|problem)\\(\\s*\"([a-z0-9.]+)\"");
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                for (Matcher finding = use.matcher(Files.readString(source)); finding.find(); ) {
                    used.add(finding.group(2));
                    assertThat(english).containsKey(finding.group(2));
                    if (finding.group(1).matches("warning|problem")) {
                        assertThat(english).containsKey(finding.group(2) + ".fix");
                    }
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(30);
    }

    @Test
    void text_isOneLinePerFinding() {
        String text = new FindingsPage()
                .text(List.of(Finding.problem("discovery.unreachable", "a\r\nb\u2028c"), Finding.ok("iss.ok")));

        assertThat(text.lines())
                .hasSize(4)
                .startsWith(
                        "Problems: 1, warnings: 0",
                        "[problem] The provider cannot be reached from this server: a??b?c");
    }
}
