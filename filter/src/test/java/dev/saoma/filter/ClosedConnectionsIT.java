package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.TestApp;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider, or a proxy in front of it, that closes connections that it has announced to keep alive. */
class ClosedConnectionsIT {
    private final TestClock clock = new TestClock();

    @Test
    @DisplayName("100 sign-ins, of which none fails, and each code is sent once")
    void idleConnectionsAreClosed_noSignInFailsAndNoCodeIsSentTwice() throws Exception {
        try (TestProvider provider = new TestProvider(clock);
                Relay relay = new Relay(URI.create(provider.issuer()))) {
            provider.metadata = document -> {
                document.put(
                        "token_endpoint",
                        relay.address()
                                + URI.create("" + document.get("token_endpoint"))
                                        .getPath());
                document.put(
                        "jwks_uri",
                        relay.address()
                                + URI.create("" + document.get("jwks_uri")).getPath());
            };
            try (TestApp app = new TestApp(provider, clock, ProviderFaultIT.limits(Duration.ofMinutes(1)), Map.of())) {
                for (int i = 0; i < 100; i++) {
                    assertThat(new Browser().visit(app.url("/a")).statusCode())
                            .as("sign-in " + i)
                            .isEqualTo(200);
                }
            }
            assertThat(provider.tokenRequests).hasValue(100);
        }
    }

    /** Forwards one request of each connection, hides that the response is the last one, and closes. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final URI target;

        Relay(URI target) throws IOException {
            this.target = target;
            start(this::acceptAll);
        }

        String address() {
            return "http://127.0.0.1:" + server.getLocalPort();
        }

        private static void start(Runnable task) {
            Thread thread = new Thread(task, "relay");
            thread.setDaemon(true);
            thread.start();
        }

        private void acceptAll() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    start(() -> pass(socket));
                } catch (IOException e) {
                    return; // closed
                }
            }
        }

        private void pass(Socket client) {
            try (client;
                    Socket provider = new Socket(target.getHost(), target.getPort())) {
                String head = head(client.getInputStream());
                String length = head.replaceAll("(?is).*\\r\\ncontent-length: *(\\d+).*", "$1");
                byte[] body = client.getInputStream().readNBytes(length.equals(head) ? 0 : Integer.parseInt(length));
                String last = head.replaceAll("(?i)\\r\\nconnection:[^\\r]*", "")
                        .replaceFirst("\\r\\n", "\r\nConnection: close\r\n");
                provider.getOutputStream().write(last.getBytes(StandardCharsets.ISO_8859_1));
                provider.getOutputStream().write(body);
                String answer = head(provider.getInputStream()).replaceAll("(?i)\\r\\nconnection:[^\\r]*", "");
                client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                provider.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // One of them has closed; the other sees it.
            }
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("no whole head");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
