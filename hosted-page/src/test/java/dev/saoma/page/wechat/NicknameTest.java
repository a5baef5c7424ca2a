package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NicknameTest {
    @Test
    void emojiOfSeveralCharacters_stayWhole() {
        assertThat(Nickname.clean("👨‍👩‍👧 家 🏴󠁧󠁢󠁥󠁮󠁧󠁿")).contains("👨‍👩‍👧 家 🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    }

    @Test
    void directionMarksAndControls_goAway() {
        assertThat(Nickname.clean("\u202egnaw\u202c\u2066x\u2069\u200f\r\n\u0007\u2028"))
                .contains("gnawx");
    }

    @Test
    void nothingLeft_isNoNickname() {
        assertThat(Nickname.clean(" \u200b\u0000 ")).isEmpty();
    }

    @Test
    void tenKilobytes_areShortened() {
        assertThat(Nickname.clean("🎉".repeat(2560)).orElseThrow().codePointCount(0, 128))
                .isEqualTo(64);
    }

    @Property
    void anyText_hasNoControlsAndIsShort(@ForAll String nickname) {
        assertThat(Nickname.clean(nickname).orElse("x"))
                .isNotBlank()
                .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]")
                .hasSizeLessThanOrEqualTo(128);
    }
}
