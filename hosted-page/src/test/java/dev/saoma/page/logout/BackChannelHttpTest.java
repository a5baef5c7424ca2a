package dev.saoma.page.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.outbound.Outbound;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** G52: what a bad receiver can do to us. */
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
                    // The page hung up, which is what the tests want.
                }
            });
            thread.setDaemon(true);
            thread.start();
            return http.post(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), "logout_token=t");
        }
    }

    /** Waits a moment for the page to hang up: the pause between two drops. */
    private static boolean hungUp(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            while (socket.getInputStream().read() >= 0) {
                // The request is of no interest here.
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
