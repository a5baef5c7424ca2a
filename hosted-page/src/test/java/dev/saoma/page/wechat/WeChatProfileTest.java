package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeChatProfileTest {
    private static final WeChatSettings APP = new WeChatSettings(
            "wx",
            Secret.of(""),
            SubjectPolicy.OPENID,
            URI.create("http://localhost:8082"),
            URI.create("http://localhost:8082"));

    @ParameterizedTest
    @CsvSource({
        "https://thirdwx.qlogo.cn/mmopen/a/132, https://thirdwx.qlogo.cn/mmopen/a/132",
        "http://wx.qlogo.cn/mmopen/a/132, https://wx.qlogo.cn/mmopen/a/132",
        "http://localhost:8082/avatar/1.svg, http://localhost:8082/avatar/1.svg"
    })
    void picturesOfWeChat_arePassedOnAsHttps(String address, URI expected) {
        assertThat(WeChatProfile.acceptAvatar(address, APP)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "//wx.qlogo.cn/a",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "https://qlogo.cn.evil.example/",
                "https://evilqlogo.cn/",
                "https://wx.qlogo.cn@evil.example/",
                "https://wx.qlogo.cn:8443/a",
                "ftp://wx.qlogo.cn/a",
                "http://127.0.0.1/",
                "https://localhost:8082/",
                "https://wx.qlogo.cn/a b"
            })
    @DisplayName("G57: everything else is dropped")
    void otherAddresses_areDropped(String address) {
        assertThat(WeChatProfile.acceptAvatar(address, APP)).isEmpty();
    }

    @Property
    void anyText_leadsNowhereElse(@ForAll String address) {
        assertThat(WeChatProfile.acceptAvatar(address, APP).stream())
                .allMatch(uri -> uri.getHost().endsWith(".qlogo.cn"));
    }

    @Test
    void emojiOfSeveralCharacters_stayWhole() {
        assertThat(WeChatProfile.cleanNickname("👨‍👩‍👧 家 🏴󠁧󠁢󠁥󠁮󠁧󠁿")).contains("👨‍👩‍👧 家 🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    }

    @Test
    void directionMarksAndControls_goAway() {
        assertThat(WeChatProfile.cleanNickname("\u202egnaw\u202c\u2066x\u2069\u200f\r\n\u0007\u2028"))
                .contains("gnawx");
    }

    @Test
    void nothingLeft_isNoNickname() {
        assertThat(WeChatProfile.cleanNickname(" \u200b\u0000 ")).isEmpty();
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

        assertThat(WeChatProfile.cleanNickname(invisible)).isEmpty();
        assertThat(WeChatProfile.cleanNickname(invisible + " \u3164\u2800" + invisible))
                .isEmpty();
        assertThat(WeChatProfile.cleanNickname("家" + invisible)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ㅤ家", "❤️", "ก", "·", "한", "༼", "👩‍💻", "\ue001", "😶‍🌫️"})
    void nameOfWhichSomethingCanBeSeen_isOne(String name) {
        assertThat(WeChatProfile.cleanNickname(name)).isPresent();
    }

    @Test
    void tenKilobytes_areShortened() {
        assertThat(WeChatProfile.cleanNickname("🎉".repeat(2560)).orElseThrow().codePointCount(0, 128))
                .isEqualTo(64);
    }

    @Property
    void anyText_hasNoControlsAndIsShort(@ForAll String nickname) {
        assertThat(WeChatProfile.cleanNickname(nickname).orElse("x"))
                .isNotBlank()
                .doesNotContainPattern("[\\p{Cc}\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]")
                .hasSizeLessThanOrEqualTo(128);
    }
}
