package dev.saoma.page.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.support.ConnectProxy;
import dev.saoma.page.support.TestCertificate;
import dev.saoma.page.support.TlsServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy that resolves names itself does not bypass the rule for targets. */
@Timeout(300)
class BackChannelThroughProxyTest {
    /** From RFC 5737: an address that is unused and not private, so that no test resolves a name. */
    private static final String PUBLIC = "https://203.0.113.7/saoma/backchannel-logout";

    @TempDir
    static Path directory;

    private static TlsServer application;

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = TestCertificate.make(directory, "ip:203.0.113.7");
        Files.writeString(directory.resolve("company.pem"), certificate.pem());
        application = new TlsServer(certificate, "");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static BackChannelHttp http(ConnectProxy proxy, boolean privateTargets) {
        PageSettings settings = PageSettings.parse("""
                issuer: https://login.example.com
                wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
                applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
                outbound: { ca: company.pem, proxy: "http://%s" }
                """.formatted(proxy.address()), directory, Map.of());
        return new BackChannelHttp(
                new Outbound(settings.process().outbound()),
                new TargetRule(privateTargets, false),
                Duration.ofMinutes(1));
    }

    @Test
    void publicTarget_isToldThroughTheProxy_whichItselfIsAtAPrivateAddress() throws Exception {
        try (ConnectProxy proxy = new ConnectProxy(application.port());
                BackChannelHttp http = http(proxy, false)) {
            assertThat(http.post(URI.create(PUBLIC), "logout_token=t")).isEqualTo(200);
            assertThat(proxy.asked()).containsExactly("CONNECT 203.0.113.7:443 HTTP/1.1");
            assertThat(application.requests()).last().asString().startsWith("POST /saoma/backchannel-logout");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.1.2.3/cb",
                "https://192.168.0.9:8443/cb",
                "https://[fd00::1]/cb",
                "https://[::ffff:10.0.0.1]/cb"
            })
    void privateTarget_isNotSentToTheProxy(String target) {
        try (ConnectProxy proxy = new ConnectProxy(application.port());
                BackChannelHttp http = http(proxy, false)) {
            assertThatThrownBy(() -> http.post(URI.create(target), "logout_token=t"))
                    .isInstanceOf(BackChannelHttp.Failed.class)
                    .hasMessageContaining("is a private address")
                    .hasMessageContaining("backChannel.privateTargets");
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/cb", "https://224.0.0.1/cb"})
    void targetThatIsNoApplication_isNotSentToTheProxy(String target) {
        for (boolean privateTargets : new boolean[] {false, true}) {
            try (ConnectProxy proxy = new ConnectProxy(application.port());
                    BackChannelHttp http = http(proxy, privateTargets)) {
                assertThatThrownBy(() -> http.post(URI.create(target), "logout_token=t"))
                        .isInstanceOf(BackChannelHttp.Failed.class)
                        .hasMessageContaining("link-local, multicast or wildcard")
                        .hasMessageNotContaining("backChannel.privateTargets");
                assertThat(proxy.asked()).isEmpty();
            }
        }
    }

    @Test
    void targetThatCannotBeLookedUpHere_isNotSentToTheProxy() {
        try (ConnectProxy proxy = new ConnectProxy(application.port());
                BackChannelHttp http = http(proxy, true)) {
            assertThatThrownBy(() -> http.post(URI.create("https://crm.invalid/cb"), "logout_token=t"))
                    .isInstanceOf(BackChannelHttp.Failed.class)
                    .hasMessageContaining("crm.invalid cannot be looked up here");
            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void proxyThatRefuses_isATransientFailure_andNotTheApplicationsAnswer() {
        try (ConnectProxy proxy = new ConnectProxy(application.port()).refuses("403 Forbidden");
                BackChannelHttp http = http(proxy, false)) {
            assertThatThrownBy(() -> http.post(URI.create(PUBLIC), "logout_token=t"))
                    .isInstanceOf(BackChannelHttp.Failed.class)
                    .hasMessageContaining("the proxy " + proxy.address())
                    .hasMessageContaining("HTTP status 403");
        }
    }
}
