package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.support.Tries;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that is down, slow or wrong. */
class ProviderFaultIT {
    private static final OutboundLimits PATIENT = limits(Duration.ofMinutes(1));

    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private final FailureLines log = new FailureLines();
    private TestProvider provider;
    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        app = new TestApp(provider, clock, PATIENT, Map.of());
    }

    @AfterEach
    void stop() {
        log.close();
        app.close();
        provider.close();
    }

    @Test
    @DisplayName("probe 24: starts while the provider is down, 503 meanwhile, the first request afterwards works")
    void providerDownThenUp_healsWithoutRestart() throws Exception {
        provider.goDown();
        try (TestApp started = new TestApp(provider, clock, PATIENT, Map.of())) {
            assertThat(browser.open(started.url("/public/x")).statusCode()).isEqualTo(200);
            for (int i = 0; i < 5; i++) {
                HttpResponse<String> page = browser.open(started.url("/orders/7"));
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.headers().firstValue("Retry-After")).hasValue("10");
                assertThat(page.body()).contains("The login service cannot be reached");
                assertThat(Browser.setCookies(page)).isEmpty();
            }
            provider.comeBack();

            assertThat(browser.visit(started.url("/orders/7")).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("an unreachable page never ends a running session")
    void runningSession_doesNotNotice() {
        browser.visit(app.url("/a"));
        provider.goDown();

        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @DisplayName("R17: what the token endpoint can do wrong")
    @CsvSource(
            delimiter = '|',
            value = {
                "500|<html>oops</html>|503",
                "503||503",
                "429|{}|503",
                "302||502",
                "200|<html>portal</html>|502",
                "200|[]|502",
                "200|{}|502",
                "200|{\"id_token\":7}|502",
                "200|{\"id_token\":\"a\",\"id_token\":\"b\"}|502",
                "400|{\"error\":\"invalid_request\"}|502",
                "400|{\"error\":\"invalid_grant\"}|400",
                "401|{\"error\":\"invalid_client\"}|502"
            })
    void wrongTokenAnswer_isAPageWithAnId(int status, String body, int page) {
        provider.tokenStatus = status;
        provider.tokenBody = body == null ? "" : body;

        HttpResponse<String> answer = browser.visit(app.url("/a"));

        assertThat(answer.statusCode()).isEqualTo(page);
        assertThat(answer.body()).contains("id=\"error-id\"").contains("id=\"start-again\"");
        assertThat(browser.pending()).isEmpty();
        assertThat(app.sessionsCreated).hasValue(0);
    }

    @Test
    @DisplayName("G82: one warning with the id of the page, and nothing secret in it")
    void failure_isLoggedOnceWithTheIdOfThePage() {
        provider.claims = claims -> claims.put("aud", "other\r\nfake log line");

        HttpResponse<String> page = browser.visit(app.url("/a"));

        String id = page.body().replaceAll("(?s).*id=\"error-id\">([A-Z2-9]{8})<.*", "$1");
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0))
                .isEqualTo("Sign-in failed [id=" + id
                        + ", page=PROVIDER_FAULT]: token refused: aud: expected crm, got"
                        + " \"other\\u000d\\u000afake log line\"");
    }

    @Test
    @DisplayName("G80: neither code, state, verifier, token nor secret is ever logged")
    void secrets_areNeverLogged() {
        String callback = Browser.location(browser.open(Browser.location(browser.open(app.url("/a")))));
        String code = callback.replaceAll(".*[?&]code=([^&]*).*", "$1");
        String state = callback.replaceAll(".*[?&]state=([^&]*).*", "$1");
        provider.tokenStatus = 500;
        browser.open(callback);
        browser.open(callback);

        assertThat(String.join("\n", log.lines()))
                .isNotEmpty()
                .doesNotContain(code)
                .doesNotContain(state)
                .doesNotContain(TestProvider.CLIENT_SECRET);
    }

    @Test
    @DisplayName("G83: a flood of failures writes sixty lines a minute")
    void flood_isLoggedInMeasure() {
        for (int i = 0; i < 200; i++) {
            browser.open(app.url("/saoma/callback?state=x&code=" + i));
        }
        assertThat(log.lines()).hasSize(60);
        clock.advance(Duration.ofMinutes(1));
        browser.open(app.url("/saoma/callback?state=x&code=y"));
        assertThat(log.lines().get(60)).isEqualTo("140 more failed sign-ins were not logged");
        assertThat(log.lines()).hasSize(62);
    }

    @Test
    @DisplayName("probe 21: the token endpoint hangs: a page within the deadline, signed-in users do not notice")
    void hangingTokenEndpoint_endsAtTheDeadline() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (TestApp hasty = new TestApp(provider, clock, limits(Duration.ofSeconds(1)), Map.of())) {
            Browser signedIn = new Browser();
            Tries.until(page -> page.statusCode() == 200, () -> {
                clock.advance(Duration.ofSeconds(1)); // or what has failed is not tried again
                return signedIn.visit(hasty.url("/a"));
            });
            provider.beforeToken = () -> {
                asked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };

            HttpResponse<String> page = Tries.until(last -> asked.getCount() == 0, () -> {
                clock.advance(Duration.ofSeconds(1));
                return browser.visit(hasty.url("/a"));
            });
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(signedIn.open(hasty.url("/a")).statusCode()).isEqualTo(200);
        } finally {
            release.countDown();
        }
    }

    static OutboundLimits limits(Duration total) {
        return new OutboundLimits(total, total, 64 * 1024, 8);
    }

    @Test
    void wrongIssuerInDiscovery_isNamedInTheLog() {
        provider.metadata = document -> document.put("issuer", "https://evil.example");

        assertThat(browser.open(app.url("/a")).statusCode()).isEqualTo(502);
        assertThat(log.lines().get(0)).contains("issuer mismatch: the setting issuer says " + provider.issuer());
    }

    @Test
    void wrongSecret_isNamedInTheLogWithoutTheSecret() throws Exception {
        try (TestApp wrong = new TestApp(
                provider, clock, PATIENT, Map.of("clientSecret", "not-the-right-secret-7Yp2Kd9Xw4Lq8Zt1"))) {
            assertThat(browser.visit(wrong.url("/a")).statusCode()).isEqualTo(502);
        }
        assertThat(log.lines())
                .anyMatch(line -> line.contains("invalid_client: check clientId (crm) and clientSecret"));
        assertThat(String.join("\n", log.lines())).doesNotContain("not-the-right-secret-7Yp2Kd9Xw4Lq8Zt1");
    }
}
