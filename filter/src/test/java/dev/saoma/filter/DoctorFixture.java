package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An application whose doctor answers, started by each test with its own settings. */
abstract class DoctorFixture {
    final Browser browser = new Browser();
    final StartLog log = new StartLog();
    TestProvider provider;
    LegacyApp app;

    @BeforeEach
    final void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
    }

    @AfterEach
    final void stop() {
        log.close();
        if (app != null) {
            app.close();
        }
        provider.close();
    }

    final LegacyApp start(Clock clock, String... more) throws Exception {
        Map<String, String> settings = new LinkedHashMap<>(Map.of("doctor", "127.0.0.1"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        app = new LegacyApp(provider, clock, settings);
        return app;
    }

    final String text(String... headers) {
        String[] all = List.of(headers).isEmpty() ? new String[] {"Accept-Language", "en"} : headers;
        HttpResponse<String> answer = browser.send("GET", app.url("/saoma/doctor"), null, all);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return answer.body();
    }
}
