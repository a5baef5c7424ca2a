package dev.saoma.filter;

import dev.saoma.filter.support.MappedApp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An application in which each test orders the filters itself, and what its start logs. */
abstract class MappedFixture {
    final StartLog log = new StartLog();
    TestProvider provider;
    MappedApp app;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(Clock.systemUTC());
        app = new MappedApp(provider);
    }

    @AfterEach
    void stop() {
        log.close();
        app.close();
        provider.close();
    }
}
