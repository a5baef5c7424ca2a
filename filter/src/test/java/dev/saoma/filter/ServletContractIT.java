package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the servlet API says about a user, in every kind of dispatch, with the filter mapped to REQUEST alone. */
class ServletContractIT {
    private static final TestClock CLOCK = new TestClock();
    private static TestProvider provider;
    private static LegacyApp app;

    private final Browser browser = new Browser();
    private String token;

    @BeforeAll
    static void start() throws Exception {
        provider = new TestProvider(CLOCK);
        app = new LegacyApp(
                provider,
                CLOCK,
                Map.of("requestAttributes", "nickname = name", "sessionAttributes", "LOGIN_USER = sub\nNICK = name"));
    }

    @AfterAll
    static void stop() {
        app.close();
        provider.close();
    }

    @BeforeEach
    void makeToken() {
        token = provider.bearerToken(Map.of());
    }

    private String known() {
        return "user=" + provider.subject + "\n";
    }

    @ParameterizedTest
    @DisplayName("probe 13: the user is known in every dispatch")
    @CsvSource({
        "/who/me, REQUEST",
        "/async, ASYNC",
        "/async-wrapped, ASYNC",
        "/async-thread, ''", // the request may have ended when the thread looks
        "/error, ERROR",
        "/throws, ERROR",
        "/forward, FORWARD",
        "/include, INCLUDE"
    })
    void everyDispatch_knowsTheUser(String path, String dispatch) {
        browser.visit(app.url("/who/start"));
        HttpResponse<String> bearer =
                new Browser().send("GET", app.url(path), null, "Authorization", "Bearer " + token);
        for (HttpResponse<String> answer : java.util.List.of(browser.open(app.url(path)), bearer)) {
            assertThat(answer.body())
                    .contains(
                            "dispatch=" + dispatch,
                            known(),
                            "principal=" + provider.subject + "/" + provider.subject + "/[admin, owner]",
                            "auth=SAOMA",
                            "admin=true",
                            "any=true",
                            "nickname=张伟 😀");
        }
        assertThat(bearer.body()).doesNotContain("session.");
    }

    @Test
    @DisplayName("P15: a public page dispatches to a protected one")
    void publicAsyncDispatch_isChecked() {
        assertThat(browser.open(app.url("/public/async")).statusCode()).isEqualTo(302);
        assertThat(browser.send("GET", app.url("/public/async"), null, "Accept", "*/*")
                        .statusCode())
                .isEqualTo(401);
        browser.visit(app.url("/who/start"));
        assertThat(browser.open(app.url("/public/async")).body()).contains("dispatch=ASYNC", known());
    }

    @Test
    @DisplayName("P16: error pages are for everybody")
    void errorPage_isShownToAnybody() {
        HttpResponse<String> page = browser.open(app.url("/public/error"));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("dispatch=ERROR", "user=null");
    }

    @Test
    void publicPage_mayForwardIntoWebInf() {
        assertThat(browser.open(app.url("/public/forward")).body()).contains("dispatch=FORWARD", "user=null");
    }

    @Test
    void authenticate_startsASignInOnAPublicPath() {
        HttpResponse<String> first = browser.open(app.url("/public/authenticate?x=1"));
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(Browser.location(first)).startsWith(provider.issuer() + "/authorize?");

        HttpResponse<String> page = browser.follow(first);
        assertThat(page.uri().toString()).endsWith("/public/authenticate?x=1");
        assertThat(page.body()).contains(known());
        HttpResponse<String> script =
                new Browser().send("GET", app.url("/public/authenticate"), null, "Sec-Fetch-Mode", "cors");
        assertThat(script.statusCode()).isEqualTo(401);
    }

    @Test
    void login_refusesAndSaysWhatToDo() {
        String text = "users sign in with WeChat here, not with a name and a password: call authenticate(), or send the"
                + " browser to " + app.url("/saoma/login");
        assertThat(browser.open(app.url("/public/login")).body()).isEqualTo(text);
        browser.visit(app.url("/who/start"));
        assertThat(browser.open(app.url("/public/login")).body()).isEqualTo(text);
    }

    @ParameterizedTest
    @DisplayName("probe 16: request.logout() works in every dispatch")
    @CsvSource({
        "/logout, REQUEST",
        "/async-logout, ASYNC",
        "/error-logout, ERROR",
        "/forward-logout, FORWARD",
        "/include-logout, INCLUDE"
    })
    void logout_signsOutInEveryDispatch(String path, String dispatch) {
        browser.visit(app.url("/who/start"));

        assertThat(browser.open(app.url(path)).body())
                .contains(
                        "dispatch=" + dispatch,
                        "user=null",
                        "principal=null",
                        "auth=null",
                        "admin=false",
                        "nickname=null")
                .doesNotContain("LOGIN_USER");

        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("session attributes from claims come with the sign-in and go with the sign-out")
    void sessionAttributes_liveAsLongAsTheSignIn() {
        assertThat(browser.visit(app.url("/who/start")).body())
                .contains("session.LOGIN_USER=" + provider.subject, "session.NICK=张伟 😀");
        app.session.setAttribute("cart", "3 books");

        assertThat(browser.open(app.url("/logout")).body())
                .contains("user=null", "session.cart=3 books", "nickname=null")
                .doesNotContain("LOGIN_USER", "NICK");
        assertThat(browser.open(app.url("/public/x")).body()).contains("cart").doesNotContain("LOGIN_USER");
        assertThat(browser.visit(app.url("/who/again")).body()).contains("cart", "LOGIN_USER");
    }

    @Test
    @DisplayName("session attributes go when the session ends by time")
    void sessionAttributes_endWithTheSession() {
        browser.visit(app.url("/who/start"));
        CLOCK.advance(java.time.Duration.ofMinutes(32));
        assertThat(browser.open(app.url("/public/x")).body()).doesNotContain("LOGIN_USER");
    }

    @Test
    void claimThatIsMissing_setsNothing_andARenewedSignInReplacesAll() {
        browser.visit(app.url("/who/start"));
        provider.claims = all -> all.remove("name");
        try {
            CLOCK.advance(java.time.Duration.ofHours(9));
            assertThat(browser.visit(app.url("/who/start")).body())
                    .contains("LOGIN_USER", "nickname=null")
                    .doesNotContain("NICK");
        } finally {
            provider.claims = all -> {};
        }
    }
}
