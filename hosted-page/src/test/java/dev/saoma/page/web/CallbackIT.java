package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.FreshPage;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks of WeChat: twice, late, in another browser, without a code, with an error in its place. */
class CallbackIT extends FreshPage {
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

        assertThat(Browser.location(first.get(2, TimeUnit.MINUTES)))
                .isEqualTo(Browser.location(second.get(2, TimeUnit.MINUTES)));
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

        assertThat(running.get(2, TimeUnit.MINUTES).statusCode()).isEqualTo(303);
        stopped.get(2, TimeUnit.MINUTES);
    }

    private record HeldGrant(CountDownLatch asked, CountDownLatch goOn) {}

    /** Lets WeChat respond to the next code only when released. */
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
            if (!latch.await(2, TimeUnit.MINUTES)) {
                throw new AssertionError("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
