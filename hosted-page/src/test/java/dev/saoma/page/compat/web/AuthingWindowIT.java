package dev.saoma.page.compat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.saoma.page.support.AuthingRequests;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window that {@code authing-js-sdk} opens. */
@DisplayName("authing-js-sdk: social.authorize")
class AuthingWindowIT extends AuthingRequests {
    @Test
    @DisplayName("G63: the message goes to the application's origins only, each by name")
    void finishedSignIn_isToldToTheRegisteredOriginsOnly() {
        Posted posted = posted(signIn(social("store")));

        assertThat(posted.origins()).isEqualTo(SITE + " " + SECOND_SITE);
        assertThat(posted.message().get("code").getAsInt()).isEqualTo(200);
        assertThat(posted.message().getAsJsonObject("event").toString())
                .contains("\"source\":\"authing\"", "\"eventType\":\"socialLogin\"");
        JsonObject user = posted.message().getAsJsonObject("data");
        assertThat(user.get("id").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(user.get("unionid").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(user.get("openid").getAsString()).isEqualTo(WeChatStub.OPENID);
        assertThat(user.getAsJsonArray("identities")).isEmpty();
        assertThat(RelyingParty.verified(page, posted.token()).getPayload().getAudience())
                .containsExactly("store");
    }

    @Test
    void referrerAtOneOfTheOrigins_narrowsTheMessageToIt() {
        assertThat(posted(signIn(social("store"), "Referer", SECOND_SITE + "/shelf?x=1"))
                        .origins())
                .isEqualTo(SECOND_SITE);
    }

    @Test
    @DisplayName("J5: a foreign page that opens the window receives nothing, and no user is signed in for it")
    void referrerAtAForeignOrigin_isRefused() {
        for (String foreign : new String[] {"https://evil.example/", SITE + ".evil.example/", OTHER_APP + "/"}) {
            HttpResponse<String> answer = browser.get(social("store"), "Referer", foreign);
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("Location")).isEmpty();
        }
    }

    @Test
    void withIdentities_theyAreThere() {
        JsonObject user = posted(signIn(social("store").replace("with_identities=0", "with_identities=1")))
                .message()
                .getAsJsonObject("data");

        assertThat(user.getAsJsonArray("identities")
                        .get(0)
                        .getAsJsonObject()
                        .get("userIdInIdp")
                        .getAsString())
                .isEqualTo(WeChatStub.UNIONID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "shop", "modern", "nobody", ""})
    void applicationThatIsNotSwitchedOn_isUnknown(String appId) {
        HttpResponse<String> answer = browser.get(social(appId));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void anotherProvider_isToldToTheOpenerAsAnError() {
        HttpResponse<String> answer = browser.get(social("store").replace("wechat:pc", "github"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(posted(answer).message().get("code").getAsInt()).isEqualTo(9011);
        assertThat(posted(answer).message().has("data")).isFalse();
    }

    @Test
    @DisplayName("A16: declining in WeChat reaches onError")
    void declined_isToldAsAnError() {
        String state = begin(social("store"));
        HttpResponse<String> back = browser.get("/wechat/callback?state=" + state);

        Posted posted = posted(browser.get(path(Browser.location(back))));

        assertThat(posted.message().get("code").getAsInt()).isEqualTo(9003);
        assertThat(posted.message().has("data")).isFalse();
    }

    @Test
    void insideWeChat_whereNoWindowOpens_thePersonIsToldSo() {
        assertThat(browser.get(social("store") + "&redirected=1").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("G55: nothing in the window's chain cuts it off from its opener")
    void pagesOfTheWindow_sendNoOpenerPolicy() {
        assertThat(browser.get(social("store")).headers().firstValue("Cross-Origin-Opener-Policy"))
                .isEmpty();
        assertThat(signIn(social("store")).headers().firstValue("Cross-Origin-Opener-Policy"))
                .isEmpty();
    }

    @Test
    void lastPage_cannotBeFramed_norUsedTwice() {
        String state = begin(social("store"));
        HttpResponse<String> back = browser.callback(state, newScan());
        String done = path(Browser.location(back));

        assertThat(browser.get(done, "Sec-Fetch-Dest", "iframe").statusCode()).isEqualTo(403);
        HttpResponse<String> once = browser.get(done);
        assertThat(once.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(posted(once).message().get("code").getAsInt()).isEqualTo(200);
        assertThat(posted(browser.get(done)).message().get("code").getAsInt()).isEqualTo(9010);
        assertThat(browser.get("/connections/done?response=junk").statusCode()).isEqualTo(400);
    }

    @Test
    void requestThatWasNotBegunHere_endsInNoMessage() {
        Map<String, String> request = new HashMap<>(Browser.crm());
        request.put("client_id", "store");
        request.put("redirect_uri", SITE + "/");
        request.put("response_mode", "authing_message");
        String state = browser.begin(request);

        HttpResponse<String> back = browser.callback(state, newScan());

        assertThat(browser.get(path(Browser.location(back))).statusCode()).isEqualTo(400);
    }

    @Test
    void modeOfTheSdk_isNotForOtherApplications() {
        Map<String, String> request = new HashMap<>(Browser.crm());
        request.put("response_mode", "authing_message");

        assertThat(Browser.parameters(Browser.location(browser.authorize(request))))
                .containsEntry("error", "invalid_request");
    }
}
