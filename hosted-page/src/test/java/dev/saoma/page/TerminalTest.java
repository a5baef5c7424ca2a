package dev.saoma.page;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.JavaCommand;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor's output is readable where no Chinese locale is installed. */
class TerminalTest {
    @Test
    void charsetOfJava_staysWhereItIsNotAscii() {
        assertThat(Terminal.charset(UTF_8, Map.of("LANG", "zh_CN.GBK"))).isEqualTo(UTF_8);
        assertThat(Terminal.charset(ISO_8859_1, Map.of("LANG", "zh_CN.UTF-8"))).isEqualTo(ISO_8859_1);
        assertThat(Terminal.showsChinese(ISO_8859_1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "zh_CN.UTF-8, UTF-8",
        "zh_CN.utf8, UTF-8",
        "zh_CN.GB18030@pinyin, GB18030",
        "C, UTF-8",
        "'', UTF-8",
        "zh_CN.nonsense, UTF-8",
        "en_US.ISO-8859-1, UTF-8",
        "zh_CN.' $, UTF-8"
    })
    void ascii_givesWayToTheCharsetOfTheLocale(String locale, Charset expected) {
        assertThat(Terminal.charset(US_ASCII, Map.of("LANG", locale))).isEqualTo(expected);
        assertThat(Terminal.charset(US_ASCII, Map.of("LC_ALL", locale, "LANG", "x.GBK")))
                .isEqualTo(locale.isEmpty() ? Charset.forName("GBK") : expected);
    }

    @ParameterizedTest
    @CsvSource({"zh_CN.UTF-8, 错误", "C, WRONG", "POSIX, WRONG", "zh_XX.UTF-8, 错误"})
    void doctor_isReadable_whateverLocaleIsInstalled(String locale, String word, @TempDir Path directory)
            throws Exception {
        Path yaml = Files.writeString(directory.resolve("page.yaml"), """
                issuer: https://login.saoma.invalid
                wechat: { appId: wx0123456789abcdef, appSecret: s, openUrl: "http://127.0.0.1:1", apiUrl: "http://127.0.0.1:1" }
                applications: [{ clientId: crm, name: 客户, redirectUris: ["https://crm.example.com/cb"] }]
                """);
        ProcessBuilder doctor = new ProcessBuilder(JavaCommand.ofClass(Main.class, "--doctor", yaml.toString()));
        doctor.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        doctor.environment().put("LC_ALL", locale);
        Process process = doctor.redirectErrorStream(true).start();
        String said;
        try (InputStream in = process.getInputStream()) {
            said = new String(in.readAllBytes(), UTF_8);
        }

        assertThat(process.waitFor()).isEqualTo(Main.CANNOT_START);
        assertThat(said).contains(word).doesNotContain("??").doesNotContain("\ufffd");
    }
}
