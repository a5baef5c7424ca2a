package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private final List<Texts> languages =
            Arrays.asList(Texts.load("zh-CN", "texts_zh.properties"), Texts.load("en", "texts_en.properties"));

    @Test
    @DisplayName("G62: every value is escaped")
    void foreignValue_isEscaped() {
        assertThat(new Html("<a title=\"{{x}}\">").fill(Map.of("x", "\"><script>'&")))
                .isEqualTo("<a title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">");
    }

    @Test
    void valueThatLooksLikeAPlaceholder_isNotReadAgain() {
        assertThat(new Html("{{x}}").fill(Map.of("x", "{{y}}", "y", "z"))).isEqualTo("{{y}}");
    }

    @Test
    void section_staysOnlyWithItsValue() {
        Html html = new Html("a{{#x}}[{{x}}]{{/x}}b");

        assertThat(html.fill(Map.of("x", "1"))).isEqualTo("a[1]b");
        assertThat(html.fill(Map.of())).isEqualTo("ab");
    }

    @Test
    void everyPage_hasWordsInEveryLanguage() {
        for (Texts texts : languages) {
            for (Page page : Page.values()) {
                assertThat(texts.get(page.key() + ".title")).isNotBlank();
                assertThat(texts.get(page.key() + ".text")).isNotBlank();
                assertThat(texts.get(page.key() + ".button")).isNotBlank();
            }
        }
    }

    @Test
    void language_isTheFirstOneAskedFor() {
        assertThat(choose("en-GB,en;q=0.9,zh;q=0.8")).isEqualTo("en");
        assertThat(choose("fr, zh-TW;q=0.9, en;q=0.8")).isEqualTo("zh-CN");
        assertThat(choose("fr")).isEqualTo("zh-CN");
        assertThat(choose(null)).isEqualTo("zh-CN");
        assertThat(choose(",,;q=x" + ",".repeat(100_000))).isEqualTo("zh-CN");
    }

    private String choose(String acceptLanguage) {
        return Texts.choose(languages, acceptLanguage).language();
    }
}
