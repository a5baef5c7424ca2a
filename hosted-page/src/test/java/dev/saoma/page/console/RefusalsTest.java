package dev.saoma.page.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Sentences;
import dev.saoma.page.view.Language;
import dev.saoma.page.view.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No refusal explains to an administrator in English what is wrong: the sentences are looked up in the sources. */
class RefusalsTest {
    private static final Pattern REFUSED = Pattern.compile(
            "new OrderRefusedException\\((.*?)\\)\\)*;|new ConsoleError\\(\\s*Kind\\.[A-Z_]+,(.*?)\\)\\)*;",
            Pattern.DOTALL);

    /** Printed only by the command line, which speaks English. */
    private static final List<String> ON_THE_COMMAND_LINE = List.of(
            "attribute PARAMETER PARAMETER",
            "PARAMETER: PARAMETER",
            "PARAMETER: the openid PARAMETER at PARAMETER belongs to PARAMETER");

    private final Messages messages = new Messages(Screens.class);

    private static List<String> sentences() throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String folder : List.of("console", "database", "database/settings")) {
            sentences.addAll(Sentences.in(folder, REFUSED));
        }
        return sentences.stream()
                .filter(sentence -> sentence.contains(" ") && !ON_THE_COMMAND_LINE.contains(sentence))
                .toList();
    }

    @Test
    void everyRefusal_hasATranslation() throws IOException {
        assertThat(sentences()).hasSizeGreaterThan(55);
        assertThat(sentences())
                .filteredOn(sentence -> messages.detailKey(sentence).isEmpty())
                .as("these need a text detail.… in console/messages_{en,zh-CN,zh-TW}.properties, word for word")
                .isEmpty();
    }

    @Test
    void everySentence_isOneTranslationOnly() throws IOException {
        for (String sentence : sentences()) {
            Set<String> matching = messages.keys(Language.ENGLISH).stream()
                    .filter(key -> key.startsWith(Messages.DETAIL))
                    .filter(key -> sentence.matches(
                            Pattern.quote(messages.text(Language.ENGLISH, key)).replaceAll("\\{\\d}", "\\\\E.+\\\\Q")))
                    .collect(Collectors.toSet());
            assertThat(matching).as(sentence).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "this is the last owner, and a pool needs one: make another owner first | 这是最后一位所有者，而每个用户池都需要一位：请先设置另一位所有者",
                "branding stands in the settings file, line 12: it is changed there | branding 在配置文件第 12 行，请在那里修改",
                "a pool has at most 20 tokens: end one that is no longer used | 每个用户池最多 20 个令牌：请先停用一个不再使用的",
            })
    void refusal_isInTheReadersLanguage(String english, String chinese) {
        assertThat(messages.detail(Language.SIMPLIFIED_CHINESE, english)).isEqualTo(chinese);
        assertThat(messages.detail(Language.TRADITIONAL_CHINESE, english)).isNotEqualTo(english);
        assertThat(messages.detail(Language.ENGLISH, english)).isEqualTo(english);
    }
}
