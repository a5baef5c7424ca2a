package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.FakeContainer;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.Filter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A filter in a container whose answers a test chooses, and the log of its start. */
abstract class ClosedFixture {
    static final Map<String, String> SETTINGS = Map.of(
            "issuer", "https://login.example.cn",
            "clientId", "crm",
            "clientSecret", TestProvider.CLIENT_SECRET,
            "appUrl", "https://crm.example.cn/crm");

    final FakeContainer container = new FakeContainer();
    StartLog log;

    @BeforeEach
    void listen() {
        log = new StartLog();
    }

    @AfterEach
    void close() {
        log.close();
    }

    void assertRefused(Filter filter) throws Exception {
        container.request(filter);
        assertThat(container.status).isEqualTo(503);
        assertThat(container.text()).contains("data-page=\"not_started\"");
        assertThat(container.headers).containsEntry("Cache-Control", "no-store");
        assertThat(container.chained).hasValue(0);
    }
}
