package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only files that WeChat may request, with what it may expect in them. */
class VerificationReaderTest extends GoodSettings {
    private static String with(String files) {
        return GOOD.replace("wechat:\n", "wechat:\n  verificationFiles: " + files + "\n");
    }

    @Test
    void content_isWhatTheNameSays_orWhatIsWritten() {
        WeChatSettings wechat = pool(with(
                        "[{ name: MP_verify_a1B2c3D4e5F6g7H8.txt },"
                                + " { name: WW_verify_CTcR0MDAUlF3b0Dn.txt, content: other }, { name: iVwqPQzTwA.txt, content: 0af }]"))
                .wechat();

        assertThat(wechat.verificationFiles())
                .hasSize(3)
                .containsEntry("MP_verify_a1B2c3D4e5F6g7H8.txt", "a1B2c3D4e5F6g7H8")
                .containsEntry("WW_verify_CTcR0MDAUlF3b0Dn.txt", "other")
                .containsEntry("iVwqPQzTwA.txt", "0af");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{ name: robots.txt.txt, content: a }] | verificationFiles[0].name",
                "[{ name: ../MP_verify_a1B2c3D4e5F6g7H8.txt }] | verificationFiles[0].name",
                "[{ name: MP_verify_.txt }] | verificationFiles[0].name",
                "[{ name: authorize, content: a }] | verificationFiles[0].name",
                "[{ name: MP_verify_a1B2c3D4e5F6g7H8.html }] | verificationFiles[0].name",
                "[{ name: iVwqPQzTwA.txt }] | verificationFiles[0].content",
                "[{ name: iVwqPQzTwA.txt, content: '<b>' }] | verificationFiles[0].content",
                "[{ content: a }] | verificationFiles[0].name",
                "[{ name: iVwqPQzTwA.txt, content: a }, { name: iVwqPQzTwA.txt, content: b }] | verificationFiles[1].name"
            })
    void anythingElse_isAMistake(String files, String key) {
        assertThat(mistake(with(files)).key()).isEqualTo("wechat." + key);
    }
}
