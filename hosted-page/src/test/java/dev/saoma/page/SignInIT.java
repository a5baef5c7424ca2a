package dev.saoma.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sign-ins over real sockets, each of the three ways, and everything that may come between. */
class SignInIT {
    @TempDir
    Path directory;

    private PageUnderTest page;
    private Browser browser;

    @BeforeEach
    void start() {
        page = new PageUnderTest(directory);
        browser = new Browser(page.issuer);
    }

    @AfterEach
    void stop() {
        page.close();
    }

    private Jws<Claims> verified(String idToken) {
        String jwks = browser.get("/jwks").body();
        return Jwts.parser()
                .clock(() -> Date.from(page.clock.instant()))
                .keyLocator(header -> Jwks.setParser()
                        .build()
                        .parse(jwks)
                        .getKeys()
                        .iterator()
                        .next()
                        .toKey())
                .requireIssuer(page.issuer.toString())
                .requireAudience("crm")
                .build()
                .parseSignedClaims(idToken);
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

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
        Jws<Claims> idToken = verified(json(token).get("id_token").getAsString());
        assertThat(idToken.getHeader().getAlgorithm()).isEqualTo("RS256");
        assertThat(idToken.getPayload().getSubject()).isEqualTo(WeChatStub.UNIONID);
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
        Claims claims = verified(
                        json(browser.token(answer.get("code"))).get("id_token").getAsString())
                .getPayload();
        assertThat(claims).doesNotContainKeys("name", "picture");
    }

    @Test
    @DisplayName("W12: the same callback twice at once: one call to WeChat, both end on the same result")
    void callbackTwiceAtOnce_isAnsweredOnce() throws Exception {
        HeldGrant held = holdGrant();
        String state = browser.begin(Browser.crm());

        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> browser.callback(state, "c1"));
        await(held.asked());
        CompletableFuture<HttpResponse<String>> second =
                CompletableFuture.supplyAsync(() -> browser.callback(state, "c1"));
        held.goOn().countDown();

        assertThat(Browser.location(first.get(10, TimeUnit.SECONDS)))
                .isEqualTo(Browser.location(second.get(10, TimeUnit.SECONDS)));
        assertThat(page.wechat.calls("/sns/oauth2/access_token")).isEqualTo(1);
    }

    @Test
    @DisplayName("W12: the same callback a moment later: same result; ten seconds later: start again")
    void callbackAgain_isSameThenUsed() {
        String state = browser.begin(Browser.crm());
        URI first = Browser.location(browser.callback(state, "c1"));

        page.clock.advance(Duration.ofSeconds(3));
        assertThat(Browser.location(browser.callback(state, "c1"))).isEqualTo(first);
        page.clock.advance(Duration.ofSeconds(10));
        HttpResponse<String> later = browser.callback(state, "c1");

        assertThat(later.statusCode()).isEqualTo(400);
        assertThat(later.body()).contains("id=\"start-again\"");
        assertThat(page.wechat.calls("/sns/oauth2/access_token")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"/wechat/callback", "/wechat/callback/popup"})
    @DisplayName("A15, A12: a callback in another browser is refused, and WeChat is not asked")
    void callbackInOtherBrowser_isRefused(String path) {
        String state = browser.begin(Browser.crm());

        HttpResponse<String> answer = new Browser(page.issuer).get(path + "?code=c1&state=" + state);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(page.wechat.calls()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"?code=c", "?code=c&state=", "?code=c&state=a&state=b", "?code=a&code=b&state=s", "''"})
    @DisplayName("A15: a callback without one state is refused")
    void callbackWithoutState_isRefused(String query) {
        assertThat(browser.get("/wechat/callback" + query).statusCode()).isEqualTo(400);
        assertThat(page.wechat.calls()).isEmpty();
    }

    @Test
    @DisplayName("A15: the cookie of one sign-in does not serve another")
    void cookieOfOtherSignIn_isRefused() {
        String one = browser.begin(Browser.crm());
        Map.Entry<String, String> cookie = browser.cookies.entrySet().iterator().next();
        String other = browser.begin(Browser.crm());
        browser.cookies.replaceAll((name, value) -> cookie.getValue());

        assertThat(browser.callback(other, "c1").statusCode()).isEqualTo(400);
        assertThat(browser.callback(one, "c1").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("A16, W16: a callback without code goes back to the application as access_denied")
    void declined_isAccessDenied() {
        String state = browser.begin(Browser.crm());

        Map<String, String> answer =
                Browser.parameters(Browser.location(browser.get("/wechat/callback?state=" + state)));

        assertThat(answer)
                .containsEntry("error", "access_denied")
                .containsEntry("state", "app-state")
                .containsEntry("iss", page.issuer.toString());
        assertThat(page.wechat.calls()).isEmpty();
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
    @DisplayName("G18: a sign-in is good for ten minutes")
    void lateCallback_isExpired() {
        String state = browser.begin(Browser.crm());
        page.clock.advance(Duration.ofMinutes(10));

        HttpResponse<String> answer = browser.callback(state, "c1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("id=\"start-again\" class=\"button primary\" href=\"http://localhost:8080/crm/\"")
                .doesNotContain("client_id=crm");
        assertThat(page.wechat.calls()).isEmpty();
    }

    @Test
    @DisplayName("A17: after six minutes a refresh begins anew, and the old QR code's sign-in is gone")
    void refreshAfterExpiry_replacesTheOldSignIn() {
        String old = browser.begin(Browser.crm());
        page.clock.advance(Duration.ofMinutes(6));
        String fresh = browser.begin(Browser.crm());

        assertThat(browser.callback(old, "c1").statusCode()).isEqualTo(400);
        assertThat(browser.callback(fresh, "c2").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName(
            "the page's own links know when the application began to wait: too late for a scan, they lead back to it")
    void refreshLateAfterTheFirstBegin_leadsBackToTheApplication() {
        URI refresh = restart(browser.authorize(Browser.crm()));
        page.clock.advance(Duration.ofMinutes(6));
        HttpResponse<String> again =
                browser.send(HttpRequest.newBuilder(refresh).GET());
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).as("shown as long as a scan helps").contains("data-qr-millis=\"240000\"");

        page.clock.advance(Duration.ofMinutes(1));
        HttpResponse<String> late =
                browser.send(HttpRequest.newBuilder(restart(again)).GET());

        assertThat(late.statusCode()).isEqualTo(303);
        assertThat(Browser.location(late)).hasToString("http://localhost:8080/crm/");
    }

    @Test
    void changedFirstBegin_leadsBackToTheApplication() {
        URI refresh = restart(browser.authorize(Browser.crm()));

        HttpResponse<String> changed =
                browser.send(HttpRequest.newBuilder(URI.create(refresh + "x")).GET());

        assertThat(Browser.location(changed)).hasToString("http://localhost:8080/crm/");
    }

    private static URI restart(HttpResponse<String> login) {
        Matcher matcher = Pattern.compile("data-restart-url=\"([^\"]+)\"").matcher(login.body());
        assertThat(matcher.find()).as(login.body()).isTrue();
        return URI.create(matcher.group(1).replace("&amp;", "&"));
    }

    @ParameterizedTest(name = "errcode {0} is HTTP {1}")
    @CsvSource({
        "40029,400",
        "42003,400",
        "40163,400",
        "-1,503",
        "45009,503",
        "45011,503",
        "40013,500",
        "40125,500",
        "41002,500",
        "48001,500",
        "40003,403",
        "42001,403",
        "99999,403"
    })
    @DisplayName("W8, W13: every errcode has its page with an id and a way on, and is asked once")
    void errcode_isErrorPage(int errcode, int status) {
        page.wechat.answersToken(WeChatStub.error(errcode));
        String state = browser.begin(Browser.crm());

        HttpResponse<String> answer = browser.callback(state, "c1");
        HttpResponse<String> again = browser.callback(state, "c1");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("id=\"error-id\"").contains("id=\"start-again\"");
        assertThat(again.statusCode()).isEqualTo(status);
        assertThat(page.wechat.calls()).hasSize(1);
    }

    @Test
    void failedCode_leavesTheSignInToAnotherCode() {
        page.wechat.answersToken(
                call -> call.parameters().get("code").equals("bad") ? WeChatStub.error(40029) : WeChatStub.GRANT);
        String state = browser.begin(Browser.crm());

        assertThat(browser.callback(state, "bad").statusCode()).isEqualTo(400);
        assertThat(browser.callback(state, "good").statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("W11: no unionid in unionid mode: refused, never the openid instead")
    void noUnionid_isRefused() {
        page.wechat.answersToken("{\"access_token\":\"t\",\"openid\":\"" + WeChatStub.OPENID + "\"}");
        page.wechat.answersProfile("{\"openid\":\"" + WeChatStub.OPENID + "\",\"nickname\":\"x\"}");

        HttpResponse<String> answer = browser.callback(browser.begin(Browser.crm()), "c1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void finishInFailure_isProblemInTheUsersLanguage() {
        page.wechat.answersToken(WeChatStub.error(40163));
        Map<String, String> request = Browser.crm();
        request.put("ui_locales", "en");
        String state = browser.begin(request);

        HttpResponse<String> answer =
                browser.post("/sign-in/finish", Map.of("code", "c", "state", state), "Sec-Fetch-Site", "same-origin");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).keySet()).containsExactlyInAnyOrder("title", "text", "id");
        assertThat(json(answer).get("title").getAsString()).isPrintable().matches("[\\p{ASCII}’“”–…]+");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,none",
        "Origin,https://evil.example",
        "Origin,null",
        "X-Nothing,1"
    })
    @DisplayName("G59: finishing is for our own page")
    void finishFromElsewhere_isRefused(String header, String value) {
        String state = browser.begin(Browser.crm());

        HttpResponse<String> answer =
                browser.post("/sign-in/finish", Map.of("code", "c", "state", state), header, value);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(page.wechat.calls()).isEmpty();
    }

    @Test
    @DisplayName("G59: a browser without Fetch Metadata proves itself by Origin")
    void finishWithOurOrigin_isAccepted() {
        String state = browser.begin(Browser.crm());

        HttpResponse<String> answer =
                browser.post("/sign-in/finish", Map.of("code", "c", "state", state), "Origin", page.issuer.toString());

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("A8: POST is as good as GET, to which it is sent on")
    void authorizeByPost_isSentOnToTheLoginPage() {
        HttpResponse<String> answer = browser.post("/authorize", Browser.crm());

        assertThat(answer.statusCode()).isEqualTo(303);
        HttpResponse<String> login =
                browser.send(HttpRequest.newBuilder(Browser.location(answer)).GET());
        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(browser.cookies).hasSize(1);
    }

    @Test
    @DisplayName("another site's forms, with which browsers send no cookies, cannot pile up ours")
    void manyPosts_setNoCookie() {
        Map<String, String> request = Browser.crm();
        for (int i = 0; i < 40; i++) {
            request.put("state", i + "s".repeat(500));

            HttpResponse<String> answer = new Browser(page.issuer).post("/authorize", request);

            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void postTooLongToBeSentOn_saysSo() {
        Map<String, String> request = Browser.crm();
        request.put("state", "%".repeat(512));
        request.put("nonce", "%".repeat(512));
        request.put("ui_locales", "en ".repeat(500) + "en");

        HttpResponse<String> answer = browser.post("/authorize", request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("longer than 3072 characters");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    @DisplayName("A9: the login page is not for frames, images or scripts")
    void authorizeInFrame_isRefused() {
        for (String destination : List.of("iframe", "image", "script", "embed", "object", "empty")) {
            HttpResponse<String> answer =
                    browser.get("/authorize?" + Browser.query(Browser.crm()), "Sec-Fetch-Dest", destination);
            assertThat(answer.statusCode()).as(destination).isEqualTo(403);
        }
        assertThat(browser.cookies).isEmpty();
    }

    @Test
    @DisplayName("A14: prompt=none is login_required, and nobody is asked to scan")
    void promptNone_isLoginRequired() {
        Map<String, String> request = Browser.crm();
        request.put("prompt", "none");

        HttpResponse<String> answer = browser.authorize(request);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.parameters(Browser.location(answer))).containsEntry("error", "login_required");
    }

    @Test
    @DisplayName("G2: what is wrong with application or redirect URI is never redirected")
    void unprovenRedirect_isPage() {
        Map<String, String> request = Browser.crm();
        request.put("redirect_uri", PageUnderTest.CRM_CALLBACK + "/");

        HttpResponse<String> answer = browser.authorize(request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(answer.body()).contains("data-page=\"error\"").doesNotContain(request.get("redirect_uri"));
    }

    @Test
    void sixSignIns_keepFiveCookies() {
        for (int i = 0; i < 6; i++) {
            page.clock.advance(Duration.ofSeconds(1));
            browser.begin(Browser.shop());
        }

        assertThat(browser.cookies).hasSize(5);
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

    @Test
    @DisplayName("a stop lets running sign-ins end, however long they have been silent")
    void stop_finishesRunningSignIns() throws Exception {
        HeldGrant held = holdGrant();
        String state = browser.begin(Browser.crm());
        CompletableFuture<HttpResponse<String>> running =
                CompletableFuture.supplyAsync(() -> browser.callback(state, "c1"));
        await(held.asked());

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(page::stop);
        assertThat(held.goOn().await(1500, TimeUnit.MILLISECONDS))
                .as("it waits")
                .isFalse();
        assertThat(stopped).isNotDone();
        held.goOn().countDown();

        assertThat(running.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(303);
        stopped.get(10, TimeUnit.SECONDS);
    }

    private record HeldGrant(CountDownLatch asked, CountDownLatch goOn) {}

    /** WeChat answers the next code only when it may go on. */
    private HeldGrant holdGrant() {
        HeldGrant held = new HeldGrant(new CountDownLatch(1), new CountDownLatch(1));
        page.wechat.answersToken(call -> {
            held.asked().countDown();
            await(held.goOn());
            return WeChatStub.GRANT;
        });
        return held;
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
