package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.RawHttp;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks from providers, and those that attackers cause: section R of the abuse cases. */
class CallbackIT extends CallbackFixture {
    @ParameterizedTest
    @DisplayName("R2: state unknown, missing, empty, twice, constant")
    @ValueSource(
            strings = {
                "?code=x&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "?code=x",
                "?code=x&state=",
                "?code=x&state=a&state=b",
                "?code=x&state[]=a",
                "?code=x&state=%00",
                "",
                "?access_token=x&state=ok",
                "?code=x&state=%E4%B8%AD"
            })
    void unknownState_isRefused(String query) {
        browser.open(app.url("/a"));

        assertExpired(browser.open(app.url("/saoma/callback" + query)));
    }

    @Test
    @DisplayName("R2: the state of this browser given twice")
    void repeatedState_isRefused() {
        String callback = callback(browser, "/a");
        String state = callback.substring(callback.indexOf("&state="));

        assertExpired(browser.open(callback + state.replaceAll("&iss=.*", "")));
    }

    @ParameterizedTest
    @DisplayName("R2: a useless cookie of our name, in front of ours or behind it, does not stop the sign-in")
    @ValueSource(booleans = {true, false})
    void uselessCookieOfOurName_isPassedOver(boolean inFront) throws Exception {
        String callback = callback(browser, "/a");
        String useless = browser.pending().get(0) + "=useless";
        String cookies = inFront ? useless + "; " + browser.cookieHeader() : browser.cookieHeader() + "; " + useless;

        String answer = RawHttp.send(
                app.port(), Browser.raw("GET " + callback.replace(app.origin(), "") + " HTTP/1.1", "Cookie", cookies));

        assertThat(answer).startsWith("HTTP/1.1 303").contains("Location: " + app.url("/a") + "\r\n");
        assertThat(provider.tokenRequests).hasValue(1);
    }

    @Test
    @DisplayName("R2, G21, probe 10: a callback of another browser (login CSRF)")
    void callbackOfAnotherBrowser_isRefused() {
        Browser attacker = new Browser();
        String callback = callback(attacker, "/a");

        assertExpired(browser.open(callback));
    }

    @Test
    @DisplayName("R2, G21: an old callback of another browser only starts a sign-in of the user who opens it")
    void oldCallbackOfAnotherBrowser_startsTheVictimsOwnSignIn() {
        String callback = callback(new Browser(), "/a");
        String stolen = callback.replaceAll(".*[?&]code=([^&]*).*", "$1");
        clock.advance(Duration.ofMinutes(11));

        HttpResponse<String> answer = browser.open(callback);

        assertStartsAgain(answer, "?return_to=%2Fcrm%2Fa");
        assertThat(browser.pending()).isEmpty();
        HttpResponse<String> own = browser.open(Browser.location(browser.open(Browser.location(answer))));
        assertThat(Browser.location(own)).doesNotContain(stolen);
        assertThat(Browser.value(browser.follow(own), "user")).isEqualTo(provider.subject);
    }

    @Test
    @DisplayName("R2: used callback and cookie replayed in a browser without a session: it has to sign in itself")
    void replayedCallback_signsNobodyIn() {
        String callback = callback(browser, "/a");
        Browser thief = new Browser();
        thief.cookies.putAll(browser.cookies);
        browser.open(callback);
        assertThat(provider.tokenRequests).hasValue(1);

        HttpResponse<String> answer = thief.open(callback);

        assertThat(Browser.location(answer)).isEqualTo(app.url("/saoma/login?return_to=%2Fcrm%2Fa"));
        assertThat(app.sessionsCreated).hasValue(1);
        assertThat(thief.open(Browser.location(answer)).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("R2: the page in a state that is not ours, or changed, counts for nothing")
    void changedState_leadsHome() {
        String callback = callback(browser, "/orders/7");
        browser.open(callback);
        String changed = callback.replaceAll("(state=[^.&]*\\.)[^&]", "$1_");

        assertThat(Browser.location(browser.open(changed))).isEqualTo(app.url("/orders/7"));
        assertThat(Browser.location(browser.open(changed.replace("state=", "state=_"))))
                .isEqualTo(app.url("/"));
    }

    @Test
    @DisplayName("G8, R2: the code of an attacker injected into the victim's sign-in: the verifier does not fit")
    void injectedCode_isRefusedByTheVerifier() {
        Browser attacker = new Browser();
        String stolen = callback(attacker, "/a").replaceAll(".*[?&]code=([^&]*).*", "$1");
        String own = callback(browser, "/a").replaceAll("code=[^&]*", "code=" + stolen);

        HttpResponse<String> answer = browser.open(own);

        assertThat(Browser.location(answer)).isEqualTo(app.url("/saoma/login?return_to=%2Fcrm%2Fa"));
        assertThat(provider.tokenRequests).hasValue(1);
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    @DisplayName("R15: another user signs in: nothing of the first one's session is left")
    void anotherUser_getsANewSession() {
        HttpResponse<String> second = browser.open(app.url("/public/cart"));
        second = browser.open(app.url("/tab"));
        browser.visit(app.url("/a"));
        assertThat(Browser.value(browser.open(app.url("/a")), "cart")).isEqualTo("3 books");

        provider.subject = "another-user";
        HttpResponse<String> page = browser.follow(second);

        assertThat(Browser.value(page, "user")).isEqualTo("another-user");
        assertThat(Browser.value(page, "cart")).isEqualTo("null");
        assertThat(app.sessionsDestroyed).hasValue(1);
    }

    @Test
    @DisplayName("R18: callback fetched as image or frame")
    void callbackThatIsNoNavigation_isRefused() {
        String callback = callback(browser, "/a");
        for (String destination : new String[] {"image", "iframe", "empty", "script"}) {
            HttpResponse<String> page = browser.send("GET", callback, null, "Sec-Fetch-Dest", destination);
            assertThat(page.statusCode()).isEqualTo(400);
        }
        assertThat(provider.tokenRequests).hasValue(0);
        assertThat(browser.open(callback).statusCode()).isEqualTo(303);
    }

    @Test
    @DisplayName("G23: GET only")
    void postedCallback_isRefused() {
        String callback = callback(browser, "/a");

        HttpResponse<String> page = browser.send("POST", callback, "x=1");

        assertThat(page.statusCode()).isEqualTo(405);
        assertThat(page.headers().firstValue("Allow")).hasValue("GET");
        assertThat(provider.tokenRequests).hasValue(0);
    }

    @Test
    @DisplayName("R19: sign-in cookie changed anywhere is as good as absent")
    void changedCookie_isAbsent() {
        String callback = callback(browser, "/a");
        String name = browser.pending().get(0);
        String value = browser.cookies.get(name);
        for (int i = 0; i < value.length(); i += 5) {
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            Browser changed = new Browser();
            changed.cookies.put(name, value.substring(0, i) + other + value.substring(i + 1));
            assertStartsAgain(changed.open(callback), "?return_to=%2Fcrm%2Fa");
        }
    }

    @Test
    @DisplayName("R19: cookie of one sign-in under the name of another")
    void swappedCookie_isAbsent() {
        String first = callback(browser, "/a");
        String name = browser.pending().get(0);
        browser.open(app.url("/b"));
        String other = browser.pending().get(1);
        browser.cookies.put(name, browser.cookies.get(other));

        assertStartsAgain(browser.open(first), "?return_to=%2Fcrm%2Fa");
    }

    @ParameterizedTest
    @DisplayName("R1, R22: return_to of the login address")
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/crm//evil.example",
                "/crm/../other",
                "/other",
                "/crmx",
                "/crm/saoma/callback",
                "/crm/saoma/logout",
                "/crm/saoma/login",
                "/crm/%2e%2e/x",
                "/crm/\r\nX: y",
                "",
                "/crm"
            })
    void unsafeReturn_isReplacedByHome(String returnTo) {
        String url = app.url("/saoma/login?return_to=")
                + java.net.URLEncoder.encode(returnTo, java.nio.charset.StandardCharsets.UTF_8);

        assertThat(browser.visit(url).uri().toString()).isEqualTo(app.url("/"));
        assertThat(Browser.location(browser.open(url))).isEqualTo(app.url("/"));
    }
}
