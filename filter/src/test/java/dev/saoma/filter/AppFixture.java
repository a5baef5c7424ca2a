package dev.saoma.filter;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An application, its provider, their common clock and one browser, new for each test. */
abstract class AppFixture {
    final TestClock clock = new TestClock();
    final Browser browser = new Browser();
    TestProvider provider;
    TestApp app;

    /** Returns further settings of the application's filter, beside the four that it needs. */
    Map<String, String> settings() {
        return Map.of();
    }

    @BeforeEach
    final void start() throws Exception {
        provider = new TestProvider(clock);
        app = new TestApp(provider, clock, settings());
    }

    @AfterEach
    final void stop() {
        app.close();
        provider.close();
    }
}
