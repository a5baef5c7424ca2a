package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.TestApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What browsers keep after a sign-out, and which requests keep a session alive, where the settings say so. */
class BrowserSettingsIT extends AppFixture {
    private static final String[] POLL = {
        "Accept", "*/*", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"
    };

    @Override
    Map<String, String> settings() {
        return Map.of("clearCacheOnSignOut", "true", "noStore", "true", "backgroundExtendsIdle", "false");
    }

    private HttpResponse<String> signOut(TestApp of) {
        return browser.send(
                "POST", of.url("/saoma/logout"), "", "Origin", of.origin(), "Sec-Fetch-Site", "same-origin");
    }

    @Test
    @DisplayName("a sign-out has the browser forget its cache, and nothing else of the host")
    void signOut_clearsTheCacheAlone() {
        browser.visit(app.url("/a"));

        assertThat(signOut(app).headers().allValues("Clear-Site-Data")).containsExactly("\"cache\"");
        assertThat(browser.visit(app.url("/a")).headers().firstValue("Clear-Site-Data"))
                .isEmpty();
    }

    @Test
    @DisplayName("a question whether to sign out clears nothing")
    void askedSignOut_clearsNothing() {
        browser.visit(app.url("/a"));

        assertThat(browser.send("GET", app.url("/saoma/logout"), null, "Sec-Fetch-Site", "cross-site")
                        .headers()
                        .firstValue("Clear-Site-Data"))
                .isEmpty();
    }

    @Test
    @DisplayName("browsers keep no protected page, and public ones as ever")
    void protectedPage_isNotStored() {
        HttpResponse<String> page = browser.visit(app.url("/a"));

        assertThat(page.body()).contains("user=" + provider.subject);
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(browser.open(app.url("/public/a")).headers().firstValue("Cache-Control"))
                .isEmpty();
    }

    @Test
    @DisplayName("polls do not keep a session alive, pages do")
    void polls_doNotExtendIdle() {
        browser.visit(app.url("/a"));
        clock.advance(Duration.ofMinutes(20));
        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(5));
            assertThat(browser.send("GET", app.url("/poll"), null, POLL).statusCode())
                    .isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(6));

        assertThat(browser.send("GET", app.url("/poll"), null, POLL).statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName("all three are off by default")
    void defaults_changeNothing() throws Exception {
        try (TestApp plain = new TestApp(provider, clock, Map.of())) {
            assertThat(browser.visit(plain.url("/a")).headers().firstValue("Cache-Control"))
                    .isEmpty();
            clock.advance(Duration.ofMinutes(20));
            browser.send("GET", plain.url("/poll"), null, POLL);
            clock.advance(Duration.ofMinutes(20));
            assertThat(browser.open(plain.url("/a")).statusCode()).isEqualTo(200);
            assertThat(signOut(plain).headers().firstValue("Clear-Site-Data")).isEmpty();
        }
    }
}
