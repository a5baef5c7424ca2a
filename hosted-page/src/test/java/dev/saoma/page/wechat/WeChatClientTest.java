package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.saoma.page.TestCertificate;
import dev.saoma.page.WeChatStub;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.SubjectPolicy;
import dev.saoma.page.settings.WeChatSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(30)
class WeChatClientTest {
    private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final WeChatGrant GRANT = new WeChatGrant(WeChatStub.OPENID, WeChatStub.UNIONID, WeChatStub.TOKEN);

    private static WeChatSettings app(URI api) {
        return new WeChatSettings("wx0123456789abcdef", Secret.of(SECRET), SubjectPolicy.UNIONID, api, api);
    }

    private static WeChatClient client(URI api) {
        return new WeChatClient(app(api), (call, result, took) -> {});
    }

    private static WeChatClient hurried(URI api) {
        return new WeChatClient(app(api), SHORT, 4, Duration.ofSeconds(5), (call, result, took) -> {});
    }

    private static WeChatException failure(WeChatClient client) {
        WeChatException failure =
                catchThrowableOfType(WeChatException.class, () -> client.exchange("the-code-of-wechat"));
        assertThat(failure).isNotNull();
        return failure;
    }

    @Test
    void goodAnswer_isGrant() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            WeChatGrant grant = client.exchange("c");

            assertThat(grant).isEqualTo(GRANT);
            assertThat(wechat.calls().get(0).parameters())
                    .containsEntry("appid", "wx0123456789abcdef")
                    .containsEntry("secret", SECRET)
                    .containsEntry("code", "c")
                    .containsEntry("grant_type", "authorization_code");
        }
    }

    @Test
    @DisplayName("W18: a code with special characters is encoded once")
    void specialCharacters_areEncodedOnce() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            client.exchange("a+/=&#% 中");

            assertThat(wechat.calls().get(0).parameters()).containsEntry("code", "a+/=&#% 中");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; charset=ISO-8859-1", "application/json; charset=gbk"})
    @DisplayName("W7: the body is UTF-8 whatever the header says")
    void anyContentType_isReadAsUtf8(String contentType) throws Exception {
        byte[] body = WeChatStub.PROFILE.getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer(RawServer.body(body, contentType));
                WeChatClient client = client(server.uri())) {
            assertThat(client.profile(GRANT).nickname()).isEqualTo("张伟🎉");
        }
    }

    @ParameterizedTest(name = "errcode {0} is {1}")
    @CsvSource({
        "40029,CODE_INVALID",
        "42003,CODE_INVALID",
        "41008,CODE_INVALID",
        "40163,CODE_USED",
        "-1,BUSY",
        "45009,BUSY",
        "45011,BUSY",
        "40013,MISCONFIGURED",
        "40125,MISCONFIGURED",
        "40243,MISCONFIGURED",
        "41002,MISCONFIGURED",
        "41004,MISCONFIGURED",
        "48001,MISCONFIGURED",
        "50001,MISCONFIGURED",
        "42001,REFUSED",
        "40003,REFUSED",
        "50002,REFUSED",
        "123456,REFUSED"
    })
    @DisplayName("W8: errcode with HTTP 200")
    void errcode_isJudged(int errcode, WeChatFailure expected) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(errcode));

            WeChatException failure = failure(client);

            assertThat(failure.failure()).isEqualTo(expected);
            assertThat(failure.errcode()).isEqualTo(errcode);
            assertThat(failure).hasMessageContaining("rid 61a969fa-0123abcd-89ef4567");
            assertThat(wechat.calls()).as("a code is sent once").hasSize(1);
        }
    }

    @Test
    @DisplayName("W8: 40013 and 40125 name the key of the settings")
    void wrongCredentials_nameTheKey() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(40013));
            assertThat(failure(client)).hasMessageContaining("wechat.appId");
            wechat.answersToken(WeChatStub.error(40125));
            assertThat(failure(client)).hasMessageContaining("wechat.appSecret");
        }
    }

    @Test
    void errcodeZero_isNoError() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.GRANT.replace("{", "{\"errcode\":0,\"errmsg\":\"ok\","));

            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

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
            assertThat(server.clientGone().await(10, TimeUnit.SECONDS)).isTrue();
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
            assertThat(server.clientGone().await(10, TimeUnit.SECONDS)).isTrue();
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
                long start = System.nanoTime();
                assertThat(failure(client)).hasMessageContaining("400 ms");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            }
            assertThat(server.clientGone().await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @DisplayName("W2: headers that never come")
    void silence_endsAtTheDeadline() {
        CountDownLatch never = new CountDownLatch(1);
        try (RawServer server = new RawServer(out -> never.await(20, TimeUnit.SECONDS));
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
    @DisplayName("W1: a name that nobody knows")
    void unknownName_isUnreachable() {
        try (WeChatClient client = hurried(URI.create("http://wechat.invalid"))) { // Never a name: RFC 6761, 6.4.
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
        }
    }

    @Test
    @DisplayName("W1: nobody listens")
    void refusedConnection_isUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (WeChatClient client = client(URI.create("http://127.0.0.1:" + port))) {
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
    @DisplayName("W1: a certificate that nobody vouches for; there is no way to trust all")
    void unknownCertificate_isUnreachable(@TempDir Path directory) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(TestCertificate.make(directory).server()));
        server.createContext("/", exchange -> requests.incrementAndGet());
        server.start();
        try (WeChatClient client =
                client(URI.create("https://127.0.0.1:" + server.getAddress().getPort()))) {
            assertThat(failure(client)).hasMessage("SSLHandshakeException");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @DisplayName("W14: when all places are taken, the next is told at once")
    void fullBulkhead_isBusyAtOnce() throws Exception {
        CountDownLatch allIn = new CountDownLatch(4);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = new WeChatClient(
                        app(wechat.uri()),
                        Duration.ofSeconds(10),
                        4,
                        Duration.ofSeconds(5),
                        (call, result, took) -> {})) {
            wechat.answersToken(call -> {
                allIn.countDown();
                awaitQuietly(goOn);
                return WeChatStub.GRANT;
            });
            List<Future<WeChatGrant>> running = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> client.signIn(() -> client.exchange("c" + i))))
                    .toList();
            assertThat(allIn.await(10, TimeUnit.SECONDS)).isTrue();

            WeChatException fifth = catchThrowableOfType(
                    WeChatException.class, () -> client.signIn(() -> client.exchange("the-code-of-wechat")));
            assertThat(fifth.failure()).isEqualTo(WeChatFailure.BUSY);
            assertThat(wechat.calls()).hasSize(4);

            goOn.countDown();
            for (Future<WeChatGrant> call : running) {
                assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(GRANT);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName(
            "W15: WeChat down: after some failures nobody waits any more, one asks now and then, and it heals by itself")
    void manyFailures_openTheBreaker_andItClosesAgain() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        RawServer.Answer answer = out -> (down.get()
                        ? RawServer.text("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                        : RawServer.body(WeChatStub.GRANT))
                .write(out);
        try (RawServer server = new RawServer(answer);
                WeChatClient client = new WeChatClient(
                        app(server.uri()),
                        Duration.ofSeconds(10),
                        4,
                        Duration.ofMillis(200),
                        (call, result, took) -> {})) {
            for (int i = 0; i < 10; i++) {
                assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            }
            int asked = server.requests();
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.BUSY);
            assertThat(failure(client)).hasMessageContaining("was not asked");
            assertThat(server.requests()).isEqualTo(asked);

            down.set(false);
            boolean healed = false;
            while (!healed) { // Ends at the class's timeout.
                try {
                    healed = client.exchange("c").equals(GRANT);
                } catch (WeChatException e) {
                    assertThat(e.failure()).isEqualTo(WeChatFailure.BUSY);
                }
            }
            assertThat(client.exchange("c")).isEqualTo(GRANT);
            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

    @Test
    @DisplayName("W15: while WeChat is down, two thousand sign-ins are a few calls each time it is tried again")
    void longOutage_isNoStorm() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.saoma.page.wechat");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Level before = log.getLevel();
        log.setLevel(Level.ERROR);
        log.setAdditive(false);
        log.addAppender(lines);
        RawServer.Answer down = RawServer.text("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        try (RawServer server = new RawServer(down);
                WeChatClient client = new WeChatClient(
                        app(server.uri()),
                        Duration.ofSeconds(10),
                        4,
                        Duration.ofMillis(10),
                        (call, result, took) -> {})) {
            for (int i = 0; i < 2000; i++) {
                failure(client);
            }
            long opened = lines.list.stream()
                    .filter(line -> line.getLevel() == Level.ERROR)
                    .count();
            assertThat(opened).isPositive();
            assertThat(server.requests())
                    .isLessThanOrEqualTo((int) (10 + 2 * opened))
                    .isLessThan(2000);
        } finally {
            log.detachAppender(lines);
            log.setAdditive(true);
            log.setLevel(before);
        }
    }

    @Test
    @DisplayName("W15: what WeChat says about a code is an answer, however often it says it")
    void errcodes_doNotOpenTheBreaker() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.error(40029));
            for (int i = 0; i < 25; i++) {
                assertThat(failure(client).failure()).isEqualTo(WeChatFailure.CODE_INVALID);
            }
            assertThat(wechat.calls()).hasSize(25);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "\"1\""})
    @DisplayName("a person whom WeChat made up is nobody, and the profile is not asked for")
    void snapshotUser_isRefused(String flag) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(
                    "{\"access_token\":\"t\",\"openid\":\"o\",\"unionid\":\"u\",\"is_snapshotuser\":" + flag + "}");

            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.SNAPSHOT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"t\"}",
                "{\"access_token\":\"t\",\"openid\":\"\"}",
                "{\"access_token\":\"t\",\"openid\":42}",
                "{\"access_token\":\"t\",\"openid\":null}",
                "{\"access_token\":\"t\",\"openid\":\"o o\"}",
                "{\"access_token\":\"t\",\"openid\":\"o\",\"unionid\":7}",
                "{\"openid\":\"o\"}"
            })
    @DisplayName("W9: a grant that does not say who it is for")
    void grantWithoutPerson_isRefused(String body) {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(body);

            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7200\"", "-1", "1e18", "null", "{}"})
    @DisplayName("W20: expires_in does not matter")
    void strangeExpiresIn_isIgnored(String expiresIn) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersToken(WeChatStub.GRANT.replace("7200", expiresIn));

            assertThat(client.exchange("c")).isEqualTo(GRANT);
        }
    }

    @Test
    @DisplayName("W9: a profile of somebody else")
    void profileOfSomebodyElse_isRefused() {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(WeChatStub.PROFILE.replace(WeChatStub.OPENID, "oSomebodyElse"));

            WeChatException failure = catchThrowableOfType(WeChatException.class, () -> client.profile(GRANT));

            assertThat(failure.failure()).isEqualTo(WeChatFailure.REFUSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"headimgurl\":\"\",",
                "\"headimgurl\":\"javascript:alert(1)\",",
                "\"headimgurl\":\"http://169.254.169.254/x\",",
                "\"headimgurl\":\"https://evil.example/x\",",
                "\"headimgurl\":7,",
                "\"nickname\":\"\",",
                "\"nickname\":null,",
                "\"privilege\":{},"
            })
    @DisplayName("W10: a strange profile is no reason to refuse, and nothing strange is passed on")
    void strangeProfile_isHarmless(String member) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile("{" + member + "\"openid\":\"" + WeChatStub.OPENID + "\"}");

            WeChatProfile profile = client.profile(GRANT);

            assertThat(profile.avatar()).isNull();
            assertThat(profile.nickname()).isNull();
        }
    }

    @Test
    void rawControlCharacters_doNotBreakTheProfile() throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(WeChatStub.PROFILE.replace("张伟", "张\u0003伟\u0000"));

            assertThat(client.profile(GRANT).nickname()).isEqualTo("张 伟 🎉");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 40001})
    @DisplayName("W8: the profile is asked a second time where WeChat stumbles, and not a third")
    void stumble_isRetriedOnce(int errcode) throws Exception {
        try (WeChatStub wechat = new WeChatStub();
                WeChatClient client = client(wechat.uri())) {
            wechat.answersProfile(
                    call -> wechat.calls("/sns/userinfo") == 1 ? WeChatStub.error(errcode) : WeChatStub.PROFILE);
            assertThat(client.profile(GRANT).nickname()).isEqualTo("张伟🎉");

            wechat.answersProfile(WeChatStub.error(errcode));
            assertThat(catchThrowableOfType(WeChatException.class, () -> client.profile(GRANT))
                            .errcode())
                    .isEqualTo(errcode);
            assertThat(wechat.calls("/sns/userinfo")).isEqualTo(4);
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

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
