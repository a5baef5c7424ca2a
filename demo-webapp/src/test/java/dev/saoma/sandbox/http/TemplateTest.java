package dev.saoma.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Properties;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TemplateTest {

    @Property
    void escapedText_hasNoMarkupAndNoQuotes(@ForAll String text) {
        assertThat(Html.escape(text))
                .doesNotContain("<", ">", "\"", "'")
                .doesNotContainPattern("&(?!amp;|lt;|gt;|quot;|#39;)");
    }

    @Property
    void valueThatLooksLikeAPlaceholder_isLeftAlone(@ForAll String text) {
        String page = Template.load("qr-error.html")
                .fill(Texts.chinese())
                .with("text", "{{text}}$1\\" + text)
                .toString();
        assertThat(page).contains("<h4>{{text}}$1\\" + Html.escape(text) + "</h4>");
    }

    @Example
    void missingValue_isNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Template.load("qr-error.html").fill(Texts.chinese()).toString())
                .withMessage("qr-error.html needs a value for text");
    }

    @Example
    void bothLanguages_haveTheSameTexts() throws Exception {
        assertThat(keys("texts_en.properties")).isEqualTo(keys("texts.properties"));
    }

    @Example
    void language_isTheOneAskedForElseTheBrowsersElseChinese() {
        assertThat(Texts.choose("en", "zh-CN").isEnglish()).isTrue();
        assertThat(Texts.choose("zh-CN", "en").isEnglish()).isFalse();
        assertThat(Texts.choose("", "en-GB,en;q=0.9,zh;q=0.8").isEnglish()).isTrue();
        assertThat(Texts.choose("", "zh-CN,zh;q=0.9,en;q=0.8").isEnglish()).isFalse();
        assertThat(Texts.choose("", "fr").isEnglish()).isFalse();
        assertThat(Texts.choose("", ";;;").isEnglish()).isFalse();
        assertThat(Texts.choose("", "").isEnglish()).isFalse();
    }

    private static Set<String> keys(String resource) throws Exception {
        Properties properties = new Properties();
        properties.load(TemplateTest.class.getResourceAsStream("/dev/saoma/sandbox/" + resource));
        return properties.stringPropertyNames();
    }
}
