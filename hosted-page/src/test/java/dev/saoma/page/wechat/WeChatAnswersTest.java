package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.support.RawServer;
import dev.saoma.page.support.WeChatStub;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How WeChat's responses are read: errcodes, grants and profiles, as they should be and as they should not. */
@Timeout(300)
class WeChatAnswersTest extends WeChatCalls {
    @Test
    void goodAnswer_isGrant() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            WeChatClient.Grant grant = client.exchange("c");

            assertThat(grant).isEqualTo(GRANT);
            assertThat(wechat.calls().get(0).parameters())
                    .containsEntry("appid", "wx0123456789abcdef")
                    .containsEntry("secret", SECRET)
                    .containsEntry("code", "c")
                    .containsEntry("grant_type", "authorization_code");
        }
    }

    @Test
    @DisplayName("W18: a code with special characters is encoded once")
    void specialCharacters_areEncodedOnce() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            client.exchange("a+/=&#% 中");

            assertThat(wechat.calls().get(0).parameters()).containsEntry("code", "a+/=&#% 中");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; charset=ISO-8859-1", "application/json; charset=gbk"})
    @DisplayName("W7: the body is UTF-8 whatever the header says")
    void anyContentType_isReadAsUtf8(String contentType) throws Exception {
        byte[] body = WeChatStub.PROFILE.getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer(RawServer.body(body, contentType));
                WeChatClient client = client(server.uri())) {
            assertThat(client.profile(GRANT).nickname()).isEqualTo("张伟🎉");
        }
    }

    @ParameterizedTest(name = "errcode {0} is {1}")
    @CsvSource({
        "40029,CODE_INVALID",
        "42003,CODE_INVALID",
        "41008,CODE_INVALID",
        "40163,CODE_USED",
        "-1,BUSY",
        "45009,BUSY",
        "45011,BUSY",
        "40013,MISCONFIGURED",
        "40125,MISCONFIGURED",
        "40243,MISCONFIGURED",
        "41002,MISCONFIGURED",
        "41004,MISCONFIGURED",
        "48001,MISCONFIGURED",
        "50001,MISCONFIGURED",
        "42001,REFUSED",
        "40003,REFUSED",
        "50002,REFUSED",
        "123456,REFUSED"
    })
    @DisplayName("W8: errcode with HTTP 200")
    void errcode_isJudged(int errcode, WeChatFailure expected) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(errcode));

            WeChatException failure = failure(client);

            assertThat(failure.failure()).isEqualTo(expected);
            assertThat(failure.errcode()).isEqualTo(errcode);
            assertThat(failure).hasMessageContaining("rid 61a969fa-0123abcd-89ef4567");
            assertThat(wechat.calls()).as("a code is sent once").hasSize(1);
        }
    }

    @Test
    @DisplayName("W8: 40013 and 40125 name the key of the settings")
    void wrongCredentials_nameTheKey() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(40013));
            assertThat(failure(client)).hasMessageContaining("wechat.appId");
            wechat.answersToken(WeChatStub.error(40125));
            assertThat(failure(client)).hasMessageContaining("wechat.appSecret");
        }
    }

    @Test
    void errcodeZero_isNoError() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.GRANT.replace("{", "{\"errcode\":0,\"errmsg\":\"ok\","));

            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "\"1\""})
    @DisplayName("an identity that WeChat marks as virtual is refused, and the profile is not requested")
    void snapshotUser_isRefused(String flag) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(
                    "{\"access_token\":\"t\",\"openid\":\"o\",\"unionid\":\"u\",\"is_snapshotuser\":" + flag + "}");

            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.SNAPSHOT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"t\"}",
                "{\"access_token\":\"t\",\"openid\":\"\"}",
                "{\"access_token\":\"t\",\"openid\":42}",
                "{\"access_token\":\"t\",\"openid\":null}",
                "{\"access_token\":\"t\",\"openid\":\"o o\"}",
                "{\"access_token\":\"t\",\"openid\":\"o\",\"unionid\":7}",
                "{\"openid\":\"o\"}"
            })
    @DisplayName("W9: a grant that does not say who it is for")
    void grantWithoutPerson_isRefused(String body) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(body);

            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"openid\":\"oSomebodyElse\",",
                "{\"unionid\":\"oSomebodyElse\",",
                "{\"errcode\":0,\"errcode\":0,",
                "{\"more\":{\"a\":1,\"a\":1},",
                "{\"more\":[{\"a\":1,\"a\":1}],"
            })
    @DisplayName("a member that is there twice is ambiguous and refused")
    void repeatedMember_isRefused(String member) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.GRANT.replace("{", member));

            WeChatException refused = failure(client);

            assertThat(refused.failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            assertThat(refused).hasMessage("the answer is refused: a member is repeated; is it WeChat's?");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7200\"", "-1", "1e18", "null", "{}"})
    @DisplayName("W20: expires_in does not matter")
    void strangeExpiresIn_isIgnored(String expiresIn) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.GRANT.replace("7200", expiresIn));

            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

    @Test
    @DisplayName("W9: a profile of another user")
    void profileOfSomebodyElse_isRefused() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(WeChatStub.PROFILE.replace(WeChatStub.OPENID, "oSomebodyElse"));

            WeChatException failure = catchThrowableOfType(WeChatException.class, () -> client.profile(GRANT));

            assertThat(failure.failure()).isEqualTo(WeChatFailure.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"headimgurl\":\"\",",
                "\"headimgurl\":\"javascript:alert(1)\",",
                "\"headimgurl\":\"http://169.254.169.254/x\",",
                "\"headimgurl\":\"https://evil.example/x\",",
                "\"headimgurl\":7,",
                "\"nickname\":\"\",",
                "\"nickname\":null,",
                "\"privilege\":{},"
            })
    @DisplayName("W10: a strange profile is no reason to refuse, and nothing strange is passed on")
    void strangeProfile_isHarmless(String member) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile("{" + member + "\"openid\":\"" + WeChatStub.OPENID + "\"}");

            WeChatProfile profile = client.profile(GRANT);

            assertThat(profile.avatar()).isNull();
            assertThat(profile.nickname()).isNull();
        }
    }

    @Test
    void rawControlCharacters_doNotBreakTheProfile() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(WeChatStub.PROFILE.replace("张伟", "张\u0003伟\u0000"));

            assertThat(client.profile(GRANT).nickname()).isEqualTo("张 伟 🎉");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 40001})
    @DisplayName("W8: the profile is asked a second time where WeChat stumbles, and not a third")
    void stumble_isRetriedOnce(int errcode) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(
                    call -> wechat.calls("/sns/userinfo") == 1 ? WeChatStub.error(errcode) : WeChatStub.PROFILE);
            assertThat(client.profile(GRANT).nickname()).isEqualTo("张伟🎉");

            wechat.answersProfile(WeChatStub.error(errcode));
            assertThat(catchThrowableOfType(WeChatException.class, () -> client.profile(GRANT))
                            .errcode())
                    .isEqualTo(errcode);
            assertThat(wechat.calls("/sns/userinfo")).isEqualTo(4);
        }
    }
}
