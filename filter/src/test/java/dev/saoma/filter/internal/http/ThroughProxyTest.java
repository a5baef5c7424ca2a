package dev.saoma.filter.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.support.ClosedPort;
import dev.saoma.filter.support.ConnectProxy;
import dev.saoma.filter.support.RawServer;
import dev.saoma.filter.support.TlsServer;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C1: calls through a proxy, to a name that only the proxy can look up. */
@Timeout(300)
class ThroughProxyTest {
    private static final URI PROVIDER = URI.create("https://provider.test/x");
    private static final OutboundLimits PATIENT =
            new OutboundLimits(Duration.ofMinutes(1), Duration.ofMinutes(1), 1024, 2);

    private static TlsServer provider;
    private ConnectProxy proxy;

    @BeforeAll
    static void startProvider(@TempDir Path folder) throws Exception {
        provider = new TlsServer(folder, "provider.test", Map.of("/x", "{\"a\":1}", "/long", "x".repeat(2000)));
    }

    @AfterAll
    static void stopProvider() {
        provider.close();
    }

    @BeforeEach
    void start() throws Exception {
        proxy = new ConnectProxy(provider.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
    }

    private static List<X509Certificate> authority() throws Exception {
        return List.of((X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(Files.newInputStream(provider.pem())));
    }

    private OutboundException failure(OutboundLimits limits, OutboundRoute route, URI uri) {
        try (Outbound outbound = new Outbound(limits, route)) {
            OutboundException e = catchThrowableOfType(OutboundException.class, () -> outbound.getJson(uri));
            assertThat(e).isNotNull();
            return e;
        }
    }

    @Test
    @DisplayName("TLS goes through CONNECT, and the proxy is shown nothing but the name")
    void https_goesThroughTheProxy() throws Exception {
        try (Outbound outbound = new Outbound(PATIENT, OutboundRoute.of(proxy.uri(), authority()))) {
            assertThat(outbound.getJson(PROVIDER).text()).isEqualTo("{\"a\":1}");
            assertThat(outbound.getJson(PROVIDER, "Bearer secret", Duration.ofMinutes(1))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(proxy.seen())
                .allMatch("CONNECT provider.test:443 HTTP/1.1"::equals)
                .isNotEmpty();
    }

    @Test
    @DisplayName("without outboundCa a company's certificate is refused, and the message says what to set")
    void unknownAuthority_isNamed() {
        assertThat(failure(PATIENT, OutboundRoute.of(proxy.uri(), List.of()), PROVIDER))
                .hasMessage("GET https://provider.test/x: through the proxy 127.0.0.1:"
                        + proxy.uri().getPort()
                        + ": SSLHandshakeException: the certificate is signed by no authority that this Java trusts (set outboundCa to"
                        + " a company's own authority)");
    }

    @Test
    @DisplayName("an authority of outboundCa vouches for names in its certificate alone")
    void otherName_isRefused() throws Exception {
        assertThat(failure(PATIENT, OutboundRoute.of(proxy.uri(), authority()), URI.create("https://other.test/x")))
                .hasMessageContaining("through the proxy")
                .hasMessageContaining("SSL");
    }

    @Test
    @DisplayName("outboundCa is trusted beside the JVM's authorities, not in their place")
    void authorities_areAdded() throws Exception {
        javax.net.ssl.TrustManagerFactory jvm =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        jvm.init((java.security.KeyStore) null);
        int before = ((javax.net.ssl.X509TrustManager) jvm.getTrustManagers()[0]).getAcceptedIssuers().length;

        assertThat(OutboundRoute.trusted(authority())).hasSize(before + 1);
    }

    @ParameterizedTest
    @DisplayName("what the proxy answers in place of the provider is reported as the proxy's response")
    @CsvSource(
            delimiter = '|',
            value = {
                "407 Proxy Authentication Required | wants a sign-in (status 407), which the filter does not do",
                "403 Forbidden                     | refuses to connect to provider.test (status 403)",
                "502 Bad Gateway                   | refuses to connect to provider.test (status 502)"
            })
    void refusal_isTheProxys(String status, String message) throws Exception {
        String answer = "HTTP/1.1 " + status
                + "\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 13\r\n\r\n{\"a\":\"proxy\"}";
        try (ConnectProxy refusing = new ConnectProxy(out -> write(out, answer))) {
            assertThat(failure(PATIENT, OutboundRoute.of(refusing.uri(), authority()), PROVIDER))
                    .hasMessageStartingWith("GET https://provider.test/x: the proxy 127.0.0.1:"
                            + refusing.uri().getPort())
                    .hasMessageContaining(message);
        }
    }

    @Test
    void proxyThatIsDown_isNamed() throws Exception {
        URI gone = URI.create("http://127.0.0.1:" + ClosedPort.take());

        assertThat(failure(PATIENT, OutboundRoute.of(gone, authority()), PROVIDER))
                .hasMessageContaining("through the proxy 127.0.0.1:" + gone.getPort() + ": ");
    }

    @Test
    @DisplayName("the deadline holds while the proxy says nothing, or a little again and again")
    void silentProxy_endsAtTheDeadline() throws Exception {
        OutboundLimits hasty = new OutboundLimits(Duration.ofMinutes(1), Duration.ofMillis(500), 1024, 2);
        for (RawServer.Answer answer : List.<RawServer.Answer>of(
                out -> java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofSeconds(20).toNanos()),
                out -> {
                    for (int i = 0; i < 400; i++) {
                        write(out, i == 0 ? "HTTP/1.1 200 " : "x");
                        java.util.concurrent.locks.LockSupport.parkNanos(
                                Duration.ofMillis(50).toNanos());
                    }
                })) {
            try (ConnectProxy slow = new ConnectProxy(answer)) {
                assertThat(failure(hasty, OutboundRoute.of(slow.uri(), authority()), PROVIDER))
                        .hasMessage("GET https://provider.test/x: no complete answer within PT0.5S");
            }
        }
    }

    @Test
    @DisplayName("the cap holds: for the provider's answer, and for a refusal without an end")
    void longAnswers_areCut() throws Exception {
        assertThat(failure(
                        PATIENT, OutboundRoute.of(proxy.uri(), authority()), URI.create("https://provider.test/long")))
                .hasMessageContaining("answer longer than 1024 bytes");
        long[] written = new long[1];
        byte[] block = new byte[64 * 1024];
        try (ConnectProxy endless = new ConnectProxy(out -> {
            write(out, "HTTP/1.1 403 Forbidden\r\n\r\n");
            while (written[0] < 500_000_000) {
                out.write(block);
                written[0] += block.length;
            }
        })) {
            assertThat(failure(PATIENT, OutboundRoute.of(endless.uri(), authority()), PROVIDER))
                    .hasMessageContaining("(status 403)");
        }
        assertThat(written[0]).isLessThan(100_000_000);
    }

    @Test
    @DisplayName("loopback is this machine's, and never the proxy's")
    void loopback_isReachedDirectly() throws Exception {
        try (RawServer own = new RawServer(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
                Outbound outbound = new Outbound(PATIENT, OutboundRoute.of(proxy.uri(), List.of()))) {
            assertThat(outbound.getJson(own.uri()).status()).isEqualTo(200);
            assertThat(outbound.getJson(
                                    URI.create("http://localhost:" + own.uri().getPort() + "/x"))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(proxy.seen()).isEmpty();
    }

    @Test
    @DisplayName("the JVM's properties count where nothing is set, and never for calls to other nodes")
    void jvmsProxy_countsWhereNothingIsSet() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(
                new Always(new InetSocketAddress("127.0.0.1", proxy.uri().getPort())));
        try (RawServer node = new RawServer(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
                Outbound jvm = new Outbound(PATIENT, OutboundRoute.of(null, authority()));
                Outbound nodes = new Outbound(PATIENT, OutboundRoute.direct())) {
            assertThat(jvm.getJson(PROVIDER).status()).isEqualTo(200);
            int tunnels = proxy.seen().size();
            assertThat(tunnels).isPositive();

            assertThat(nodes.getJson(node.uri()).status()).isEqualTo(200);
            assertThat(proxy.seen()).hasSize(tunnels);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static void write(OutputStream out, String text) throws java.io.IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static final class Always extends ProxySelector {
        private final Proxy only;

        Always(InetSocketAddress address) {
            only = new Proxy(Proxy.Type.HTTP, address);
        }

        @Override
        public List<Proxy> select(URI uri) {
            return List.of(only);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, java.io.IOException failure) {}
    }
}
