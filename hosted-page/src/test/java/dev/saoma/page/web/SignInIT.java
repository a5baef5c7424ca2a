package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.FreshPage;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.RelyingParty;
import dev.saoma.page.support.WeChatStub;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whole sign-ins over real sockets, each of the three ways, to the tokens. */
class SignInIT extends FreshPage {
    @Test
    void redirectWay_endsWithIdTokenOfThePerson() {
        Map<String, String> answer = browser.signIn(Browser.crm(), "wx-code-1");

        assertThat(answer)
                .containsEntry("state", "app-state")
                .containsEntry("iss", page.issuer.toString())
                .containsOnlyKeys("code", "state", "iss");
        HttpResponse<String> token = browser.token(answer.get("code"));
        assertThat(token.statusCode()).isEqualTo(200);
        assertThat(json(token).get("token_type").getAsString()).isEqualTo("Bearer");
        Jws<Claims> idToken =
                RelyingParty.verified(page, json(token).get("id_token").getAsString());
        assertThat(idToken.getHeader().getAlgorithm()).isEqualTo("RS256");
        assertThat(idToken.getPayload().getSubject()).isEqualTo(WeChatStub.UNIONID);
        assertThat(idToken.getPayload().getAudience()).containsExactly("crm");
        assertThat(idToken.getPayload())
                .containsEntry("nonce", "app-nonce")
                .containsEntry("name", "张伟🎉")
                .containsEntry("picture", "https://thirdwx.qlogo.cn/mmopen/x/132")
                .containsKeys("auth_time", "at_hash", "iat", "exp");
    }

    @Test
    void frameWay_isFinishedByTheLoginPagesPost() {
        String state = browser.begin(Browser.crm());

        HttpResponse<String> frame = new Browser(page.issuer).get("/wechat/callback/frame?code=c1&state=" + state);
        assertThat(frame.statusCode()).isEqualTo(200);
        assertThat(frame.body()).contains(state).contains("c1");
        HttpResponse<String> finish =
                browser.post("/sign-in/finish", Map.of("code", "c1", "state", state), "Sec-Fetch-Site", "same-origin");

        assertThat(finish.statusCode()).isEqualTo(200);
        URI location = URI.create(json(finish).get("location").getAsString());
        assertThat(location.toString()).startsWith(PageUnderTest.CRM_CALLBACK + "?code=");
        assertThat(browser.token(Browser.parameters(location).get("code")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void popupWay_tellsTheLocationInThePage() {
        String state = browser.begin(Browser.crm());

        HttpResponse<String> popup = browser.get("/wechat/callback/popup?code=c1&state=" + state);

        assertThat(popup.statusCode()).isEqualTo(200);
        assertThat(popup.body()).contains(state).contains(PageUnderTest.CRM_CALLBACK + "?code=");
        assertThat(popup.headers().firstValue("Cross-Origin-Opener-Policy")).isEmpty();
    }

    @Test
    @DisplayName("N3: a restart between login page and callback is not noticed")
    void restartMeanwhile_finishesTheSignIn() {
        String state = browser.begin(Browser.crm());
        page.stop();
        try (PageUnderTest restarted = page.again(directory)) {
            Browser same = new Browser(restarted.issuer);
            same.cookies.putAll(browser.cookies);

            assertThat(same.callback(state, "c1").statusCode()).isEqualTo(303);
        }
    }

    @Test
    @DisplayName(
            "N4: a code does not survive a restart of a page without a shared store, and the error is invalid_grant")
    void restartBeforeTheToken_isInvalidGrant() {
        String code = browser.signIn(Browser.crm(), "c1").get("code");
        page.stop();
        try (PageUnderTest restarted = page.again(directory)) {
            HttpResponse<String> answer = new Browser(restarted.issuer).token(code);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("invalid_grant");
        }
    }

    @Test
    void redirectUriWithQuery_keepsIt() {
        HttpResponse<String> answer = browser.callback(browser.begin(Browser.shop()), "c1");

        assertThat(Browser.location(answer).toString()).startsWith(PageUnderTest.SHOP_CALLBACK + "&code=");
    }

    @Test
    void openidScopeAlone_asksWeChatForNoProfile() {
        Map<String, String> request = Browser.crm();
        request.put("scope", "openid");

        Map<String, String> answer = browser.signIn(request, "c1");

        assertThat(page.wechat.calls("/sns/userinfo")).isZero();
        Claims claims = RelyingParty.verified(
                        page,
                        json(browser.token(answer.get("code"))).get("id_token").getAsString())
                .getPayload();
        assertThat(claims).doesNotContainKeys("name", "picture");
    }

    @Test
    @DisplayName("A13: two tabs, two applications, interleaved")
    void twoTabs_eachGetsItsOwn() {
        String crm = browser.begin(Browser.crm());
        String shop = browser.begin(Browser.shop());

        URI toShop = Browser.location(browser.callback(shop, "c2"));
        URI toCrm = Browser.location(browser.callback(crm, "c1"));

        assertThat(toShop.toString()).startsWith(PageUnderTest.SHOP_CALLBACK);
        assertThat(toCrm.toString()).startsWith(PageUnderTest.CRM_CALLBACK);
    }

    @Test
    void userInfo_tellsWhoTheTokenIsFor() {
        Map<String, String> answer = browser.signIn(Browser.crm(), "c1");
        String accessToken =
                json(browser.token(answer.get("code"))).get("access_token").getAsString();

        HttpResponse<String> claims = browser.get("/userinfo", "Authorization", "Bearer " + accessToken);
        assertThat(json(claims).get("sub").getAsString()).isEqualTo(WeChatStub.UNIONID);
        assertThat(json(claims).get("name").getAsString()).isEqualTo("张伟🎉");

        page.clock.advance(Duration.ofMinutes(10));
        HttpResponse<String> late = browser.get("/userinfo", "Authorization", "Bearer " + accessToken);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("invalid_token");
        assertThat(browser.get("/userinfo?access_token=" + accessToken).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("K2: a code used twice revokes what it gave")
    void codeReuse_revokesTheAccessToken() {
        String code = browser.signIn(Browser.crm(), "c1").get("code");
        String accessToken = json(browser.token(code)).get("access_token").getAsString();

        HttpResponse<String> again = browser.token(code);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).get("error").getAsString()).isEqualTo("invalid_grant");
        assertThat(browser.get("/userinfo", "Authorization", "Bearer " + accessToken)
                        .statusCode())
                .isEqualTo(401);
    }
}
