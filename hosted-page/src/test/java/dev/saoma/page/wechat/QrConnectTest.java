package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.net.URI;
import org.junit.jupiter.api.Test;

class QrConnectTest {
    private final QrConnect wechat = new QrConnect(new WeChatSettings(
            "wx0123456789abcdef",
            Secret.of("never-in-an-address"),
            SubjectPolicy.UNIONID,
            URI.create("https://open.weixin.qq.com"),
            URI.create("https://api.weixin.qq.com")));

    @Test
    void topLevelAddress_hasWeChatsParametersInItsOrder() {
        assertThat(wechat.topLevel(URI.create("https://login.example.com/wechat/callback"), "State1", false))
                .isEqualTo("https://open.weixin.qq.com/connect/qrconnect?appid=wx0123456789abcdef"
                        + "&redirect_uri=https%3A%2F%2Flogin.example.com%2Fwechat%2Fcallback&response_type=code"
                        + "&scope=snsapi_login&state=State1&stylelite=1&color_scheme=auto&lang=cn#wechat_redirect");
    }

    @Test
    void framedAddress_goesOnInTheFrame() {
        assertThat(wechat.framed(URI.create("https://login.example.com/f"), "State1", true))
                .isEqualTo("https://open.weixin.qq.com/connect/qrconnect?appid=wx0123456789abcdef"
                        + "&redirect_uri=https%3A%2F%2Flogin.example.com%2Ff&response_type=code&scope=snsapi_login"
                        + "&state=State1&login_type=jssdk&self_redirect=true&stylelite=1&color_scheme=light&lang=en"
                        + "#wechat_redirect");
    }
}
