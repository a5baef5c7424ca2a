package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator sees when the application starts. */
class StartIT {
    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("C1, C12: the application does not start, and one message lists every mistake")
    void wrongSettings_stopTheStart() throws Exception {
        try (TestProvider provider = new TestProvider(clock)) {
            assertThatThrownBy(() -> new TestApp(
                                    provider,
                                    clock,
                                    Map.of("issuer", "http://login.example.com", "publicPath", "/x", "idle", "30"))
                            .close())
                    .hasRootCauseInstanceOf(IllegalArgumentException.class)
                    .rootCause()
                    .hasMessage("""
                            The Saoma sign-in filter cannot start; settings to correct: 3
                              - publicPath (init-param): no such setting – did you mean publicPaths?
                              - issuer (init-param): uses http – use https; http is only for localhost, 127.0.0.1 and [::1]
                              - idle (init-param): is not a duration – write for example PT30M (ISO 8601)
                            Read: init-params, system properties saoma.*, environment SAOMA_*, JNDI java:comp/env/saoma/*; \
                            there is no file /WEB-INF/classes/saoma.properties""");
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
