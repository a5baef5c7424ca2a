package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TypedSettingsTest {
    private static List<String> mistakes(String text) {
        return TypedSettings.read(text).mistakes().stream()
                .map(Mistake::toString)
                .toList();
    }

    @Test
    void everyKeyOfTheExample_isKnown() throws IOException {
        assertThat(mistakes(ExampleFile.text())).isEmpty();
        String inPool = "pools:\n  - name: shop\n" + GoodSettings.GOOD.indent(4);
        assertThat(mistakes(inPool)).isEmpty();
        assertThat(TypedSettings.read(inPool).path("shop")).isEqualTo("pools[0].");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "issuer: a\\nbrandnig: b | line 2, brandnig: is not a key we know. Did you mean \"branding\"?",
                "wechat:\\n  apId: b | line 2, wechat.apId: is not a key we know. Did you mean \"appId\"?",
                "applications:\\n- {clientId: a}\\n- clientId: b\\n  scope: c | line 4, applications[1].scope: is not a key we know.",
                "issuer: a\\nissuer: b | line 2, issuer: is written twice.",
                "issuer: [a, [b]] | line 1, issuer: holds something that is not a single value.",
                "issuer: { a: b } | line 1, issuer: is not a single value.",
                "a: b\\nwechat: wx123 | line 2, wechat: is not a mapping.",
                "wechat: [ a ] | line 1, wechat: is not a mapping.",
                "applications:\\n  clientId: crm | line 1, applications: is not a list.",
                "applications:\\n  - crm | line 2, applications[0]: is not a mapping.",
                "applications:\\n- clientId: a\\n  clientSecret: | line 3, applications[0].clientSecret: has no value.",
                "pools:\\n- name: a\\n  aplications: [] | line 3, pools[0].aplications: is not a key we know. Did you mean \"applications\"?"
            })
    void keyOrShape_isToldWithItsLine(String text, String expected) {
        assertThat(mistakes(text.replace("\\n", "\n")))
                .filteredOn(mistake -> !mistake.contains(" a: is"))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: b\\n\\tc: d | 2 | has a tab",
                "a: b\\nc:\\td | 2 | has a tab",
                "a: b: c | 1 | has a colon",
                "a: b\\n  c: d | 2 | has a colon",
                "issuer: a\\nonly words\\nb: c | 2 | is neither",
                "issuer: \"a\\nb: c\\nd: e | 1 | has a quote",
                "applications: [ a, b\\nissuer: c | 1 | has a bracket",
                "wechat: { a: b\\nissuer: c | 1 | has a bracket",
                "wechat:\\n  a: b\\n c: d | 3 | is indented",
                "issuer: 'it's' | 1 | is indented",
                "issuer: @a | 1 | has a value that begins",
                "issuer: \"\\\\q\" | 1 | has a backslash",
                "a: b\\n---\\nc: d | 2 | begins a second document",
                "issuer: b\\nonly words\\n | 2 | is neither",
                "a: b\\nc: \\0 | 2 | holds the character U+0000",
                "PK\\3\\4 | 1 | holds the character U+0003",
                "- a | 1 | is not a mapping.",
                "words | 1 | is not a mapping.",
                "# nothing | 0 | is empty.",
                "a: &x [ b ]\\nc: *x | 2 | refers to another place",
                "a: >x | 1 | is not YAML: "
            })
    void noYaml_isToldWithItsLine(String text, int line, String why) {
        String real = text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .replace("\\3\\4", "\3\4");
        assertThatThrownBy(() -> TypedSettings.read(real.replace("\\\\", "\\")))
                .isInstanceOf(SettingsException.class)
                .extracting(e -> ((SettingsException) e).mistakes(), InstanceOfAssertFactories.list(Mistake.class))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.line()).isEqualTo(line);
                    assertThat(mistake.why()).startsWith(why);
                    assertThat(mistake.fix()).isNotEmpty();
                });
    }

    @Test
    void shortTextThatGrows_isRefusedBeforeItDoes() {
        String bomb = IntStream.range(1, 20)
                .mapToObj(i -> "a" + i + ": &a" + i + " [ *a" + (i - 1) + ", *a" + (i - 1) + " ]\n")
                .collect(Collectors.joining("", "a0: &a0 [ b, b ]\n", ""));
        for (String text :
                List.of(bomb, "a: &a [ *a ]", "[".repeat(100_000), "a: ".repeat(50_000), "x".repeat(200_001))) {
            assertThatThrownBy(() -> TypedSettings.read(text)).isInstanceOf(SettingsException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFFissuer: a\nwechat: { appId: b }\n", "issuer: a\r\nwechat: { appId: b }\r\n"})
    void byteOrderMarkAndWindowsLineEnds_areNoMistake(String text) {
        TypedSettings typed = TypedSettings.read(text);
        assertThat(typed.mistakes()).isEmpty();
        assertThat(typed.document().yaml()).isEqualTo("issuer: a\nwechat:\n  appId: b\n");
        assertThat(TypedSettings.read("issuer: a\r\n\r\nbad: b\r\n")
                        .mistakes()
                        .get(0)
                        .line())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# ours\nwechat: { appSecret: s3cretOfWechat, appId: b } # here\n",
                "wechat:\n  appSecret: \"s3cretOfWechat\" # here\n",
                "keys: { cookie: [ s3cretOfWechat, other ] }\n",
                "keys:\n  cookie:\n    - s3cretOfWechat\n",
                "wechat:\n  appSecret: |\n    s3cretOfWechat\n",
                "? appSecret\n: s3cretOfWechat\n",
            })
    void text_isKeptWithoutSecrets(String text) {
        TypedSettings typed = TypedSettings.read(text);
        assertThat(typed.text()).doesNotContain("s3cretOfWechat").contains("${env:");
        assertThat(TypedSettings.read(typed.text()).mistakes()).hasSameSizeAs(typed.mistakes());
        if (text.contains("# here")) {
            assertThat(typed.text()).contains("# here");
        }
    }
}
