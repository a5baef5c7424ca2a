package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Which proxy is used, and for what. */
class OutboundReaderTest extends GoodSettings {
    private static final URI WECHAT = URI.create("https://api.weixin.qq.com");

    private final Findings findings = new Findings();
    private final List<Mistake> mistakes = findings.mistakes();

    private OutboundSettings read(String yaml, Map<String, String> properties, Map<String, String> environment) {
        References references = new References(environment, directory);
        var node = new Compose(LoadSettings.builder().build()).composeString("outbound: " + yaml);
        Section root = new Section("", node.orElseThrow(), references, findings);
        return OutboundSettings.read(root.section("outbound"), properties::get);
    }

    private OutboundProxy proxy(String yaml, Map<String, String> properties, Map<String, String> environment) {
        OutboundProxy proxy = read(yaml, properties, environment).proxy().orElseThrow();
        assertThat(mistakes).isEmpty();
        return proxy;
    }

    @Test
    void nothingSaid_isNoProxy() {
        assertThat(read("{}", Map.of(), Map.of())).isEqualTo(OutboundSettings.DIRECT);
    }

    @Test
    void setting_winsOverTheRuntime_whichWinsOverTheEnvironment() {
        Map<String, String> runtime = Map.of("https.proxyHost", "java.internal", "https.proxyPort", "8080");
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://env.internal:3128");

        assertThat(proxy("{ proxy: \"http://own.internal:1080\" }", runtime, environment))
                .returns("own.internal:1080", OutboundProxy::address)
                .returns("outbound.proxy", OutboundProxy::origin);
        assertThat(proxy("{}", runtime, environment))
                .returns("java.internal:8080", OutboundProxy::address)
                .returns("https.proxyHost", OutboundProxy::origin);
        assertThat(proxy("{}", Map.of(), environment))
                .returns("env.internal:3128", OutboundProxy::address)
                .returns("HTTPS_PROXY", OutboundProxy::origin);
        assertThat(proxy("{}", Map.of(), Map.of("https_proxy", "env.internal:3128"))
                        .address())
                .isEqualTo("env.internal:3128");
    }

    @Test
    void none_isNoProxy_whateverTheProcessWasGiven() {
        assertThat(read("{ proxy: none }", Map.of("https.proxyHost", "p"), Map.of("HTTPS_PROXY", "http://p:1"))
                        .proxy())
                .isEmpty();
    }

    @Test
    void credentials_areDecoded_andNeverPrinted() {
        OutboundProxy proxy = proxy("{ proxy: \"http://page:p%40ss+%3A1@p.internal:3128\" }", Map.of(), Map.of());

        assertThat(proxy.user()).isEqualTo("page");
        assertThat(proxy.password()).isEqualTo(Secret.of("p@ss+:1"));
        assertThat(proxy.toString()).isEqualTo("p.internal:3128");
        assertThat(new OutboundSettings(proxy, List.of()).toString()).doesNotContain("p@ss", "p%40ss");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://page:hidden-pw@p.internal:3128",
                "socks5://page:hidden-pw@p.internal:1080",
                "http://page:hidden-pw@p.internal:0",
                "http://page:hidden-pw@p.internal:70000",
                "http://page:hidden-pw@p.internal:3128/way",
                "http://hidden-pw@p.internal:3128",
                "http://:hidden-pw@p.internal:3128",
                "http://page:hidden-pw%zz@p.internal:3128",
                "http://page:hidden-pw@"
            })
    void proxyThatIsNone_isAMistakeWithoutItsPassword(String url) {
        read("{ proxy: \"" + url + "\" }", Map.of(), Map.of());
        read("{}", Map.of(), Map.of("HTTPS_PROXY", url));

        assertThat(mistakes).hasSize(2).allSatisfy(mistake -> {
            assertThat(mistake.key()).isEqualTo("outbound.proxy");
            assertThat(mistake.why() + mistake.fix())
                    .doesNotContain("hidden-pw")
                    .contains("http://proxy.internal:3128");
        });
        assertThat(mistakes.get(1).why()).contains("HTTPS_PROXY");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.weixin.qq.com | true",
                "https://crm.corp.example | false",
                "https://corp.example | false",
                "https://notcorp.example | true",
                "https://a.dotted.example | false",
                "https://star.wild.example | false",
                "https://with.port.example:8443 | false",
                "https://with.port.example | true",
                "https://10.20.30.40 | false",
                "https://11.20.30.40 | true",
                "https://[fd00::7] | false",
                "https://172.16.9.9:8443 | false",
                "https://172.16.9.9 | true",
                "https://172.32.9.9:8443 | true",
                "https://192.0.2.7:8443 | false",
                "https://192.0.2.7 | true",
                "https://[fc00::7]:8443 | false",
                "https://[fc00::7] | true",
                "https://[2001:db8::8]:8443 | false",
                "https://[2001:db8:0::8]:8443 | false",
                "https://[2001:db8::8] | true",
                "https://CRM.corp.example | false",
                "https://localhost:8443 | false",
                "https://127.0.0.1 | false",
                "https://127.9.9.9 | false",
                "https://[::1]:9 | false",
                "http://api.weixin.qq.com | false"
            })
    void noProxy_isUnderstoodAsElsewhere(String target, boolean carried) {
        String direct = "corp.example, .dotted.example,*.wild.example with.port.example:8443,10.0.0.0/8,fd00::/8,"
                + "172.16.0.0/12:8443,192.0.2.7:8443,[fc00::/8]:8443,[2001:db8::8]:8443";
        OutboundProxy fromEnvironment =
                proxy("{}", Map.of(), Map.of("HTTPS_PROXY", "http://p:3128", "NO_PROXY", direct));
        OutboundProxy fromSetting = proxy(
                "{ proxy: \"http://p:3128\", noProxy: [corp.example, .dotted.example, \"*.wild.example\","
                        + " \"with.port.example:8443\", 10.0.0.0/8, \"fd00::/8\","
                        + " \"172.16.0.0/12:8443\", \"192.0.2.7:8443\", \"[fc00::/8]:8443\", \"[2001:db8::8]:8443\"] }",
                Map.of(),
                Map.of());

        assertThat(fromEnvironment.carries(URI.create(target))).isEqualTo(carried);
        assertThat(fromSetting.carries(URI.create(target))).isEqualTo(carried);
    }

    @Test
    void noProxyOfAnotherPlace_doesNotTouchASettingOfOurs() {
        OutboundProxy own = proxy("{ proxy: \"http://p:3128\" }", Map.of(), Map.of("NO_PROXY", "*"));
        OutboundProxy all = proxy("{}", Map.of(), Map.of("HTTPS_PROXY", "http://p:3128", "no_proxy", "*"));
        OutboundProxy java =
                proxy("{}", Map.of("https.proxyHost", "p", "http.nonProxyHosts", "*.qq.com|10.*|internal"), Map.of());

        assertThat(own.carries(WECHAT)).isTrue();
        assertThat(all.carries(WECHAT)).isFalse();
        assertThat(java.carries(WECHAT)).isFalse();
        assertThat(java.carries(URI.create("https://10.1.2.3"))).isFalse();
        assertThat(java.carries(URI.create("https://open.example"))).isTrue();
    }

    @Test
    void propertiesOfTheRuntime_thatNameNoProxy_areAMistake() {
        read("{}", Map.of("https.proxyHost", "p.internal", "https.proxyPort", "web"), Map.of());

        assertThat(mistakes).singleElement().satisfies(m -> assertThat(m.why()).contains("https.proxyPort"));
    }

    @Test
    void authorities_mustBeCertificates() throws IOException {
        Files.writeString(directory.resolve("empty.pem"), "");
        Files.writeString(
                directory.resolve("text.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        for (String file : List.of("absent.pem", "empty.pem", "text.pem")) {
            mistakes.clear();
            assertThat(read("{ ca: " + file + " }", Map.of(), Map.of()).authorities())
                    .isEmpty();
            assertThat(mistakes).singleElement().satisfies(mistake -> {
                assertThat(mistake.key()).isEqualTo("outbound.ca");
                assertThat(mistake.fix()).contains("BEGIN CERTIFICATE");
            });
        }
    }

    @Test
    void wholeFile_hasThem_alsoByVariable() {
        PageSettings settings = PageSettings.parse(
                GOOD,
                directory,
                Map.of(
                        "WECHAT_SECRET", APP_SECRET,
                        "CRM_SECRET", SECRET,
                        "SAOMA_PAGE_OUTBOUND_PROXY", "http://p.internal:3128"));

        assertThat(settings.process().outbound().proxy().map(OutboundProxy::address))
                .isEqualTo(Optional.of("p.internal:3128"));
    }
}
