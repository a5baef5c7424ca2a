package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;

class LanguageChoiceTest {

    private final Pages pages = new Pages("");

    @Example
    void nothingAskedFor_isChinese() {
        assertThat(tag(null, null)).isEqualTo("zh-CN");
        assertThat(tag("", "")).isEqualTo("zh-CN");
        assertThat(tag(null, "*")).isEqualTo("zh-CN");
    }

    @Example
    void uiLocales_winOverTheBrowser() {
        assertThat(tag("en", "zh-CN,zh;q=0.9")).isEqualTo("en");
        assertThat(tag("zh", "en-US,en;q=0.9")).isEqualTo("zh-CN");
    }

    @Example
    void whatWasChosenHere_winsOverTheBrowserOnly() {
        assertThat(tag(null, "zh-TW", "en-US,en;q=0.9")).isEqualTo("zh-TW");
        assertThat(tag("en", "zh-TW", "zh-CN")).isEqualTo("en");
        assertThat(tag("fr", "zh-TW", "zh-CN")).isEqualTo("zh-TW");
        assertThat(tag(null, "<junk>", "en")).isEqualTo("en");
    }

    @Example
    void chineseOfTaiwanHongKongAndMacau_isTraditional_unlessTheScriptSaysOtherwise() {
        assertThat(List.of("zh-TW", "zh-HK", "zh-MO", "zh-Hant", "zh-Hant-CN", "zh-hant-hk"))
                .allSatisfy(wish -> assertThat(tag(wish, null)).isEqualTo("zh-TW"));
        assertThat(List.of("zh", "zh-CN", "zh-SG", "zh-Hans", "zh-Hans-TW", "zh-Hans-HK"))
                .allSatisfy(wish -> assertThat(tag(wish, null)).isEqualTo("zh-CN"));
        assertThat(tag(null, "zh-TW,zh;q=0.9,en-US;q=0.8")).isEqualTo("zh-TW");
        assertThat(tag(null, "en;q=0.5,zh-HK;q=0.7")).isEqualTo("zh-TW");
    }

    @Example
    void uiLocales_firstThatWeHave() {
        assertThat(tag("fr-CA en-GB zh", null)).isEqualTo("en");
        assertThat(tag("zh-Hans-CN en", null)).isEqualTo("zh-CN");
    }

    @Example
    void uiLocalesThatWeDoNotHave_leaveItToTheBrowser() {
        assertThat(tag("fr de", "en-US")).isEqualTo("en");
    }

    @Example
    void browser_byWeightThenOrder() {
        assertThat(tag(null, "en;q=0.5, zh-CN;q=0.8")).isEqualTo("zh-CN");
        assertThat(tag(null, "fr, en;q=0.8, zh;q=0.8")).isEqualTo("en");
        assertThat(tag(null, "EN-us")).isEqualTo("en");
    }

    @Example
    void browser_weightZeroMeansNo() {
        assertThat(tag(null, "zh;q=0, en;q=0.1")).isEqualTo("en");
        assertThat(tag(null, "en;q=0.000")).isEqualTo("zh-CN");
    }

    @Example
    void browser_weightThatIsNoWeightIsSkipped() {
        assertThat(tag(null, "en;q=NaN, en;q=1e9, en;q=-1, en;level=1")).isEqualTo("zh-CN");
    }

    @Example
    void overlongValue_isReadInPartOnly() {
        assertThat(tag("x ".repeat(100_000) + "en", null)).isEqualTo("zh-CN");
        assertThat(tag("en " + "x ".repeat(100_000), null)).isEqualTo("en");
    }

    @Property
    void anyText_givesOneOfOurLanguages(
            @ForAll @StringLength(max = 600) String uiLocales, @ForAll @StringLength(max = 600) String acceptLanguage) {
        assertThat(tag(uiLocales, acceptLanguage)).isIn("zh-CN", "zh-TW", "en");
    }

    @Property
    void almostAHeader_givesOneOfOurLanguages(@ForAll("almostHeaders") String header) {
        assertThat(tag(null, header)).isIn("zh-CN", "zh-TW", "en");
        assertThat(tag(header, null)).isIn("zh-CN", "zh-TW", "en");
    }

    @Property
    void ourLanguageFirst_isChosenWhateverFollows(@ForAll("almostHeaders") String rest) {
        assertThat(tag("en " + rest, null)).isEqualTo("en");
    }

    @Provide
    Arbitrary<String> almostHeaders() {
        return Arbitraries.of(
                        "zh", "en", "-", "_", "CN", "Hant", "x-", ",", ";", "q", "=", "0", ".", "1", " ", "*", "u-co",
                        "\t", "\u0000")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    private String tag(@Nullable String uiLocales, @Nullable String acceptLanguage) {
        return tag(uiLocales, null, acceptLanguage);
    }

    private String tag(@Nullable String uiLocales, @Nullable String remembered, @Nullable String acceptLanguage) {
        return pages.choose(uiLocales, remembered, acceptLanguage).toLanguageTag();
    }
}
