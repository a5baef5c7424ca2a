package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.Findings.Fact;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generates the tables of settings in docs/page: keys, defaults and bounds come from reading the example, which has every
 * setting; meanings from settings_en.properties and settings_zh_CN.properties. {@code -Ddocs.write=true} rewrites the
 * tables.
 */
class SettingsReferenceTest {
    private static final Path DOCS = Path.of("..", "docs", "page");
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "saoma", "page", "settings");
    private static final Path TEXTS = Path.of("src", "test", "resources", "dev", "saoma", "page", "settings");
    private static final String BEGIN = "<!-- settings: made by SettingsReferenceTest -->\n";
    private static final String END = "<!-- end of settings -->\n";
    /** Where a text may be given for each language. */
    private static final Pattern LANGUAGE = Pattern.compile("\\.(zh-CN|zh-TW|en)$");

    private static final Pattern IN_CODE = Pattern.compile("(?:\\.(?:text|texts|raw|requiredText|required)\\(\\s*"
            + "|\\bValues\\.[a-z]+\\(\\s*\\w+,\\s*|\\blocal\\(\\w+, )\"([a-zA-Z]+)\"");

    private final Map<String, Map<Fact, String>> keys = new LinkedHashMap<>();

    @TempDir
    Path directory;

    @BeforeEach
    void readTheExample() throws Exception {
        Findings findings = new Findings();
        ExampleFile.read(directory, findings);
        findings.keys()
                .forEach((key, facts) -> keys.computeIfAbsent(
                                LANGUAGE.matcher(key).replaceFirst(""), name -> new EnumMap<>(Fact.class))
                        .putAll(facts));
        keys.put("pools[].name", Map.of(Fact.REQUIRED, "")); // Only with several pools.
    }

    @ParameterizedTest
    @CsvSource({"settings.md, settings_en.properties", "settings.zh-CN.md, settings_zh_CN.properties"})
    void table_isThatOfTheCode(String page, String texts) throws IOException {
        Path file = DOCS.resolve(page);
        String before = Files.readString(file);
        assertThat(before).contains(BEGIN, END);
        String after = before.substring(0, before.indexOf(BEGIN)) + BEGIN + "\n" + table(texts(texts)) + "\n"
                + before.substring(before.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, after);
        }

        assertThat(Files.readString(file))
                .as("%s; mvn test -pl hosted-page -Dtest=SettingsReferenceTest -Ddocs.write=true writes it", page)
                .isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings_en.properties", "settings_zh_CN.properties"})
    void everySetting_hasItsMeaning_andNothingElseHas(String texts) throws IOException {
        Set<String> explained = texts(texts).stringPropertyNames().stream()
                .filter(name -> !name.startsWith("table."))
                .map(name -> name.replaceFirst("\\.default$", ""))
                .collect(Collectors.toSet());

        assertThat(explained).isEqualTo(keys.keySet()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings_en.properties", "settings_zh_CN.properties"})
    void everyBoundOfTheCode_isInTheText(String texts) throws IOException {
        Properties meanings = texts(texts);
        keys.forEach((key, facts) -> facts.forEach((fact, value) -> {
            String meaning = meanings.getProperty(key);
            switch (fact) {
                case FROM, TO, MOST -> assertThat(meaning).as(key).contains("{" + name(fact) + "}");
                case CHOICES ->
                    assertThat(meaning.contains("{choices}")
                                    || Stream.of(value.split(" ")).allMatch(word -> meaning.contains("`" + word + "`")))
                            .as("%s names %s", key, value)
                            .isTrue();
                case DEFAULT, REQUIRED -> {}
            }
        }));
    }

    @Test
    void everyKeyInTheCode_isReadFromTheExample() throws IOException {
        Set<String> inCode = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Matcher matcher = IN_CODE.matcher(Files.readString(source));
                while (matcher.find()) {
                    inCode.add(matcher.group(1));
                }
            }
        }
        Set<String> names = keys.keySet().stream()
                .map(key -> key.substring(key.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());

        assertThat(names).containsAll(inCode);
        assertThat(inCode).hasSizeGreaterThan(40);
    }

    private String table(Properties texts) {
        StringBuilder table = new StringBuilder(row(
                        texts.getProperty("table.key"),
                        texts.getProperty("table.default"),
                        texts.getProperty("table.meaning")))
                .append("|---|---|---|\n");
        keys.forEach((key, facts) ->
                table.append(row("`" + key + "`", standard(key, facts, texts), meaning(key, facts, texts))));
        return table.toString();
    }

    private static String row(String key, String standard, String meaning) {
        return "| " + key + " | " + standard + " | " + meaning + " |\n";
    }

    private static String standard(String key, Map<Fact, String> facts, Properties texts) {
        String words = texts.getProperty(key + ".default");
        if (words != null) {
            return words;
        }
        if (facts.containsKey(Fact.REQUIRED)) {
            return texts.getProperty("table.required");
        }
        String value = facts.get(Fact.DEFAULT);
        return value == null ? texts.getProperty("table.none") : "`" + days(value) + "`";
    }

    private static String meaning(String key, Map<Fact, String> facts, Properties texts) {
        String meaning = texts.getProperty(key, "");
        for (Map.Entry<Fact, String> fact : facts.entrySet()) {
            String value = fact.getValue();
            String written = switch (fact.getKey()) {
                case CHOICES ->
                    Stream.of(value.split(" "))
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(texts.getProperty("table.comma")));
                case FROM, TO -> value.startsWith("P") ? "`" + days(value) + "`" : value;
                default -> value;
            };
            meaning = meaning.replace("{" + name(fact.getKey()) + "}", written);
        }
        return meaning;
    }

    /** Writes whole days as days: {@code P30D} for {@code PT720H}. */
    private static String days(String value) {
        if (!value.startsWith("PT")) {
            return value;
        }
        Duration duration = Duration.parse(value);
        return Duration.ofDays(duration.toDays()).equals(duration) ? "P" + duration.toDays() + "D" : value;
    }

    private static String name(Fact fact) {
        return fact.name().toLowerCase(Locale.ROOT);
    }

    private static Properties texts(String file) throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(TEXTS.resolve(file))) {
            texts.load(reader);
        }
        return texts;
    }
}
