package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.FakeContainer;
import dev.saoma.filter.support.FakeContainer.Fault;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.test.TestProvider;
import jakarta.servlet.Filter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.Arguments;

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

    /** Each kind of fault in each method of these interfaces. */
    static Stream<Arguments> faults(Class<?>... types) {
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> !method.isDefault())
                .flatMap(method -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(method, fault)));
    }

    void assertRefused(Filter filter) throws Exception {
        container.request(filter);
        assertThat(container.status).isEqualTo(503);
        assertThat(container.text()).contains("data-page=\"not_started\"");
        assertThat(container.headers).containsEntry("Cache-Control", "no-store");
        assertThat(container.chained).hasValue(0);
    }
}
