package dev.saoma.page.compat.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.AuthingRequests;
import dev.saoma.page.support.Browser;
import dev.saoma.page.support.RelyingParty;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@code authing-js-sdk} signs out. */
@DisplayName("authing-js-sdk: logout")
class AuthingLogoutIT extends AuthingRequests {
    @Test
    void signedOutToken_isNotGoodAnyMore_norIsThePageSession() {
        String token = token();
        String session = browser.cookies.get(browser.sessionCookie());
        Browser sdk = new Browser(page.issuer); // Browsers send no cookie of ours with it.

        HttpResponse<String> answer =
                sdk.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + token, "Origin", SITE);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"code\":200");
        assertThat(code(me(token))).isEqualTo(2020);
        assertThat(status(token).get("status").getAsBoolean()).isFalse();
        assertThat(browser.cookies).containsValue(session);
        assertThat(Browser.parameters(Browser.location(browser.authorize(silently()))))
                .containsEntry("error", "login_required");
    }

    @Test
    @DisplayName("L2: a link or an image on another site signs no user out")
    void withoutTokenAndOrigin_nobodyIsSignedOut() {
        String token = token();

        assertThat(browser.get("/api/v2/logout?app_id=store").statusCode()).isEqualTo(200);

        assertThat(status(token).get("status").getAsBoolean()).isTrue();
        assertThat(Browser.parameters(Browser.location(browser.authorize(silently()))))
                .containsKey("code");
    }

    @Test
    void siteThatSharesOurs_endsTheSessionOfTheCookie() {
        String token = token();

        browser.get("/api/v2/logout?app_id=store", "Origin", SITE);

        assertThat(status(token).get("status").getAsBoolean()).isFalse();
    }

    @Test
    void foreignOrigin_signsNobodyOut() {
        String token = token();

        for (String origin : new String[] {"https://evil.example", OTHER_APP, "null"}) {
            HttpResponse<String> answer =
                    browser.get("/api/v2/logout?app_id=store", "Origin", origin, "Authorization", "Bearer " + token);
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        assertThat(status(token).get("status").getAsBoolean()).isTrue();
    }

    @Test
    void signOutAtThePage_isSeenAsWell() {
        String token = token();

        browser.post("/logout/confirm", Map.of(), "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "document");

        assertThat(status(token).get("status").getAsBoolean()).isFalse();
    }

    @Test
    void samePersonWhoSignsInAgain_isSignedIn() {
        String old = token();
        browser.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + old, "Origin", SITE);

        String fresh = token();

        assertThat(status(fresh).get("status").getAsBoolean()).isTrue();
        assertThat(status(old).get("status").getAsBoolean()).isFalse();
    }

    @Test
    void otherApplicationsOfTheSession_areTold() {
        String token = token();
        Map<String, String> answer = browser.signIn(RelyingParty.request("prompt", "login"), newScan());
        String idToken =
                RelyingParty.tokens(browser, answer.get("code")).get("id_token").getAsString();
        String sid = RelyingParty.verified(page, idToken).getPayload().get("sid", String.class);

        browser.get("/api/v2/logout?app_id=store", "Authorization", "Bearer " + token, "Origin", SITE);

        assertThat(suite.nextToken(sid)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', /logout",
        "?redirect_uri=http%3A%2F%2Flocalhost%3A8091%2Fbye,"
                + " /logout?client_id=store&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A8091%2Fbye"
    })
    void profileLogout_isOurs(String query, String location) {
        HttpResponse<String> answer = browser.get("/login/profile/logout" + query);

        assertThat(Browser.location(answer)).hasToString(page.issuer + location);
    }

    @Test
    @DisplayName("R1: no way to another site's address")
    void profileLogoutToAnUnknownAddress_isRefused() {
        HttpResponse<String> answer = browser.get("/login/profile/logout?redirect_uri=https%3A%2F%2Fevil.example");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
    }

    private static Map<String, String> silently() {
        Map<String, String> request = new HashMap<>(Browser.crm());
        request.put("prompt", "none");
        return request;
    }
}
