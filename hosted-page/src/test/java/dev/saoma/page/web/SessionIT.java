package dev.saoma.page.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page session: a person who has signed in need not scan again, and no one is signed in behind the user's back. */
class SessionIT extends SessionFixture {
    @Test
    void secondSignIn_offersToContinue_andOneClickFinishes() {
        browser.signIn(crm(), "c-second");
        page.clock.advance(Duration.ofMinutes(3));

        HttpResponse<String> offer = browser.authorize(crm());
        assertThat(offers(offer)).isTrue();
        assertThat(offer.body()).contains("张伟🎉").doesNotContain("qrconnect", "<script", "qlogo");
        HttpResponse<String> answer = browser.post("/sign-in/continue", form(offer), OURS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("http-equiv=\"refresh\"").contains(PageUnderTest.CRM_CALLBACK);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self'");
    }

    @Test
    void continueTwice_endsOnTheSameResult() {
        browser.signIn(crm(), "c-twice");
        Map<String, String> form = form(browser.authorize(crm()));

        String first = browser.post("/sign-in/continue", form, OURS).body();

        assertThat(browser.post("/sign-in/continue", form, OURS).body())
                .contains(first.substring(first.indexOf("0;url="), first.indexOf("&amp;state")));
        page.clock.advance(Duration.ofSeconds(6));
        assertThat(browser.post("/sign-in/continue", form, OURS).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void clickFromElsewhere_isRefused(String site) {
        browser.signIn(crm(), "c-csrf-" + site);
        Map<String, String> form = form(browser.authorize(crm()));

        HttpResponse<String> answer =
                browser.post("/sign-in/continue", form, "Sec-Fetch-Site", site, "Sec-Fetch-Dest", "document");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("code=");
    }

    @Test
    void clickWithForeignOrigin_isRefused() {
        browser.signIn(crm(), "c-origin");
        Map<String, String> form = form(browser.authorize(crm()));

        assertThat(browser.post("/sign-in/continue", form, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/sign-in/continue", form, "Origin", page.issuer.toString())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("A12, CVE-2022-39222: an offer opened in one browser cannot be clicked in another")
    void offerOfAnotherBrowser_isRefused() {
        browser.signIn(crm(), "c-other-browser");
        Map<String, String> form = form(browser.authorize(crm()));
        Browser victim = new Browser(page.issuer);
        victim.signIn(crm(), "c-other-browser-2");

        HttpResponse<String> answer = victim.post("/sign-in/continue", form, OURS);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("code=");
    }

    @Test
    void otherPersonMeanwhile_isNotTakenForTheOneShown() {
        browser.signIn(crm(), "c-zhang");
        Map<String, String> form = form(browser.authorize(crm()));
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAnother"));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace("oDefault", "oAnother"));
        browser.signIn(crm("prompt", "login"), "c-other-person");

        HttpResponse<String> answer = browser.post("/sign-in/continue", form, OURS);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer).getPath()).isEqualTo("/authorize");
    }

    @Test
    void useAnother_leadsToTheCode() {
        browser.signIn(crm(), "c-use-another");
        Matcher link = Pattern.compile("id=\"use-another\"[^>]* href=\"([^\"]+)\"")
                .matcher(browser.authorize(crm()).body());

        assertThat(link.find()).isTrue();
        String path = link.group(1)
                .replace("&amp;", "&")
                .substring(page.issuer.toString().length());
        assertThat(asksForScan(browser.get(path))).isTrue();
    }

    @Test
    @DisplayName("response_mode=fragment for a public client: codes and errors, and not for a client with a secret")
    void fragment_isForPublicClients() {
        Map<String, String> shop = Browser.shop();
        shop.put("response_mode", "fragment");
        URI signedIn = Browser.location(browser.callback(browser.begin(shop), "c-fragment"));
        shop.put("prompt", "none");
        URI silent = Browser.location(browser.authorize(shop));
        shop.put("max_age", "soon");
        URI wrong = Browser.location(browser.authorize(shop));

        for (URI answer : List.of(signedIn, silent, wrong)) {
            assertThat(answer.toString()).startsWith(PageUnderTest.SHOP_CALLBACK + "#");
            assertThat(answer.getRawQuery()).isEqualTo("keep=1");
            assertThat(answer.getRawFragment()).contains("state=app-state", "iss=http%3A%2F%2F127.0.0.1");
        }
        assertThat(List.of(signedIn.getRawFragment(), silent.getRawFragment()))
                .allMatch(fragment -> fragment.startsWith("code="));
        assertThat(wrong.getRawFragment()).startsWith("error=invalid_request");
        URI confidential = Browser.location(browser.authorize(crm("response_mode", "fragment")));
        assertThat(confidential.getRawFragment()).isNull();
        assertThat(Browser.parameters(confidential)).containsEntry("error", "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"3599, true", "3600, true", "3601, false"})
    @DisplayName("G11: max_age=3600 after so many seconds")
    void maxAge_decidesWhetherToScanAgain(long seconds, boolean offered) {
        browser.signIn(crm(), "c-max-age-" + seconds);
        page.clock.advance(Duration.ofSeconds(seconds));

        assertThat(offers(browser.authorize(crm("max_age", "3600")))).isEqualTo(offered);
        assertThat(silent("max_age", "3600").containsKey("code")).isEqualTo(offered);
    }

    @Test
    @DisplayName("G11: prompt=login and max_age=0 ask for a scan, and auth_time is new")
    void promptLogin_scansAgain() {
        JsonObject before = claims(browser.signIn(crm(), "c-login-1").get("code"));
        page.clock.advance(Duration.ofSeconds(90));

        assertThat(asksForScan(browser.authorize(crm("max_age", "0")))).isTrue();
        JsonObject after =
                claims(browser.signIn(crm("prompt", "login"), "c-login-2").get("code"));

        assertThat(after.get("auth_time").getAsLong())
                .isEqualTo(before.get("auth_time").getAsLong() + 90);
        assertThat(after.get("sid")).isEqualTo(before.get("sid"));
    }

    @Test
    void hintOfThePersonSignedIn_isAnswered_andOfSomebodyElse_isNot() {
        String hint = tokens(browser.signIn(crm(), "c-hint-1").get("code"))
                .get("id_token")
                .getAsString();
        page.clock.advance(Duration.ofHours(2)); // It has expired, but is still a valid hint.
        assertThat(silent("id_token_hint", hint)).containsKey("code");
        page.wechat.answersToken(WeChatStub.GRANT.replace("oDefault", "oAnother"));
        page.wechat.answersProfile(WeChatStub.PROFILE.replace("oDefault", "oAnother"));

        Map<String, String> other = browser.signIn(crm("prompt", "login", "id_token_hint", hint), "c-hint-2");

        assertThat(other).containsEntry("error", "login_required").doesNotContainKey("code");
        assertThat(silent("id_token_hint", hint)).containsKey("code"); // The old session is untouched.
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "e30.e30.", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."})
    void hintThatIsNotOurs_isAnInvalidRequest(String hint) {
        assertThat(Browser.parameters(Browser.location(browser.authorize(crm("id_token_hint", hint)))))
                .containsEntry("error", "invalid_request");
    }

    @Test
    void sessionWithoutNickname_isNotEnoughForAnApplicationThatAsksForIt() {
        browser.signIn(crm("scope", "openid"), "c-no-profile");

        HttpResponse<String> plain = browser.authorize(crm("scope", "openid"));
        assertThat(offers(plain)).isTrue();
        assertThat(plain.body()).contains("微信用户");
        assertThat(asksForScan(browser.authorize(crm()))).isTrue();
    }

    @Test
    @DisplayName("G43: idle and lifetime are the server's own, whatever the cookie says")
    void sessionEndsByItself() {
        browser.signIn(crm(), "c-idle");
        page.clock.advance(Duration.ofHours(4).minusSeconds(1));
        assertThat(silent()).containsKey("code");
        page.clock.advance(Duration.ofHours(4).minusSeconds(1));
        assertThat(silent()).containsKey("code");
        page.clock.advance(Duration.ofHours(4));
        assertThat(silent()).containsEntry("error", "login_required");

        browser.signIn(crm(), "c-lifetime");
        for (int i = 0; i < 5; i++) {
            page.clock.advance(Duration.ofHours(2));
            assertThat(silent()).containsKey("code");
        }
        page.clock.advance(Duration.ofHours(2));
        assertThat(silent()).containsEntry("error", "login_required");
    }

    @Test
    @DisplayName("G41, G45: every scan gives a new token, and the old one is worth nothing")
    void oldToken_isDead() {
        browser.signIn(crm(), "c-old-1");
        String name = browser.sessionCookie();
        String old = browser.cookies.get(name);
        HttpResponse<String> answer = browser.callback(browser.begin(crm("prompt", "login")), "c-old-2");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(name + "=")
                        .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                        .doesNotContain("Domain"));
        assertThat(browser.cookies.get(name)).isNotEqualTo(old).hasSize(43);

        Browser thief = new Browser(page.issuer);
        thief.cookies.put(name, old);

        assertThat(asksForScan(thief.authorize(crm()))).isTrue();
    }

    @Test
    void postFromAnotherSite_comesBackAsGet_soThatTheCookieIsSent() {
        HttpResponse<String> answer = browser.post(
                "/authorize", crm("max_age", "60"), "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.parameters(Browser.location(answer)))
                .containsAllEntriesOf(Map.of("client_id", "crm", "max_age", "60", "state", "app-state"));
    }

    @Test
    void switchedOff_nobodyIsRemembered(@TempDir Path other) {
        try (PageUnderTest forgetful = new PageUnderTest(other, "", "session: { enabled: false }\n")) {
            Browser theirs = new Browser(forgetful.issuer);

            theirs.signIn(crm(), "c");

            assertThat(theirs.cookies.keySet()).noneMatch(name -> name.contains("session"));
            assertThat(asksForScan(theirs.authorize(crm()))).isTrue();
            assertThat(List.of(forgetful.wechat.calls("/sns/oauth2/access_token")))
                    .containsExactly(1L);
        }
    }
}
