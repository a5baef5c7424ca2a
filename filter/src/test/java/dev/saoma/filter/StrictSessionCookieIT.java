package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpCookie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Session cookies that browsers do not send on the way back from the provider. */
class StrictSessionCookieIT {
    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private TestProvider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    // A browser keeps a Strict cookie, and does not send it during redirects that began at another site.
    private HttpResponse<String> withoutSession(String url) {
        String session = browser.cookies.remove("JSESSIONID");
        HttpResponse<String> answer = browser.open(url);
        if (session != null) {
            browser.cookies.putIfAbsent("JSESSIONID", session);
        }
        return answer;
    }

    @Test
    @DisplayName("SameSite=Strict by the container: the first sign-in continues from a page of our own origin")
    void strictCookieOfTheContainer_signsInAtOnce() throws Exception {
        try (TestApp app = new TestApp(
                provider,
                clock,
                OutboundLimits.DEFAULT,
                Map.of(),
                context -> context.getSessionHandler().setSameSite(HttpCookie.SameSite.STRICT))) {
            String callback = browser.callback(app.url("/orders/7?x=1&y=2"));

            HttpResponse<String> page = withoutSession(callback);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body())
                    .contains("data-page=\"signed_in\"")
                    .contains("content=\"0; url=" + app.url("/orders/7?x=1&amp;y=2") + "\"");
            assertThat(page.headers().firstValue("Location")).isEmpty();
            assertThat(browser.follow(page).body()).contains("user=" + provider.subject);
        }
    }

    @Test
    @DisplayName(
            "SameSite=Strict by a proxy, invisible to the application: the second round succeeds, and the log names it")
    void strictCookieOfAProxy_signsInInTheSecondRound() throws Exception {
        try (TestApp app = new TestApp(provider, clock, Map.of());
                FailureLines log = new FailureLines()) {
            HttpResponse<String> first = withoutSession(browser.callback(app.url("/orders/7")));
            assertThat(first.statusCode()).isEqualTo(303);
            HttpResponse<String> again = withoutSession(Browser.location(first));
            String callback = Browser.location(browser.open(Browser.location(again)));

            HttpResponse<String> page = withoutSession(callback);

            assertThat(page.body()).contains("data-page=\"signed_in\"");
            assertThat(browser.follow(page).body()).contains("user=" + provider.subject);
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("SameSite=Strict"))
                    .hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "SameSite=Strict by the container's default, which no interface exposes: the doctor names it once it was seen")
    void strictCookieByDefault_isNamedByTheDoctor() throws Exception {
        try (TestApp app = new TestApp(
                provider,
                clock,
                OutboundLimits.DEFAULT,
                Map.of("doctor", "127.0.0.1"),
                context -> context.setAttribute(
                        HttpCookie.SAME_SITE_DEFAULT_ATTRIBUTE, HttpCookie.SameSite.STRICT.getAttributeValue()))) {
            assertThat(doctor(app)).contains("session.ok").doesNotContain("session.strict", "session.lost");

            HttpResponse<String> page = withoutSession(browser.callback(app.url("/orders/7")));

            assertThat(page.body()).contains("data-page=\"signed_in\"");
            assertThat(doctor(app))
                    .containsOnlyOnce("data-key=\"session.strict\"")
                    .doesNotContain("session.ok");
        }
    }

    @Test
    @DisplayName("a sign-in that began again, because the provider had refused its code, is no sign of a lost session")
    void refusedCode_isNoLostSession() throws Exception {
        try (TestApp app = new TestApp(provider, clock, Map.of());
                FailureLines log = new FailureLines()) {
            provider.refuseNextCode();

            assertThat(browser.visit(app.url("/orders/7")).body()).contains("user=" + provider.subject);

            assertThat(provider.tokenRequests).hasValue(2);
            assertThat(log.lines()).noneMatch(line -> line.contains("SameSite=Strict"));
            Browser next = new Browser();
            assertThat(next.open(next.callback(app.url("/orders/7"))).statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    @DisplayName("a session cookie that never comes back: page, log and doctor name SameSite=Strict")
    void cookieThatNeverComesBack_isNamed() throws Exception {
        try (TestApp app = new TestApp(provider, clock, Map.of("doctor", "127.0.0.1"));
                FailureLines log = new FailureLines()) {
            for (String language : List.of("en", "zh-CN")) {
                for (int rounds = 0; rounds < 3; rounds++) {
                    browser.open(browser.callback(app.url("/orders/7")));
                    browser.cookies.remove("JSESSIONID");
                }
                HttpResponse<String> answer = browser.send(
                        "GET",
                        app.url("/orders/7"),
                        null,
                        "Accept",
                        "text/html",
                        "Accept-Language",
                        language,
                        "Sec-Fetch-Mode",
                        "navigate",
                        "Sec-Fetch-Dest",
                        "document");

                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("data-page=\"not_kept\"", "SameSite=Strict", "Lax");
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("three times within a minute"))
                    .first()
                    .asString()
                    .contains("SameSite=Strict");
            assertThat(doctor(app)).contains("data-key=\"session.lost\"");
        }
    }

    private String doctor(TestApp app) {
        return browser.follow(browser.open(app.url("/saoma/doctor"))).body();
    }
}
