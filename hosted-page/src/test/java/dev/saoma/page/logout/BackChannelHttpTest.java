package dev.saoma.page.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** G52: what a malicious receiver can do to us. */
@Timeout(300)
class BackChannelHttpTest {
    private static final Duration DEADLINE = Duration.ofMillis(400);

    private interface Receiver {
        void serve(Socket socket, OutputStream out) throws IOException;
    }

    private static int post(Receiver receiver) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                BackChannelHttp http = new BackChannelHttp(Outbound.direct(), new TargetRule(false, true), DEADLINE)) {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    receiver.serve(socket, socket.getOutputStream());
                } catch (IOException e) {
                    // The page closed the connection, which is what the tests expect.
                }
            });
            thread.setDaemon(true);
            thread.start();
            return http.post(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), "logout_token=t");
        }
    }

    @Test
    @DisplayName("a page on https loopback, behind a proxy with TLS, reaches applications on loopback")
    void httpsIssuerOnLoopback_reachesLoopback(@TempDir Path directory) throws Exception {
        String yaml = """
                issuer: https://localhost:8443
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                applications: [{ clientId: crm, name: crm, redirectUris: ["http://localhost:8080/cb"] }]
                """;
        PoolSettings settings = PageSettings.parse(yaml, directory, Map.of()).pool();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                BackChannelHttp http = BackChannelHttp.of(settings, Outbound.direct())) {
            Thread thread = new Thread(() -> {
                try (Socket socket = server.accept()) {
                    write(socket.getOutputStream(), "HTTP/1.1 204 No Content\r\n\r\n");
                } catch (IOException e) {
                    // The test reports it by itself.
                }
            });
            thread.setDaemon(true);
            thread.start();

            assertThat(http.post(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), "logout_token=t"))
                    .isEqualTo(204);
        }
    }

    /** Waits a moment for the page to close the connection: the pause between two drops. */
    private static boolean hungUp(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            while (socket.getInputStream().read() >= 0) {
                // The content of the request does not matter here.
            }
            return true;
        } catch (SocketTimeoutException stillThere) {
            return false;
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    @DisplayName("G52: the deadline is over everything, however slowly an answer drips")
    void drippingHeaders_endAtTheDeadline() {
        assertThatThrownBy(() -> post((socket, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nX: ");
                    while (true) {
                        write(out, "x");
                        if (hungUp(socket)) {
                            return;
                        }
                    }
                }))
                .isInstanceOf(BackChannelHttp.Failed.class)
                .hasMessageContaining("400 ms");
    }

    @Test
    void endlessBody_isNotRead() throws Exception {
        assertThat(post((socket, out) -> {
                    write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    while (true) {
                        write(out, "4\r\nbody\r\n");
                    }
                }))
                .isEqualTo(200);
    }

    @Test
    void hangUp_isAFailure() {
        assertThatThrownBy(() -> post((socket, out) -> socket.close())).isInstanceOf(BackChannelHttp.Failed.class);
    }
}
