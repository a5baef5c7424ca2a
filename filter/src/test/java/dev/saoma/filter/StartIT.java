package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator sees when the application starts. */
class StartIT {
    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("C1, C12: nothing of the application is shown, and one message lists every mistake")
    void wrongSettings_closeTheApplication() throws Exception {
        try (StartLog log = new StartLog();
                TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(
                        provider,
                        clock,
                        Map.of("issuer", "http://login.example.com", "publicPath", "/x", "idle", "30"))) {
            for (String path : new String[] {"/orders/7", "/health", "/saoma/login", "/admin/x"}) {
                assertThat(new Browser().open(app.url(path)).statusCode())
                        .as(path)
                        .isEqualTo(503);
            }
            assertThat(app.calls).hasValue(0);
            assertThat(log.formatted()).containsOnlyOnce("""
                    The Saoma sign-in filter cannot start; settings to correct: 3
                      - publicPath (init-param): no such setting – did you mean publicPaths?
                      - issuer (init-param): uses http – use https; http is only for localhost, 127.0.0.1 and [::1]
                      - idle (init-param): is not a duration – write for example PT30M (ISO 8601)
                    Read: init-params, system properties saoma.*, environment SAOMA_*, JNDI java:comp/env/saoma/*; \
                    there is no file /WEB-INF/classes/saoma.properties
                    Until this is corrected, every request is answered with status 503.
                    """);
        }
    }

    @Test
    @DisplayName("the page for that is in Chinese and English, and says nothing of the settings")
    void closedApplication_hasAPage() throws Exception {
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(provider, clock, Map.of("issuer", "http://login.example.com"))) {
            HttpResponse<String> chinese = new Browser().send("GET", app.url("/a"), null, "Accept-Language", "zh-CN");
            HttpResponse<String> english = new Browser().send("GET", app.url("/a"), null, "Accept-Language", "en");

            assertThat(chinese.body()).contains("<h1>应用暂时无法打开</h1>").doesNotContain("login.example.com");
            assertThat(english.body()).contains("<h1>This application cannot be opened at present</h1>");
            assertThat(english.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(english.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'; style-src 'nonce-");
        }
    }

    @Test
    @DisplayName("no network before the first sign-in")
    void start_fetchesNothing() throws Exception {
        try (TestProvider provider = new TestProvider(clock);
                TestApp app = new TestApp(provider, clock, Map.of())) {
            assertThat(new Browser().open(app.url("/health")).statusCode()).isEqualTo(200);
            assertThat(provider.discoveryRequests).hasValue(0);
            assertThat(provider.keyRequests).hasValue(0);
        }
    }
}
