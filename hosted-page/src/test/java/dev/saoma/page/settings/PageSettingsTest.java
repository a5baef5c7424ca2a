package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.settings.ProtocolRules.SignOutAddresses;
import dev.saoma.page.settings.ProtocolRules.SigningAlgorithm;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, and the defaults for what is not set. */
class PageSettingsTest extends GoodSettings {
    @Test
    void fewLines_areEnough() {
        PoolSettings settings = pool(GOOD);

        assertThat(settings.issuer()).isEqualTo(URI.create("https://login.example.com"));
        assertThat(parse(GOOD).listen()).isEqualTo(new Listen("127.0.0.1", 8080));
        assertThat(settings.qrLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.wechat().appSecret().reveal()).isEqualTo(APP_SECRET);
        assertThat(settings.wechat().subject()).isEqualTo(SubjectPolicy.UNIONID);
        assertThat(settings.wechat().openUrl()).hasToString("https://open.weixin.qq.com");
        assertThat(settings.wechat().apiUrl()).hasToString("https://api.weixin.qq.com");
        assertThat(settings.keys().signing()).isEqualTo(directory.resolve("signing-key.json"));
        assertThat(settings.keys().cookieFile()).isEqualTo(directory.resolve("cookie.key"));
        Application crm = settings.application("crm").orElseThrow();
        assertThat(crm.name()).isEqualTo("客户管理");
        assertThat(crm.homeUri()).hasToString("https://crm.example.com/");
        assertThat(settings.application("CRM")).isEmpty();
        assertThat(settings.loopbackHttp()).isFalse();
    }

    @Test
    void whatIsNotWritten_isSafe() {
        PoolSettings settings = pool(GOOD);

        assertThat(settings.session())
                .isEqualTo(new PoolSettings.SessionSettings(true, Duration.ofHours(4), Duration.ofHours(12)));
        assertThat(settings.privateBackChannel()).isFalse();
        Application crm = settings.application("crm").orElseThrow();
        assertThat(crm.rules()).isEqualTo(ProtocolRules.STANDARD);
        assertThat(crm.signOut()).isEqualTo(SignOutAddresses.NONE);
        assertThat(settings.signingAlgorithms()).containsExactly("RS256");
    }

    @Test
    void rulesOfAnApplication_areRead() {
        PageSettings all = parse(GOOD + """
                    requirePkce: false
                    responseModes: [query]
                    idTokenAlgorithm: ES256
                    idTokenLifetime: PT5M
                    postLogoutRedirectUris: https://crm.example.com/bye
                    backChannelLogoutUri: https://crm.example.com/saoma/backchannel-logout
                session: { enabled: false, idle: PT5M, lifetime: PT10M }
                backChannel: { privateTargets: true }
                """.replaceAll("(?m)^ {20}", "    ").replaceAll("(?m)^ {16}", ""));

        PoolSettings settings = all.pool();
        List<String> warnings = all.warnings();
        Application crm = settings.application("crm").orElseThrow();
        assertThat(crm.rules())
                .isEqualTo(new ProtocolRules(
                        false, Set.of(ResponseMode.QUERY), SigningAlgorithm.ES256, Duration.ofMinutes(5)));
        assertThat(crm.signOut().returnUris()).containsExactly("https://crm.example.com/bye");
        assertThat(crm.signOut().backChannel())
                .hasValueSatisfying(uri -> assertThat(uri.getPath()).isEqualTo("/saoma/backchannel-logout"));
        assertThat(warnings).anyMatch(warning -> warning.contains("crm") && warning.contains("PKCE"));
        assertThat(settings.session().enabled()).isFalse();
        assertThat(settings.privateBackChannel()).isTrue();
    }

    @Test
    void everyKey_isRead() throws IOException {
        Files.writeString(directory.resolve("k1"), "q83vEjRWeJC6zf7ty6mHZUMhDu38y6mHZUMhD+7c7A8=\n");
        PageSettings all = parse("""
                issuer: http://localhost:9000/login
                listen: "[::1]:9000"
                hosts: [page.internal:9000]
                qrLifetime: PT90S
                wechat: { appId: wx0123456789abcdef, appSecret: "${env:WECHAT_SECRET}", subject: openid,
                          openUrl: http://localhost:8082, apiUrl: http://127.0.0.1:8082 }
                keys: { signing: keys/sign.json, cookie: ["${file:k1}"] }
                applications:
                  - { clientId: a, name: A, redirectUris: [http://localhost/cb, "https://a.example/cb?x=1"],
                      homeUri: https://a.example/start }
                """);

        PoolSettings settings = all.pool();
        assertThat(all.listen()).hasToString("[::1]:9000");
        assertThat(settings.hosts()).containsExactly("page.internal:9000");
        assertThat(settings.qrLifetime()).isEqualTo(Duration.ofSeconds(90));
        assertThat(settings.wechat().subject()).isEqualTo(SubjectPolicy.OPENID);
        assertThat(settings.keys().signing()).isEqualTo(directory.resolve("keys/sign.json"));
        assertThat(settings.keys().cookie()).hasSize(1);
        assertThat(settings.keys().cookieFile()).isNull();
        Application a = settings.application("a").orElseThrow();
        assertThat(a.secret()).isEmpty();
        assertThat(a.redirectUris()).containsExactly("http://localhost/cb", "https://a.example/cb?x=1");
        assertThat(a.homeUri()).hasToString("https://a.example/start");
        assertThat(settings.loopbackHttp()).isTrue();
        assertThat(settings.onLoopback()).isTrue();
    }

    @Test
    void cookieKeyFileThatIsMissing_isToBeWritten() {
        PoolSettings settings = pool(GOOD + "keys: { cookie: \"${file:c.key}\" }\n");

        assertThat(settings.keys().cookieFile()).isEqualTo(directory.resolve("c.key"));
        assertThat(settings.keys().cookie()).isEmpty();
    }

    @Test
    @DisplayName("C13: a byte order mark before the file does no harm, one in a value is named")
    void byteOrderMark_isSeen() throws IOException {
        assertThat(pool("\uFEFF" + GOOD).issuer()).isEqualTo(URI.create("https://login.example.com"));

        Files.writeString(directory.resolve("secret"), "\uFEFF" + APP_SECRET + "\r\n");
        assertThat(mistake(GOOD.replace("${env:WECHAT_SECRET}", "${file:secret}"))
                        .why())
                .contains("U+FEFF");
        Files.writeString(directory.resolve("secret"), APP_SECRET + "\r\n");
        assertThat(pool(GOOD.replace("${env:WECHAT_SECRET}", "${file:secret}"))
                        .wechat()
                        .appSecret()
                        .reveal())
                .isEqualTo(APP_SECRET);
    }

    @Test
    @DisplayName("C16: no secret shows in any text of the settings")
    void toString_hidesSecrets() {
        assertThat(parse(GOOD).toString()).contains("(secret)").doesNotContain(SECRET, APP_SECRET);
    }

    @Test
    void settings_areDeafToLaterChanges() {
        List<String> uris = new ArrayList<>(List.of("https://a.example/cb"));
        Application application = new Application(
                "a",
                "A",
                null,
                uris,
                Set.of(),
                URI.create("https://a.example/"),
                ProtocolRules.STANDARD,
                SignOutAddresses.NONE,
                Application.STANDARD_CLAIMS,
                Optional.empty());
        uris.add("https://evil.example/");

        assertThat(application.redirectUris()).containsExactly("https://a.example/cb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:8443",
                "https://127.0.0.1:8443/login",
                "https://[::1]",
                "http://localhost:8081"
            })
    @DisplayName("a page on loopback is for applications on loopback, with TLS as well")
    void issuerOnLoopback_takesApplicationsOnLoopback(String issuer) {
        String line = "    backChannelLogoutUri: http://localhost:8080/saoma/backchannel-logout\n";

        PageSettings read = parse(onLoopback(issuer) + line);

        assertThat(read.pool().onLoopback()).isTrue();
        assertThat(read.pool().applications().get(0).redirectUris())
                .containsExactly("http://localhost:8080/saoma/callback");
        assertThat(read.warnings()).isEmpty();
    }

    private static String onLoopback(String issuer) {
        return GOOD.replace("issuer: https://login.example.com", "issuer: \"" + issuer + "\"")
                .replace("https://crm.example.com/saoma/callback", "http://localhost:8080/saoma/callback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost:8443", "https://127.0.0.1/x"})
    @DisplayName("a sign-out of which no application would be notified is warned of, at start and by --check")
    void backChannelOnLoopbackElsewhere_isWarnedOf(String uri) {
        String line = "    backChannelLogoutUri: " + uri + "\n";

        assertThat(parse(GOOD + line).warnings())
                .singleElement()
                .asString()
                .contains("application crm will receive no logout tokens", uri, "backChannel.privateTargets");
        assertThat(parse(GOOD + line + "backChannel: { privateTargets: true }\n")
                        .warnings())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3f8a1c5e7b9d0246813579bdf02468ace1c3e5f7091b2d4f6a8c0e1f3a5b7d9e",
                "3F8A1C5E7B9D0246813579BDF02468ACE1C3E5F7091B2D4F6A8C0E1F3A5B7D9E",
                "P4ocXnudAkaBNXm98CRorOHD5fcJGy1PaowOHzpbfZ4=",
                "P4ocXnudAkaBNXm98CRorOHD5fcJGy1PaowOHzpbfZ4"
            })
    @DisplayName("a cookie key in hexadecimal or base64 is the same key")
    void cookieKey_isReadInEachForm(String key) {
        byte[] bytes = KeySettings.bytes(pool(GOOD + "keys: { cookie: \"" + key + "\" }\n")
                .keys()
                .cookie()
                .get(0));

        assertThat(Base64.getEncoder().encodeToString(bytes)).isEqualTo("P4ocXnudAkaBNXm98CRorOHD5fcJGy1PaowOHzpbfZ4=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "%", " "})
    @DisplayName("a secret that programs send wrongly is warned of")
    void secretThatIsOftenSentWrongly_isWarnedOf(String character) {
        String secret = "3f8a1c5e7b9d0246813579bdf02468ace1" + character + "c3e5";

        assertThat(parse(GOOD.replace("${env:CRM_SECRET}", "\"" + secret + "\""))
                        .warnings())
                .singleElement()
                .asString()
                .contains("application crm", "openssl rand -hex 32")
                .doesNotContain(secret);
        assertThat(parse(GOOD).warnings()).isEmpty();
    }
}
