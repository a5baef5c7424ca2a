package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.HostedPage;
import dev.saoma.page.doctor.Doctor;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.sandbox.WeChatSandbox;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds at a WeChat that shares no code with the hosted page. */
class DoctorIT {
    private static final String APP_ID = "wx00000000000d0c70";
    private static final String APP_SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    static Path directory;

    private static WeChatSandbox wechat;
    private static HostedPage page;

    @BeforeAll
    static void start() throws Exception {
        wechat = WeChatSandbox.builder()
                .app(APP_ID, APP_SECRET, "Doctor", "127.0.0.1")
                .port(0)
                .start();
        ServerSocketChannel socket = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        page = HostedPage.start(
                settings("http://127.0.0.1:" + socket.socket().getLocalPort(), APP_ID, APP_SECRET), socket);
    }

    @AfterAll
    static void stop() {
        page.close();
        wechat.close();
    }

    private static PageSettings settings(String issuer, String appId, String appSecret) {
        return PageSettings.parse(
                """
                issuer: %s
                wechat: { appId: %s, appSecret: %s, openUrl: "%s", apiUrl: "%s" }
                applications: [{ clientId: a, name: A, redirectUris: ["https://a.example/cb"] }]
                """.formatted(issuer, appId, appSecret, wechat.uri(), wechat.uri()), directory, Map.of());
    }

    private static List<String> wrong(URI issuer, String appId, String appSecret) {
        return new Doctor()
                .examine(settings(issuer.toString(), appId, appSecret)).values().stream()
                        .flatMap(List::stream)
                        .filter(finding -> finding.grade() != Finding.Grade.GOOD)
                        .map(Finding::key)
                        .toList();
    }

    @Test
    void goodSetUp_isGood() {
        assertThat(wrong(page.issuer(), APP_ID, APP_SECRET)).isEmpty();
    }

    @Test
    @DisplayName("C14: wrong AppID (40013), wrong AppSecret (40125)")
    void wrongCredentials_areTold() {
        assertThat(wrong(page.issuer(), "wx00000000000fffff", APP_SECRET))
                .containsExactly("credentials.appId", "credentials.appId");
        assertThat(wrong(page.issuer(), APP_ID, "f123456789abcdef0123456789abcdef"))
                .containsExactly("credentials.secret");
    }

    @Test
    @DisplayName("C14: callback domain that WeChat refuses (redirect_uri 参数错误)")
    void wrongCallbackDomain_isTold() {
        URI other = URI.create("http://localhost:" + page.issuer().getPort());

        assertThat(wrong(other, APP_ID, APP_SECRET)).contains("callback.port");
    }
}
