package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.ConnectProxy;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.support.TlsServer;
import dev.saoma.filter.test.TestProvider;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application behind a company's proxy. */
class ThroughProxyIT {
    private static final String DISCOVERY = """
            {"issuer": "https://provider.test", "authorization_endpoint": "https://provider.test/authorize",
             "token_endpoint": "https://provider.test/token", "jwks_uri": "https://provider.test/jwks"}
            """;

    @TempDir
    Path folder;

    @Test
    @DisplayName("with outboundProxy and outboundCa, the filter reaches a provider that it reaches no other way")
    void provider_isReachedThroughTheProxy() throws Exception {
        TestClock clock = new TestClock();
        try (TlsServer tls =
                        new TlsServer(folder, "provider.test", Map.of("/.well-known/openid-configuration", DISCOVERY));
                ConnectProxy proxy = new ConnectProxy(tls.port());
                TestProvider unused = new TestProvider(clock);
                TestApp app = new TestApp(
                        unused,
                        clock,
                        Map.of(
                                "issuer", "https://provider.test",
                                "outboundProxy", proxy.uri().toString(),
                                "outboundCa", tls.pem().toString()))) {
            assertThat(Browser.location(new Browser().open(app.url("/orders"))))
                    .startsWith("https://provider.test/authorize?response_type=code");
            assertThat(proxy.seen()).contains("CONNECT provider.test:443 HTTP/1.1");
        }
    }
}
