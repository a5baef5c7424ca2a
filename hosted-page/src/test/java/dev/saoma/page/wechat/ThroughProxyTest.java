package dev.saoma.page.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.OutboundSettings;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.Secret;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import dev.saoma.page.support.BlackHole;
import dev.saoma.page.support.ConnectProxy;
import dev.saoma.page.support.Ports;
import dev.saoma.page.support.TestCertificate;
import dev.saoma.page.support.TlsServer;
import dev.saoma.page.support.WeChatStub;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** WeChat is reached through the company's proxy, and the proxy's failures are reported as such. */
@Timeout(300)
class ThroughProxyTest {
    private static final String SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String PASSWORD = "p@ss:w0rd-of-the-proxy";
    private static final URI API = URI.create("https://api.weixin.test");
    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    static Path directory;

    private static TlsServer wechat;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "dns:api.weixin.test");
        Files.writeString(directory.resolve("company.pem"), certificate.pem());
        wechat = new TlsServer(
                certificate,
                "{\"access_token\":\"T\",\"openid\":\"%s\",\"unionid\":\"%s\"}"
                        .formatted(WeChatStub.OPENID, WeChatStub.UNIONID));
    }

    @AfterAll
    static void stop() {
        wechat.close();
    }

    private static Outbound outbound(String settings, Map<String, String> environment) {
        return new Outbound(settings("ca: company.pem" + settings, environment));
    }

    private static OutboundSettings settings(String outbound, Map<String, String> environment) {
        return PageSettings.parse("""
                        issuer: https://login.example.com
                        wechat: { appId: wx0123456789abcdef, appSecret: %s }
                        applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                        outbound: { %s }
                        """.formatted(SECRET, outbound), directory, environment)
                .process()
                .outbound();
    }

    private static WeChatClient client(Outbound outbound, Duration deadline) {
        WeChatSettings app =
                new WeChatSettings("wx0123456789abcdef", Secret.of(SECRET), SubjectPolicy.UNIONID, API, API);
        return new WeChatClient(app, outbound, deadline, 4, Duration.ofSeconds(5), (call, result, took) -> {});
    }

    private static WeChatClient client(ConnectProxy proxy) {
        return client(outbound(", proxy: \"http://" + proxy.address() + "\"", Map.of()), Duration.ofMinutes(1));
    }

    private static WeChatException failure(WeChatClient client) {
        WeChatException failure = catchThrowableOfType(WeChatException.class, () -> client.exchange("the-code"));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain(SECRET, PASSWORD, "the-code", "weixin");
        return failure;
    }

    @Test
    void call_goesThroughTheProxy_asATunnelThatTheProxyCannotLookInto() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port());
                WeChatClient client = client(proxy)) {
            assertThat(client.exchange("the-code").openid()).isEqualTo(WeChatStub.OPENID);
            assertThat(client.exchange("the-code").openid()).isEqualTo(WeChatStub.OPENID);

            assertThat(proxy.asked()).containsOnly("CONNECT api.weixin.test:443 HTTP/1.1"); // A new one for each code.
            assertThat(wechat.requests()).last().asString().startsWith("GET /sns/oauth2/access_token?appid=wx");
        }
    }

    @Test
    void callsOfOneSignIn_goThroughOneTunnel() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port());
                WeChatClient client = client(proxy)) {
            for (int i = 1; i <= 3; i++) {
                client.signIn(conversation -> client.profile(client.exchange("the-code", conversation), conversation));

                assertThat(proxy.asked()).hasSize(i);
            }
        }
    }

    @Test
    void proxyOfTheEnvironment_isUsedWhereNothingIsSet() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port());
                WeChatClient client = client(
                        outbound("", Map.of("HTTPS_PROXY", "http://" + proxy.address(), "NO_PROXY", "internal.test")),
                        Duration.ofMinutes(1))) {
            assertThat(client.exchange("the-code").openid()).isEqualTo(WeChatStub.OPENID);
            assertThat(proxy.asked()).hasSize(1);
        }
    }

    @Test
    void credentials_openTheProxy_andAreInNoLog() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger("org.apache.hc");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>(); // Threads of the client write while the test reads.
        log.start();
        Level before = root.getLevel();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        root.setAdditive(false);
        try (ConnectProxy proxy = new ConnectProxy(wechat.port()).requires("page", PASSWORD);
                WeChatClient client = client(
                        outbound(
                                ", proxy: \"http://page:p%40ss%3Aw0rd-of-the-proxy@" + proxy.address() + "\"",
                                Map.of()),
                        Duration.ofMinutes(1))) {
            assertThat(client.exchange("the-code").openid()).isEqualTo(WeChatStub.OPENID);
            assertThat(wechat.requests()).last().asString().doesNotContainIgnoringCase("proxy-authorization");
        } finally {
            root.setLevel(before);
            root.setAdditive(true);
            root.detachAppender(log);
        }
        String lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertThat(lines)
                .contains("api.weixin.test")
                .doesNotContain(SECRET, PASSWORD, "w0rd-of", "cGFnZTpwQHNz", "the-code");
    }

    @Test
    void proxyThatWantsAPassword_isSaidToWantOne() {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port()).requires("page", PASSWORD);
                WeChatClient client = client(proxy)) {
            assertThat(failure(client))
                    .hasMessageContaining(proxy.address() + " (outbound.proxy)")
                    .hasMessageContaining("407; it requires a user and a password");
        }
    }

    @Test
    void proxyWithAnotherPassword_isSaidToTakeNone() {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port()).requires("page", PASSWORD);
                WeChatClient client = client(
                        outbound(", proxy: \"http://page:w0rd-of@" + proxy.address() + "\"", Map.of()),
                        Duration.ofMinutes(1))) {
            assertThat(failure(client)).hasMessageContaining("407").hasMessageContaining("rejects those");
        }
    }

    @Test
    void proxyThatRefuses_isNotTakenForWeChat() {
        for (String status : new String[] {"502 Bad Gateway", "403 Forbidden", "503 Busy", "302 Found"}) {
            try (ConnectProxy proxy = new ConnectProxy(wechat.port()).refuses(status);
                    WeChatClient client = client(proxy)) {
                WeChatException failure = failure(client);
                assertThat(failure.failure()).isEqualTo(WeChatFailure.UNREACHABLE);
                assertThat(failure)
                        .hasMessage("the proxy " + proxy.address()
                                + " (outbound.proxy) let nothing through: HTTP status " + status.substring(0, 3));
            }
        }
    }

    @Test
    void proxyThatSaysNothing_endsAtTheDeadline() {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port()).isSilent();
                WeChatClient client =
                        client(outbound(", proxy: \"http://" + proxy.address() + "\"", Map.of()), SHORT)) {
            long start = System.nanoTime();
            assertThat(failure(client))
                    .hasMessage("the proxy " + proxy.address()
                            + " (outbound.proxy) gave no answer (no complete answer within 700 ms)");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void proxyThatTakesNoConnection_isNamed() throws Exception {
        try (BlackHole hole = new BlackHole();
                WeChatClient client = client(
                        outbound(", proxy: \"http://127.0.0.1:" + hole.uri().getPort() + "\"", Map.of()), SHORT)) {
            assertThat(failure(client))
                    .hasMessageStartingWith("the proxy 127.0.0.1:" + hole.uri().getPort());
        }
        try (Ports.Closed port = new Ports.Closed();
                WeChatClient client =
                        client(outbound(", proxy: \"http://127.0.0.1:" + port.number() + "\"", Map.of()), SHORT)) {
            assertThat(failure(client))
                    .hasMessageStartingWith(
                            "the proxy 127.0.0.1:" + port.number() + " (outbound.proxy) gave no answer");
        }
    }

    @Test
    void certificateOfAnUnknownAuthority_isRefused_andTheSettingNamed() {
        try (ConnectProxy proxy = new ConnectProxy(wechat.port());
                WeChatClient client = client(
                        new Outbound(settings("proxy: \"http://" + proxy.address() + "\"", Map.of())),
                        Duration.ofMinutes(1))) {
            assertThat(failure(client)).hasMessageContaining("not trusted").hasMessageContaining("outbound.ca");
        }
    }

    @Test
    void certificateOfAnotherHost_isRefused_whoeverGaveIt() {
        URI other = URI.create("https://other.weixin.test");
        try (ConnectProxy proxy = new ConnectProxy(wechat.port());
                WeChatClient client = new WeChatClient(
                        new WeChatSettings(
                                "wx0123456789abcdef", Secret.of(SECRET), SubjectPolicy.UNIONID, other, other),
                        outbound(", proxy: \"http://" + proxy.address() + "\"", Map.of()),
                        (call, result, took) -> {})) {
            int before = wechat.requests().size();
            assertThat(failure(client).failure()).isEqualTo(WeChatFailure.UNREACHABLE);
            assertThat(wechat.requests()).hasSize(before);
        }
    }
}
