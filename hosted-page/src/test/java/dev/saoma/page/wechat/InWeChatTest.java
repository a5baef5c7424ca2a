package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.OfficialAccount;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InWeChatTest {
    private static final WeChatSettings WEBSITE = new WeChatSettings(
            "wx0123456789abcdef",
            Secret.of("never-in-an-address"),
            SubjectPolicy.UNIONID,
            URI.create("https://open.weixin.qq.com"),
            URI.create("https://api.weixin.qq.com"),
            new OfficialAccount("wxfedcba9876543210", Secret.of("nor-this-one")),
            null,
            Map.of(),
            false);

    @Test
    void address_hasTheAccountsParametersInTheOrderThatWeChatChecks() {
        InWeChat inWeChat = new InWeChat(WEBSITE.inWeChat().orElseThrow());

        assertThat(inWeChat.authorize(URI.create("https://login.example.com/wechat/callback/in-wechat"), "State1"))
                .hasToString("https://open.weixin.qq.com/connect/oauth2/authorize?appid=wxfedcba9876543210"
                        + "&redirect_uri=https%3A%2F%2Flogin.example.com%2Fwechat%2Fcallback%2Fin-wechat"
                        + "&response_type=code&scope=snsapi_userinfo&state=State1#wechat_redirect");
    }
}
