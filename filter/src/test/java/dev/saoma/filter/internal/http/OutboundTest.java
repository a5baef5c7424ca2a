package dev.saoma.filter.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.support.ClosedPort;
import dev.saoma.filter.support.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OutboundTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofMillis(600);

    private final Outbound outbound = new Outbound(new OutboundLimits(PATIENCE, PATIENCE, 1024, 2));
    /** Only for tests of the deadline: a slow machine may need longer for a complete response. */
    private final Outbound hasty = new Outbound(new OutboundLimits(PATIENCE, DEADLINE, 1024, 2));

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        outbound.close();
        hasty.close();
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    @Test
    void answer_isReadAsUtf8WhateverTheType() throws Exception {
        URI uri =
                serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\n中文"));

        OutboundResponse response = outbound.getJson(uri);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo("中文");
    }

    @Test
    @DisplayName("one byte every 50 ms for ever ends at the total deadline")
    void dribblingServer_endsAtTheDeadline() throws Exception {
        URI uri = serve(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                write(out, "x");
                pause();
            }
        });
        OutboundException e = failure(hasty, uri);

        assertThat(e).hasMessage("GET " + uri + ": no complete answer within PT0.6S");
    }

    @Test
    void dribblingHeaders_endAtTheDeadline() throws Exception {
        URI uri = serve(out -> {
            while (true) {
                write(out, "H");
                pause();
            }
        });

        assertThat(failure(hasty, uri)).hasMessageEndingWith("no complete answer within PT0.6S");
    }

    @Test
    @DisplayName("G85: a call given up frees its place")
    void callsGivenUp_doNotUseUpThePlaces() throws Exception {
        URI slow = serve(out -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while (true) {
                write(out, "x");
                pause();
            }
        });
        URI good = serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));
        for (int i = 0; i < 4; i++) {
            assertThat(failure(hasty, slow).getMessage())
                    .containsAnyOf("no complete answer within PT0.6S", "too many calls under way");
        }

        assertThat(eventually(hasty, good).text()).isEqualTo("{}");
    }

    @Test
    void longAnswer_isCutOff() throws Exception {
        URI uri = serve(out -> {
            write(out, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                write(out, "0123456789".repeat(100));
            }
        });

        OutboundException e = failure(outbound, uri);

        assertThat(e).hasMessageEndingWith("answer longer than 1024 bytes");
    }

    @Test
    void answerOfExactlyTheCap_isTaken() throws Exception {
        URI uri = serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n" + "a".repeat(1024)));

        assertThat(outbound.getJson(uri).text()).hasSize(1024);
    }

    @Test
    void redirect_isNotFollowed() throws Exception {
        URI uri = serve(
                out -> write(out, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));

        assertThat(outbound.getJson(uri).status()).isEqualTo(302);
    }

    @Test
    void refusedConnection_isUnreachable() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + ClosedPort.take() + "/x?secret=1");

        OutboundException e = failure(outbound, uri);

        assertThat(e.getMessage())
                .startsWith("GET http://127.0.0.1:")
                .endsWith("/x: HttpHostConnectException")
                .doesNotContain("secret");
    }

    @Test
    void brokenAnswer_isUnreachable() throws Exception {
        URI uri = serve(out -> write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"));

        assertThat(failure(outbound, uri)).hasMessage("GET " + uri + ": ConnectionClosedException");
    }

    @Test
    @DisplayName("the bulkhead: more calls than places are refused at once")
    void tooManyCalls_areRefusedAtOnce() throws Exception {
        CountDownLatch arrived = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        URI uri = serve(out -> {
            arrived.countDown();
            await(release);
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        });
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> {
                try {
                    outbound.getJson(uri);
                } catch (OutboundException e) {
                    // The test is over.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        await(arrived);

        OutboundException e = catchThrowableOfType(OutboundException.class, () -> outbound.getJson(uri));

        assertThat(e).hasMessage("GET " + uri + ": too many calls under way");
        release.countDown();
    }

    @Test
    void form_isEncodedAndAuthorized() throws Exception {
        List<String> received = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        open.add(server);
        RawServer.start(() -> {
            try (Socket socket = server.accept()) {
                byte[] buffer = new byte[4096];
                StringBuilder text = new StringBuilder();
                while (!text.toString().contains("code=")) {
                    int read = socket.getInputStream().read(buffer);
                    text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                }
                received.add(text.toString());
                write(socket.getOutputStream(), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                done.countDown();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        outbound.postForm(
                URI.create("http://127.0.0.1:" + server.getLocalPort() + "/token"),
                Map.of("code", "a&b=c 中"),
                "Basic eDp5");
        await(done);

        assertThat(received.get(0))
                .startsWith("POST /token HTTP/1.1\r\n")
                .contains("Authorization: Basic eDp5\r\n")
                .contains("Content-Type: application/x-www-form-urlencoded")
                .doesNotContain("Accept-Encoding")
                .endsWith("code=a%26b%3Dc+%E4%B8%AD");
    }

    @Test
    @DisplayName("a server that announces to keep connections, and closes them: no call fails, none is repeated")
    void idleConnectionsAreClosed_noCallFails() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        URI uri = serve(out -> {
            requests.incrementAndGet();
            write(out, "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\n{}");
        });

        // Workers that have returned a response need a moment to become free.
        try (Outbound roomy = new Outbound(new OutboundLimits(PATIENCE, PATIENCE, 1024, 100))) {
            for (int i = 0; i < 100; i++) {
                assertThat(roomy.postForm(uri, Map.of("code", "c" + i), null).text())
                        .isEqualTo("{}");
            }
        }
        assertThat(requests).hasValue(100);
    }

    private static OutboundException failure(Outbound calls, URI uri) {
        return catchThrowableOfType(OutboundException.class, () -> calls.getJson(uri));
    }

    /** Interrupted workers need a moment to stop. */
    private static OutboundResponse eventually(Outbound calls, URI uri) throws OutboundException {
        for (int attempt = 0; ; attempt++) {
            try {
                return calls.getJson(uri);
            } catch (OutboundException e) {
                if (attempt == 50) {
                    throw e;
                }
                pause();
            }
        }
    }

    @Test
    void givenAddress_isCalledInPlaceOfTheName() throws Exception {
        URI uri = serve(out -> write(out, "HTTP/1.1 204 No Content\r\n\r\n"));
        URI byName = new URI("http", null, "no-such-host.invalid", uri.getPort(), "/x", null, null);

        OutboundResponse response =
                outbound.postForm(byName, InetAddress.getByName("127.0.0.1"), Map.of("a", "b"), Map.of("Mark", "1"));

        assertThat(response.status()).isEqualTo(204);
    }

    private URI serve(RawServer.Answer answer) throws IOException {
        RawServer server = new RawServer(answer);
        open.add(server);
        return server.uri();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    // The pace of a slow server is what is tested: a byte before each timeout of the socket, and never the whole
    // response before the deadline. How long a pause really is does not matter.
    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
