package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.FreshPage;
import dev.saoma.page.support.PageUnderTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What begins a sign-in: the request, again, by POST, in a frame, too often. */
class AuthorizeIT extends FreshPage {
    @Test
    @DisplayName("A17: after six minutes a refresh begins a new sign-in, and the old QR code's sign-in is gone")
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
        request.put("state", "%".repeat(1600));
        request.put("ui_locales", "en ".repeat(500) + "en");

        HttpResponse<String> answer = browser.post("/authorize", request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("URL 超过 7168 个字符：请缩短 state 和 nonce");
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
    @DisplayName("A14: prompt=none is login_required, and no QR code is shown")
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
    @DisplayName("two tabs of an application whose state is 2 KB both end where they began, by GET and by POST")
    void stateOfTwoKilobytes_comesBack() {
        Map<String, String> one = Browser.crm();
        one.put("state", randomText(2048));
        Map<String, String> two = Browser.crm();
        two.put("state", randomText(2048));

        String first = browser.begin(one);
        page.clock.advance(Duration.ofSeconds(1));
        HttpResponse<String> asGet = browser.post("/authorize", two);
        String second = Browser.state(
                browser.send(HttpRequest.newBuilder(Browser.location(asGet)).GET()));

        assertThat(Browser.parameters(Browser.location(browser.callback(second, "c-two"))))
                .containsEntry("state", two.get("state"));
        assertThat(Browser.parameters(Browser.location(browser.callback(first, "c-one"))))
                .containsEntry("state", one.get("state"));
    }

    private static String randomText(int chars) {
        return new RandomText(new SecureRandom()).alphanumeric(chars);
    }

    @Test
    void sixSignIns_keepFiveCookies() {
        for (int i = 0; i < 6; i++) {
            page.clock.advance(Duration.ofSeconds(1));
            browser.begin(Browser.shop());
        }

        assertThat(browser.cookies).hasSize(5);
    }
}
