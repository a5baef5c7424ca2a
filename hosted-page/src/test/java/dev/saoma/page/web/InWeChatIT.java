package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.FreshPage;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Inside WeChat and on phones, over real sockets; with and without an official account. */
@DisplayName("A19, G75: no useless QR code")
class InWeChatIT extends FreshPage {
    private static final String WECHAT = "Mozilla/5.0 (Linux; Android 14; V2309A) Mobile Safari/537.36"
            + " MicroMessenger/8.0.53.2740(0x28003533) WeChat/arm64";
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1";
    private static final String ACCOUNT_ID = "wxfedcba9876543210";
    private static final String ACCOUNT_SECRET = "5d4c3b2a1f0e9d8c7b6a5f4e3d2c1b0a";

    @Override
    public PageUnderTest newPage() {
        return PageUnderTest.withOfficialAccount(directory, ACCOUNT_ID, ACCOUNT_SECRET);
    }

    private HttpResponse<String> open(String userAgent) {
        return browser.get("/authorize?" + Browser.query(Browser.crm()), "User-Agent", userAgent);
    }

    private static URI tap(HttpResponse<String> answer) {
        Matcher link =
                Pattern.compile("id=\"sign-in-here\"[^>]* href=\"([^\"]+)\"").matcher(answer.body());
        assertThat(link.find()).as(answer.body()).isTrue();
        return URI.create(link.group(1).replace("&amp;", "&"));
    }

    @Test
    void tapInWeChat_signsInAsTheOfficialAccountSees_withTheSameSubject() {
        page.wechat.answersToken(call -> WeChatStub.GRANT.replace(WeChatStub.OPENID, "oOfTheOfficialAccount"));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace(WeChatStub.OPENID, "oOfTheOfficialAccount"));
        URI tap = tap(open(WECHAT));
        Map<String, String> asked = Browser.parameters(tap);
        assertThat(asked).containsEntry("appid", ACCOUNT_ID).containsEntry("scope", "snsapi_userinfo");
        assertThat(asked.get("redirect_uri")).isEqualTo(page.issuer + "/wechat/callback/in-wechat");

        HttpResponse<String> back = browser.get("/wechat/callback/in-wechat?code=c&state=" + asked.get("state"));

        assertThat(back.statusCode()).isEqualTo(303);
        String code = Browser.parameters(Browser.location(back)).get("code");
        assertThat(subject(browser.token(code))).isEqualTo(WeChatStub.UNIONID);
        assertThat(page.wechat.calls().get(0).parameters())
                .containsEntry("appid", ACCOUNT_ID)
                .containsEntry("secret", ACCOUNT_SECRET);
    }

    @Test
    void scannedCode_isStillExchangedAsTheWebsiteApp() {
        browser.signIn(Browser.crm(), "c");

        assertThat(page.wechat.calls().get(0).parameters()).containsEntry("appid", PageUnderTest.APP_ID);
    }

    @Test
    void snapshotUser_isRefused_withTheWayOutInWords() {
        page.wechat.answersToken(WeChatStub.GRANT.replace("{", "{\"is_snapshotuser\":1,"));
        String state = Browser.parameters(tap(open(WECHAT))).get("state");

        HttpResponse<String> back = browser.get("/wechat/callback/in-wechat?code=c&state=" + state);

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("使用完整服务").contains("id=\"start-again\"");
        assertThat(page.wechat.calls("/sns/userinfo")).isZero();
    }

    @Test
    void unionidMissing_isRefused_neverReplacedByTheAccountsOpenid() {
        String anonymous = ",\"unionid\":\"" + WeChatStub.UNIONID + "\"";
        page.wechat.answersToken(WeChatStub.GRANT.replace(anonymous, ""));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace(anonymous, ""));
        String state = Browser.parameters(tap(open(WECHAT))).get("state");

        HttpResponse<String> back = browser.get("/wechat/callback/in-wechat?code=c&state=" + state);

        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("无法确认您的账号");
    }

    @Test
    @DisplayName("A16: declined inside WeChat, the code reads authdeny")
    void declined_goesBackAsAccessDenied() {
        String state = Browser.parameters(tap(open(WECHAT))).get("state");

        HttpResponse<String> back = browser.get("/wechat/callback/in-wechat?code=authdeny&state=" + state);

        assertThat(Browser.parameters(Browser.location(back))).containsEntry("error", "access_denied");
        assertThat(page.wechat.calls()).isEmpty();
    }

    @Test
    void phoneBrowser_isSentToWeChat_notShownACode() {
        HttpResponse<String> answer = open(PHONE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("data-advice=\"open_in_wechat\"")
                .contains("value=\"http://localhost:8080/crm/\"")
                .doesNotContain("data-frame-url");
        assertThat(browser.cookies).as("the other ways go on from here").hasSize(1);
    }

    @Test
    void withoutAnOfficialAccount_inWeChat_itIsSaidPlainly() {
        try (PageUnderTest plain = new PageUnderTest(directory)) {
            Browser phone = new Browser(plain.issuer);

            HttpResponse<String> answer = phone.get("/authorize?" + Browser.query(Browser.crm()), "User-Agent", WECHAT);

            assertThat(answer.body()).contains("data-advice=\"use_a_computer\"").doesNotContain("sign-in-here");
        }
    }

    private static String subject(HttpResponse<String> token) {
        String idToken = JsonParser.parseString(token.body())
                .getAsJsonObject()
                .get("id_token")
                .getAsString();
        String payload = new String(Base64.getUrlDecoder().decode(idToken.split("\\.")[1]), StandardCharsets.UTF_8);
        return JsonParser.parseString(payload).getAsJsonObject().get("sub").getAsString();
    }
}
