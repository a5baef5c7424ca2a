package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x3164, 0x2800, 0xffa0, 0x115f, 0x1160, 0x00ad, 0x034f, 0x061c, 0x17b4, 0x180e, 0x180f, 0x200d, 0x2064,
                0x2065, 0x3000, 0xfe0f, 0xfeff, 0xfff0, 0xe0020, 0xe007f, 0xe0100, 0xe0fff, 0x1d159, 0x1d173, 0x1bca0,
                0x16fe4, 0x13441
            })
    @DisplayName("a name of which nothing can be seen is none")
    void invisibleName_isNone(int point) {
        String invisible = Character.toString(point);

        assertThat(Nickname.clean(invisible)).isEmpty();
        assertThat(Nickname.clean(invisible + " \u3164\u2800" + invisible)).isEmpty();
        assertThat(Nickname.clean("家" + invisible)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ㅤ家", "❤️", "ก", "·", "한", "༼", "👩‍💻", "\ue001", "😶‍🌫️"})
    void nameOfWhichSomethingCanBeSeen_isOne(String name) {
        assertThat(Nickname.clean(name)).isPresent();
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
