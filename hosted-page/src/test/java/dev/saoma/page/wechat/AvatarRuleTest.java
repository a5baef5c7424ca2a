package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvatarRuleTest {
    private final AvatarRule rule = new AvatarRule(new WeChatSettings(
            "wx",
            Secret.of(""),
            SubjectPolicy.OPENID,
            URI.create("http://localhost:8082"),
            URI.create("http://localhost:8082")));

    @ParameterizedTest
    @CsvSource({
        "https://thirdwx.qlogo.cn/mmopen/a/132, https://thirdwx.qlogo.cn/mmopen/a/132",
        "http://wx.qlogo.cn/mmopen/a/132, https://wx.qlogo.cn/mmopen/a/132",
        "http://localhost:8082/avatar/1.svg, http://localhost:8082/avatar/1.svg"
    })
    void picturesOfWeChat_arePassedOnAsHttps(String address, URI expected) {
        assertThat(rule.accept(address)).contains(expected);
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
        assertThat(rule.accept(address)).isEmpty();
    }

    @Property
    void anyText_leadsNowhereElse(@ForAll String address) {
        assertThat(rule.accept(address).stream()).allMatch(uri -> uri.getHost().endsWith(".qlogo.cn"));
    }
}
