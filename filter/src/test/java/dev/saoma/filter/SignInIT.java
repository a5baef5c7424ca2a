package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole way through a real container and a strict provider. */
class SignInIT {
    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private TestApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        app = new TestApp(provider, clock, Map.of());
    }

    @AfterEach
    void stop() {
        app.close();
        provider.close();
    }

    @Test
    @DisplayName("probe 01, R7: deep link with Chinese query is kept byte for byte; the servlet API knows the user")
    void deepLink_comesBackSignedIn() {
        HttpResponse<String> page = browser.visit(app.url("/r?a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri().toString()).isEqualTo(app.url("/r?a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1"));
        assertThat(page.body())
                .contains("query=a=1&b=%2Fx&%E4%B8%AD%E6%96%87=1")
                .contains("user=" + provider.subject)
                .contains("principal=" + provider.subject)
                .contains("auth=SAOMA")
                .contains("admin=true")
                .contains("clerk=false")
                .contains("name=张伟 😀");
        assertThat(browser.pending()).isEmpty();
    }
}
