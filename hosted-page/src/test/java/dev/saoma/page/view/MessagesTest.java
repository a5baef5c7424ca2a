package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private final Messages messages = new Messages();

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguage_hasTheSameKeys(Language language) {
        assertThat(messages.keys(language)).isEqualTo(messages.keys(Language.DEFAULT));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyLanguage_hasNoEmptyText(Language language) {
        assertThat(messages.keys(language))
                .allSatisfy(key -> assertThat(messages.text(language, key))
                        .isNotBlank()
                        .isEqualTo(messages.text(language, key).strip()));
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void everyErrorKind_hasTitleAndTextInEveryLanguage(ErrorKind kind) {
        for (Language language : Language.values()) {
            Problem problem = messages.problem(language, kind);
            assertThat(problem.title()).isNotBlank().doesNotEndWith(".").doesNotEndWith("。");
            assertThat(problem.text()).containsPattern("[.。]$");
        }
    }

    @Test
    void everyKindOfTheContract_isKnown() {
        assertThat(List.of(
                        "unknown_application",
                        "redirect_uri_mismatch",
                        "invalid_request",
                        "sign_in_expired",
                        "sign_in_elsewhere",
                        "sign_in_used",
                        "declined",
                        "wechat_code_invalid",
                        "wechat_code_used",
                        "wechat_unreachable",
                        "wechat_busy",
                        "wechat_misconfigured",
                        "wechat_not_set_up",
                        "wechat_refused",
                        "wechat_snapshot",
                        "no_unionid",
                        "awaiting_approval",
                        "not_admitted",
                        "identity_conflict",
                        "directory_unavailable",
                        "sign_out_invalid",
                        "not_found",
                        "method_not_allowed",
                        "too_large",
                        "too_many",
                        "internal"))
                .allSatisfy(name -> assertThat(ErrorKind.of(name).wireName()).isEqualTo(name))
                .hasSameSizeAs(ErrorKind.values());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void noText_hasAStraightQuote(Language language) {
        // MessageFormat swallows straight apostrophes, and typography requires curved ones anyway.
        assertThat(messages.keys(language))
                .noneMatch(key -> messages.text(language, key).contains("'"))
                .noneMatch(key -> messages.text(language, key).contains("\""));
    }

    @Test
    void everyText_isUsedAndEveryUsedText_exists() throws Exception {
        Set<String> used = new HashSet<>();
        for (String template : TemplatesTest.TEMPLATES) {
            used.addAll(Html.matches(resource(template + ".html"), "#\\{([A-Za-z_.]+)"));
        }
        used.addAll(List.of("signOut.ask.title", "signOut.done.title"));
        for (PhonePage.Advice advice : PhonePage.Advice.values()) {
            used.add("phone." + advice.key() + ".title");
            used.add("phone." + advice.key() + ".text");
        }
        for (ErrorKind kind : ErrorKind.values()) {
            used.add("error." + kind.wireName() + ".title");
            used.add("error." + kind.wireName() + ".text");
        }
        messages.keys(Language.DEFAULT).stream()
                .filter(key -> key.startsWith(Messages.DETAIL)) // DetailsTest compares them with the sources.
                .forEach(used::add);

        assertThat(messages.keys(Language.DEFAULT)).isEqualTo(used);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyText_isWrittenInItsOwnScript(Language language) {
        // National character sets have the characters of one script: Big5 no simplified ones, GB2312 no traditional
        // ones.
        CharsetEncoder own = Charset.forName(
                        switch (language) {
                            case SIMPLIFIED_CHINESE -> "GB2312";
                            case TRADITIONAL_CHINESE -> "Big5";
                            case ENGLISH -> "windows-1252";
                        })
                .newEncoder();

        assertThat(messages.keys(language))
                .allSatisfy(key -> assertThat(own.canEncode(messages.text(language, key)))
                        .as("%s: %s", key, messages.text(language, key))
                        .isTrue());
    }

    /** Words of the mainland in traditional characters, which a converter leaves behind. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "登錄", "賬", "二維碼", "掃碼", "窗口", "網絡", "服務器", "信息", "配置", "刷新", "默認", "鏈接", "屏幕", "數據", "程序", "用戶", "質量",
                "支持", "軟件", "瀏覽器攔截", "打開", "重試", "請求", "里", "后", "身份", "“", "”"
            })
    void traditionalChinese_hasTheWordsOfTaiwan(String mainland) {
        assertThat(messages.keys(Language.TRADITIONAL_CHINESE))
                .noneMatch(
                        key -> messages.text(Language.TRADITIONAL_CHINESE, key).contains(mainland));
    }

    @Test
    void noEnglishText_isLeftInChinese_norTheOtherWayRound() {
        assertThat(messages.keys(Language.DEFAULT))
                .allSatisfy(key -> assertThat(messages.text(Language.ENGLISH, key))
                        .isNotEqualTo(messages.text(Language.SIMPLIFIED_CHINESE, key))
                        .isNotEqualTo(messages.text(Language.TRADITIONAL_CHINESE, key)));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void parameters_areTheSameInEveryLanguage(Language language) {
        assertThat(messages.keys(language))
                .allSatisfy(key -> assertThat(Html.matches(messages.text(language, key), "(\\{\\d})"))
                        .as(key)
                        .isEqualTo(Html.matches(messages.text(Language.DEFAULT, key), "(\\{\\d})")));
    }

    @Test
    void missingText_failsAndNamesTheKey() {
        assertThatThrownBy(() -> messages.text(Language.ENGLISH, "no.such.key"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.key");
    }

    static String resource(String name) throws Exception {
        try (var in = MessagesTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
