package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Signing out at the provider: section L of the abuse cases, the filter's half of OpenID Connect RP-Initiated Logout. */
class SignOutIT extends SignOutFixture {
    @Test
    @DisplayName(
            "L1: the request names the client, shows the ID token, comes back to a registered address with its state")
    void signOut_goesToTheProviderAndBack() {
        StringBuilder idToken = new StringBuilder();
        provider.token = jwt -> {
            idToken.append(jwt);
            return jwt;
        };
        browser.visit(app.url("/a"));

        HttpResponse<String> answer = browser.open(app.url("/saoma/logout"));
        HttpResponse<String> end = browser.follow(answer);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(Browser.location(answer)).startsWith(provider.issuer() + "/end-session?client_id=crm&");
        assertThat(provider.endSession)
                .containsEntry("client_id", TestProvider.CLIENT_ID)
                .containsEntry("id_token_hint", idToken.toString())
                .containsEntry("post_logout_redirect_uri", app.url("/saoma/signed-out"))
                .hasEntrySatisfying("state", state -> assertThat(state).hasSizeBetween(40, 512));
        assertThat(end.uri().toString()).startsWith(app.url("/saoma/signed-out?state="));
        assertThat(end.body()).contains("You are signed out", "Here and at the login service", "Sign in again");
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("a form continues by a page of ours: form-action of the application's own policy does not stop it")
    void form_goesOnByAPage() {
        browser.visit(app.url("/a"));

        HttpResponse<String> page = post("/saoma/logout");

        assertThat(page.statusCode()).isEqualTo(200);
        String next = page.body().replaceAll("(?s).*http-equiv=\"refresh\" content=\"0; url=([^\"]+)\".*", "$1");
        assertThat(next).startsWith(provider.issuer() + "/end-session?client_id=crm&amp;id_token_hint=");
        assertThat(page.body()).contains("href=\"" + next + "\"");
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
        assertThat(browser.visit(next.replace("&amp;", "&")).body()).contains("You are signed out");
    }

    @Test
    void script_getsTheAddressToGoTo() {
        browser.visit(app.url("/a"));

        HttpResponse<String> answer = browser.send(
                "POST", app.url("/saoma/logout"), "", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"next\":\"" + provider.issuer() + "/end-session?client_id=crm&");
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(302);
    }

    @Test
    @DisplayName("L2: an image, a prefetch or a link elsewhere signs no user out; the user has to confirm")
    void backgroundRequests_signNobodyOut() {
        browser.visit(app.url("/a"));
        List<String[]> requests = List.of(
                new String[] {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"},
                new String[] {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Purpose", "prefetch"},
                new String[] {"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"
                },
                new String[] {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"
                },
                new String[] {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"});
        for (String[] headers : requests) {
            HttpResponse<String> page = browser.send("GET", app.url("/saoma/logout"), null, headers);
            assertThat(page.body()).contains("<form method=\"post\"");
        }
        assertThat(browser.send("POST", app.url("/saoma/logout"), "", "Sec-Fetch-Site", "cross-site")
                        .body())
                .contains("<form method=\"post\"");

        assertThat(provider.endSession).isEmpty();
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("L8: an ID token that has expired is a hint all the same, also of a session that is over")
    void expiredIdToken_isStillAHint() {
        browser.visit(app.url("/a"));
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(29));
            browser.open(app.url("/a"));
        }
        clock.advance(Duration.ofMinutes(31));

        browser.visit(app.url("/saoma/logout"));

        String[] token = provider.endSession.get("id_token_hint").split("\\.");
        assertThat(new String(Base64.getUrlDecoder().decode(token[1]), StandardCharsets.UTF_8))
                .contains("\"sub\":\"" + provider.subject + "\"");
    }

    @Test
    @DisplayName(
            "an application that calls request.logout() and redirects to saoma/logout signs out at the provider at once")
    void logoutByTheApplication_leavesTheHint() {
        browser.visit(app.url("/a"));
        browser.open(app.url("/app-logout"));

        browser.visit(app.url("/saoma/logout"));

        assertThat(provider.endSession).containsKey("id_token_hint");
    }

    @Test
    void nobodySignedInHere_goesToTheProviderWithoutAHint() {
        browser.visit(app.url("/saoma/logout"));

        assertThat(provider.endSession).containsKeys("client_id", "state").doesNotContainKey("id_token_hint");
    }

    @Test
    @DisplayName("S7: the session keeps the ID token sealed, and none that is too long for an address")
    void idToken_isKeptSealed() {
        StringBuilder idToken = new StringBuilder();
        provider.token = jwt -> {
            idToken.setLength(0);
            idToken.append(jwt);
            return jwt;
        };
        browser.visit(app.url("/a"));
        assertThat(app.sessionAttributes().toString())
                .contains("signOutHint=")
                .doesNotContain(idToken, idToken.toString().split("\\.")[1]);

        provider.claims = all -> all.put("groups", "x".repeat(4000));
        new Browser().visit(app.url("/a"));
        assertThat(idToken.length()).isGreaterThan(4096);
        assertThat(app.sessionAttributes().toString()).doesNotContain("signOutHint");
    }

    @Test
    @DisplayName("logout = local: the provider is not asked, nothing is kept for it, and the page does not claim more")
    void localLogout_staysHere() throws Exception {
        try (TestApp local = new TestApp(provider, clock, Map.of("logout", "local"))) {
            browser.visit(local.url("/a"));
            assertThat(local.sessionAttributes().toString()).doesNotContain("signOutHint");

            HttpResponse<String> end = browser.visit(local.url("/saoma/logout"));

            assertThat(end.uri().toString()).isEqualTo(local.url("/saoma/signed-out"));
            assertThat(end.body()).contains("the login service may still know you");
            assertThat(provider.endSession).isEmpty();
        }
    }

    @Test
    @DisplayName("a provider that has no end_session_endpoint, a bad one, or cannot be reached: signed out here")
    void providerThatCannot_isDoneWithout() throws Exception {
        for (Object endpoint : new Object[] {null, "javascript:alert(1)", 7, "http://plain.example/logout#x"}) {
            try (TestProvider foreign = new TestProvider(clock)) {
                if (endpoint != null) {
                    foreign.metadata = document -> document.put("end_session_endpoint", endpoint);
                }
                try (TestApp other = new TestApp(foreign, clock, Map.of())) {
                    browser.visit(other.url("/a"));
                    HttpResponse<String> end = browser.visit(other.url("/saoma/logout"));
                    assertThat(end.uri().toString()).isEqualTo(other.url("/saoma/signed-out"));
                    assertThat(end.body()).contains("the login service may still know you");
                    assertThat(browser.open(other.url("/a")).statusCode()).isEqualTo(302);
                }
            }
        }
        try (TestProvider down = new TestProvider(clock);
                TestApp other = new TestApp(down, clock, Map.of())) {
            down.goDown();
            assertThat(browser.visit(other.url("/saoma/logout")).body())
                    .contains("the login service may still know you");
        }
    }

    @Test
    @DisplayName("G83: sign-outs that anybody asks for while the provider is away leave few lines in the log")
    void providerThatIsAway_isLoggedInMeasure() throws Exception {
        try (TestProvider down = new TestProvider(clock);
                TestApp other = new TestApp(down, clock, Map.of());
                StartLog log = new StartLog()) {
            down.goDown();
            for (int i = 0; i < 100; i++) {
                assertThat(new Browser().open(other.url("/saoma/logout")).statusCode())
                        .isLessThan(500);
            }
            assertThat(log.formatted()).containsOnlyOnce("A sign-out ended at this application");
        }
    }

    @Test
    @DisplayName("an end_session_endpoint with a query keeps it")
    void endpointWithAQuery_keepsIt() throws Exception {
        try (TestProvider foreign = new TestProvider(clock)) {
            foreign.metadata =
                    document -> document.put("end_session_endpoint", foreign.issuer() + "/end-session?tenant=7");
            try (TestApp other = new TestApp(foreign, clock, Map.of())) {
                browser.visit(other.url("/a"));
                browser.visit(other.url("/saoma/logout"));
                assertThat(foreign.endSession).containsEntry("tenant", "7").containsEntry("client_id", "crm");
            }
        }
    }

    private HttpResponse<String> post(String path) {
        return browser.send(
                "POST",
                app.url(path),
                "",
                "Accept",
                "text/html",
                "Accept-Language",
                "en",
                "Sec-Fetch-Site",
                "same-origin",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document");
    }
}
