package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialAccountTest {
    private static final String WEBSITE_SECRET = "a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5";
    private static final String ACCOUNT_SECRET = "5d4c3b2a1f0e9d8c7b6a5f4e3d2c1b0a";

    @TempDir
    Path directory;

    private PoolSettings parse(String moreOfWeChat) {
        String yaml = """
                issuer: https://login.example.com
                wechat:
                  appId: wx0123456789abcdef
                  appSecret: %s
                %s
                applications:
                  - { clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }
                """.formatted(WEBSITE_SECRET, moreOfWeChat.indent(2));
        return PageSettings.parse(yaml, directory, Map.of("ACCOUNT_SECRET", ACCOUNT_SECRET))
                .pools()
                .get(0);
    }

    private List<Mistake> mistakes(String moreOfWeChat) {
        SettingsException mistakes = catchThrowableOfType(SettingsException.class, () -> parse(moreOfWeChat));
        assertThat(mistakes).isNotNull();
        assertThat(mistakes.getMessage()).doesNotContain(WEBSITE_SECRET, ACCOUNT_SECRET);
        return mistakes.mistakes();
    }

    @Test
    void noAccount_isTheDefault() {
        assertThat(parse("").wechat().inWeChat()).isEmpty();
    }

    @Test
    void account_isTheSameWeChatWithOtherCredentials() {
        WeChatSettings account = parse(
                        "officialAccount: { appId: wxfedcba9876543210, appSecret: \"${env:ACCOUNT_SECRET}\" }")
                .wechat()
                .inWeChat()
                .orElseThrow();

        assertThat(account.appId()).isEqualTo("wxfedcba9876543210");
        assertThat(account.appSecret().reveal()).isEqualTo(ACCOUNT_SECRET);
        assertThat(account.subject()).isEqualTo(SubjectPolicy.UNIONID);
        assertThat(account.apiUrl()).hasToString("https://api.weixin.qq.com");
    }

    @Test
    void subjectOpenid_isRefused_becauseOnePersonWouldBecomeTwo() {
        List<Mistake> mistakes = mistakes(
                "subject: openid\nofficialAccount: { appId: wxfedcba9876543210, appSecret: " + ACCOUNT_SECRET + " }");

        assertThat(mistakes).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("wechat.officialAccount");
            assertThat(mistake.why()).contains("subject: openid").contains("two users");
            assertThat(mistake.fix()).contains("subject: unionid");
        });
    }

    @Test
    void websiteAppInItsPlace_isRefused() {
        List<Mistake> mistakes =
                mistakes("officialAccount: { appId: wx0123456789abcdef, appSecret: " + ACCOUNT_SECRET + " }");

        assertThat(mistakes).singleElement().satisfies(mistake -> {
            assertThat(mistake.key()).isEqualTo("wechat.officialAccount.appId");
            assertThat(mistake.why()).contains("website app");
        });
    }

    @Test
    void halfAnAccount_isRefused_withEveryMistakeNamed() {
        assertThat(mistakes("officialAccount: { appId: 5d4c3b2a, appSecrte: x }"))
                .extracting(Mistake::key)
                .containsExactlyInAnyOrder(
                        "wechat.officialAccount.appId",
                        "wechat.officialAccount.appSecret",
                        "wechat.officialAccount.appSecrte");
        assertThat(mistakes("officialAccount:")).isNotEmpty();
    }
}
