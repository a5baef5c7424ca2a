package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Sentences;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No error explains to a Chinese developer in English what is wrong: the sentences are looked up in the sources. */
class DetailsTest {
    /** Packages whose errors can end as a page; the console and its API have errors of their own. */
    private static final List<String> PACKAGES = List.of("http", "web", "compat/web", "logout", "oidc");

    private static final Pattern SAID = Pattern.compile(
            "new (?:HttpError|Malformed|LogoutRefusedException|Refused)\\((.*?)\\)\\)*;|\\b(?:refuse|pay)\\((.*?)\\);",
            Pattern.DOTALL);

    private final Messages messages = new Messages();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state is missing | 缺少 state",
                "the method must be one of GET, HEAD | 方法必须是 GET, HEAD 之一",
                "the body must not be longer than 16384 bytes | 正文不能超过 16384 字节",
                "the page that opened this window is at none of the application's origins, so it could not get the result"
                        + " | 打开这个窗口的页面不属于该应用的 origins，因此收不到结果",
            })
    void sentence_isInTheReadersLanguage(String english, String chinese) {
        assertThat(messages.detail(Language.SIMPLIFIED_CHINESE, english)).isEqualTo(chinese);
        assertThat(messages.detail(Language.TRADITIONAL_CHINESE, english)).isNotEqualTo(english);
        assertThat(messages.detail(Language.ENGLISH, english)).isEqualTo(english);
    }

    @Test
    void sentenceThatNobodyTranslated_isShownAsItStands() {
        assertThat(messages.detail(Language.SIMPLIFIED_CHINESE, "something new"))
                .isEqualTo("something new");
    }

    @Test
    void everySentenceOfTheSources_hasATranslation() throws IOException {
        List<String> sentences = sentences();

        assertThat(sentences).hasSizeGreaterThan(40);
        assertThat(sentences)
                .filteredOn(sentence -> messages.detailKey(sentence).isEmpty())
                .as("these need a text detail.… in messages_{en,zh-CN,zh-TW}.properties, word for word")
                .isEmpty();
    }

    @Test
    void everyTranslation_isOfASentenceOfTheSources() throws IOException {
        Set<String> said = sentences().stream()
                .flatMap(sentence -> messages.detailKey(sentence).stream())
                .collect(Collectors.toSet());

        assertThat(said)
                .containsAll(messages.keys(Language.ENGLISH).stream()
                        .filter(key -> key.startsWith(Messages.DETAIL))
                        .toList());
    }

    private static List<String> sentences() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String folder : PACKAGES) {
            sentences.addAll(Sentences.in(folder, SAID));
        }
        return sentences;
    }
}
