package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of docs/filter/settings.md and its Chinese version are generated here: names, defaults and bounds from
 * {@link Setting}, texts from settings_en.properties and settings_zh_CN.properties. {@code -Ddocs.write=true} writes the tables
 * again.
 */
class SettingsReferenceTest {
    private static final Path DOCS = Path.of("..", "docs", "filter");
    private static final Path TEXTS =
            Path.of("src", "test", "resources", "dev", "saoma", "filter", "internal", "settings");
    private static final String BEGIN = "<!-- settings: made by SettingsReferenceTest -->\n";
    private static final String END = "<!-- end of settings -->\n";

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
                .as("%s; mvn test -pl filter -am -Dtest=SettingsReferenceTest -Ddocs.write=true writes it", page)
                .isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings_en.properties", "settings_zh_CN.properties"})
    void everySetting_hasItsMeaningWithItsBounds_andNothingElseHas(String texts) throws IOException {
        Properties meanings = texts(texts);

        assertThat(meanings.stringPropertyNames().stream()
                        .filter(name -> !name.startsWith("table."))
                        .map(name -> name.replaceFirst("\\.default$", ""))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Setting.KEYS);
        for (Setting setting : Setting.values()) {
            boolean bounded = setting.kind() == Setting.Kind.DURATION;
            assertThat(meanings.getProperty(setting.key()).contains("{to}"))
                    .as(setting.key())
                    .isEqualTo(bounded);
        }
    }

    private static String table(Properties texts) {
        StringBuilder table = new StringBuilder(row(
                        texts.getProperty("table.name"),
                        texts.getProperty("table.default"),
                        texts.getProperty("table.meaning")))
                .append("|---|---|---|\n");
        for (Setting setting : Setting.values()) {
            table.append(row("`" + setting.key() + "`", standard(setting, texts), meaning(setting, texts)));
        }
        return table.toString();
    }

    private static String standard(Setting setting, Properties texts) {
        String standard = setting.standard() == null ? null : "`" + setting.standard() + "`";
        String none = setting.kind() == Setting.Kind.REQUIRED ? "table.required" : "table.none";
        return texts.getProperty(setting.key() + ".default", standard == null ? texts.getProperty(none) : standard);
    }

    static String meaning(Setting setting, Properties texts) {
        String meaning = texts.getProperty(setting.key());
        return setting.kind() == Setting.Kind.DURATION
                ? meaning.replace("{from}", "`" + setting.from() + "`").replace("{to}", "`" + shown(setting) + "`")
                : meaning;
    }

    // Java writes thirty days as PT720H.
    private static String shown(Setting setting) {
        return setting.to().toDays() > 0
                ? "P" + setting.to().toDays() + "D"
                : setting.to().toString();
    }

    private static String row(String name, String standard, String meaning) {
        return "| " + name + " | " + standard + " | " + meaning + " |\n";
    }

    private static Properties texts(String name) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(TEXTS.resolve(name))) {
            texts.load(in);
        }
        return texts;
    }

    @Test
    void places_areAsInTheDocument() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "filter", "settings.md")))
                .contains("`saoma.clientSecret`", "`SAOMA_CLIENT_SECRET`", "`java:comp/env/saoma/clientSecret`")
                .contains("`saoma.config`", "`SAOMA_CONFIG`", "`WEB-INF/classes/saoma.properties`");
    }
}
