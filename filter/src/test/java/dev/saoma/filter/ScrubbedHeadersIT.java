package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.RawHttp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P26: headers that name a user, sent by anyone. */
class ScrubbedHeadersIT {
    private static final TestClock CLOCK = new TestClock();
    private static TestProvider provider;
    private static LegacyApp app;

    @BeforeAll
    static void start() throws Exception {
        provider = new TestProvider(CLOCK);
        app = new LegacyApp(provider, CLOCK, Map.of("scrubHeaders", "X-Remote-User, X_Roles"));
    }

    @AfterAll
    static void stop() {
        app.close();
        provider.close();
    }

    @ParameterizedTest
    @DisplayName("P26: identity headers in six spellings are seen on no path")
    @ValueSource(
            strings = {
                "X-Remote-User",
                "x-remote-user",
                "X_Remote_User",
                "X-REMOTE_USER",
                "x.remote.user",
                "XRemoteUser",
                "X-Roles"
            })
    void identityHeaders_areScrubbed(String spelling) throws Exception {
        Browser browser = new Browser();
        browser.visit(app.url("/who/me"));
        for (String path :
                new String[] {"/who/me", "/public/x", "/forward", "/async", "/async-thread", "/public/error"}) {
            String answer = RawHttp.send(
                    app.port(),
                    "GET /old" + path + " HTTP/1.1",
                    "Cookie: " + browser.cookieHeader(),
                    spelling + ": admin",
                    "X-Kept: yes");

            assertThat(answer)
                    .as(path)
                    .contains("X-Remote-User=null", "X-Kept")
                    .doesNotContain(spelling + ",", spelling + "]");
            assertThat(answer.contains("user=" + provider.subject)).as(path).isEqualTo(true);
        }
    }

    @Test
    @DisplayName("P26: other headers, and the filter's own look at a request, stay as they are")
    void otherHeaders_stay() {
        String seen = new Browser()
                .send(
                        "GET",
                        app.url("/who/me"),
                        null,
                        "Authorization",
                        "Bearer " + provider.bearerToken(Map.of()),
                        "X-Remote-Users",
                        "x")
                .body();

        assertThat(seen).contains("user=" + provider.subject, "X-Remote-Users", "Authorization");
    }
}
