package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.saoma.page.support.BlackHole;
import dev.saoma.page.support.Ports;
import dev.saoma.page.support.RawServer;
import dev.saoma.page.support.TestCertificate;
import dev.saoma.page.support.WeChatStub;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no response of WeChat's: nothing, too late, too much, from another server. No message contains a secret. */
@Timeout(300)
class WeChatFaultsTest extends WeChatCalls {
    static List<String> answersThatAreNotWeChats() {
        return List.of(
                "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno",
                "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n<html>portal</html>",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"openid\":\"o",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{} {\"a\":1",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n\u00ef\u00bb\u00bf{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"openid\":",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":",
                "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"errcode\":\"abc\"}",
                "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"errcode\":[1,2]}",
                "not http at all\r\n\r\n",
                "");
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNotWeChats")
    @DisplayName("W3, W4, W5: what is not WeChat's answer is a mapped error, asked once, no redirect followed")
    void strangeAnswer_isUnreachable(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer(out -> out.write(bytes));
                WeChatClient client = hurried(server.uri());
                WeChatClient other = hurried(server.uri())) {
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            assertThat(server.requests()).isEqualTo(1);
            assertThat(profileFailure(other).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            assertThat(server.requests()).isEqualTo(2);
        }
    }

    private static WeChatException profileFailure(WeChatClient client) {
        return catchThrowableOfType(WeChatException.class, () -> client.profile(GRANT));
    }

    @Test
    @DisplayName("W3: 429 and 503 mean busy")
    void overload_isBusy() {
        for (int status : List.of(429, 503)) {
            try (RawServer server =
                            new RawServer(RawServer.text("HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n"));
                    WeChatClient client = client(server.uri())) {
                assertThat(failure(client).failure()).isEqualTo(WeChatFailure.BUSY);
            }
        }
    }

    @Test
    @DisplayName("W6: a body of 50 MB is cut at 64 KB")
    void hugeBody_isCut() throws Exception {
        CountDownLatch tooMuch = new CountDownLatch(1);
        RawServer.Answer huge = out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[64 * 1024];
            for (int i = 0; i < 800; i++) {
                out.write(chunk);
            }
            tooMuch.countDown();
        };
        try (RawServer server = new RawServer(huge);
                WeChatClient client = client(server.uri())) {
            assertThat(failure(client)).hasMessageContaining("65536");
            assertThat(server.clientGone().await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(tooMuch.getCount()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("W6: headers without end are cut too")
    void endlessHeaders_areCut() throws Exception {
        RawServer.Answer endless = out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            writeForEver(out, "X-More: and more of it\r\n");
        };
        try (RawServer server = new RawServer(endless);
                WeChatClient client = client(server.uri())) {
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            assertThat(server.clientGone().await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    @DisplayName("W2: a byte now and then does not stretch the deadline, and thread and connection are given back")
    void dribble_endsAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RawServer.Answer dribble = out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!never.await(50, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
        };
        try (RawServer server = new RawServer(dribble);
                WeChatClient client = hurried(server.uri())) {
            for (int i = 0; i < 6; i++) { // More often than there are places.
                assertThat(failure(client)).hasMessageContaining("400 ms");
            }
            assertThat(server.clientGone().await(2, TimeUnit.MINUTES)).isTrue();
        }
    }

    @Test
    @DisplayName("W2: headers that never come")
    void silence_endsAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(out -> never.await(2, TimeUnit.MINUTES));
                WeChatClient client = hurried(server.uri())) {
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
        } finally {
            never.countDown();
        }
    }

    @Test
    @DisplayName("W2: an address that takes no connection: the deadline holds, and threads are given back")
    void blackHole_endsAtTheDeadline() throws IOException {
        try (BlackHole hole = new BlackHole();
                WeChatClient client = hurried(hole.uri())) {
            for (int i = 0; i < 5; i++) { // Together more often than there are threads, which are eight.
                assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
                assertThat(profileFailure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            }
        }
    }

    @Test
    @DisplayName("W1: an unknown host name")
    void unknownName_isUnreachable() {
        try (WeChatClient client = hurried(URI.create("http://wechat.invalid"))) { // Never a name: RFC 6761, 6.4.
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("W1: a closed port")
    void refusedConnection_isUnreachable() throws IOException {
        try (Ports.Closed port = new Ports.Closed();
                WeChatClient client = client(URI.create("http://127.0.0.1:" + port.number()))) {
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("W1: no TLS where TLS should be")
    void brokenHandshake_isUnreachable() {
        try (RawServer server = new RawServer(RawServer.text("no TLS\r\n\r\n"));
                WeChatClient client = hurried(URI.create(server.uri().toString().replace("http:", "https:")))) {
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("W1: a certificate of an unknown authority; there is no way to trust all")
    void unknownCertificate_isUnreachable(@TempDir Path directory) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificate.make(directory).server()));
        server.createContext("/", exchange -> requests.incrementAndGet());
        server.start();
        try (WeChatClient client =
                client(URI.create("https://127.0.0.1:" + server.getAddress().getPort()))) {
            assertThat(failure(client))
                    .hasMessageStartingWith(
                            "SSLHandshakeException: its certificate is of an authority that is not trusted");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource("answersThatAreNotWeChats")
    @DisplayName("W17: no secret, code or address in any exception text")
    void failure_tellsNoSecret(String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.ISO_8859_1);
        try (RawServer server = new RawServer(out -> out.write(bytes));
                WeChatClient client = hurried(server.uri())) {
            WeChatException failure = failure(client);

            assertThat(failure.toString())
                    .doesNotContain(SECRET)
                    .doesNotContain("secret=")
                    .doesNotContain("the-code-of-wechat");
            assertThat(failure.getCause()).isNull();
            assertThat(failure.getSuppressed()).isEmpty();
        }
    }

    private static void writeForEver(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        while (!Thread.currentThread().isInterrupted()) {
            out.write(bytes);
        }
    }

    @Test
    @DisplayName("a server that closes connections without a word: every sign-in succeeds, and every code is sent once")
    void idleConnectionsAreClosed_noSignInFailsAndNoCodeIsSentTwice() throws Exception {
        String body = "{\"access_token\":\"t\",\"openid\":\"" + WeChatStub.OPENID + "\",\"unionid\":\""
                + WeChatStub.UNIONID + "\"}";
        // Announces to keep the connection, and closes it right after the response.
        String answer =
                "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (RawServer server = new RawServer(RawServer.text(answer));
                WeChatClient client = client(server.uri())) {
            for (int i = 0; i < 100; i++) {
                String code = "code-" + i + "-";
                client.signIn(conversation -> client.profile(client.exchange(code, conversation), conversation));

                assertThat(server.heads().stream().filter(head -> head.contains("code=" + code)))
                        .hasSize(1);
            }
            assertThat(server.requests()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("a sign-in opens one connection: its code goes over a new one, and its profile over the same")
    void callsOfOneSignIn_shareAConnection() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            for (int i = 1; i <= 20; i++) {
                String code = "c" + i;
                client.signIn(conversation -> client.profile(client.exchange(code, conversation), conversation));

                assertThat(wechat.connections()).hasSize(i);
            }
        }
    }

    @Test
    @DisplayName("a code never goes over a connection that was kept for another sign-in's profile")
    void keptConnection_carriesNoOtherCode() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            for (int i = 1; i <= 20; i++) {
                String code = "c" + i;
                client.signIn(conversation -> client.exchange(code, conversation));

                assertThat(wechat.connections()).hasSize(i);
            }
        }
    }
}
