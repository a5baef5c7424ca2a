package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.settings.References.Overrides;
import dev.saoma.page.settings.SettingsException.Mistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values from {@code SAOMA_PAGE_…}. */
class OverridesTest {
    private static final String YAML = """
            issuer: https://login.example.com
            trustedProxies: [127.0.0.1]
            wechat: { appId: wx0123456789abcdef, appSecret: in-the-file }
            applications:
              - { clientId: crm, name: CRM, redirectUris: ["https://crm.example/cb"] }
            """;

    private static PageSettings parse(String yaml, Map<String, String> environment) {
        return PageSettings.parse(yaml, Path.of(""), environment);
    }

    private static List<Mistake> mistakes(String yaml, Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> parse(yaml, environment))
                .mistakes();
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, SAOMA_PAGE_ISSUER",
        "wechat.appId, SAOMA_PAGE_WECHAT_APP_ID",
        "applications[0].redirectUris, SAOMA_PAGE_APPLICATIONS_0_REDIRECT_URIS",
        "pools[12].keys.cookie, SAOMA_PAGE_POOLS_12_KEYS_COOKIE",
        "branding.texts.note.zh-CN, SAOMA_PAGE_BRANDING_TEXTS_NOTE_ZH_CN"
    })
    void variable_isNamedLikeThePlace(String path, String variable) {
        assertThat(Overrides.variable(path)).isEqualTo(variable);
    }

    @Test
    void environment_winsOverTheFile_andSaysSo() {
        PageSettings settings = parse(
                YAML,
                Map.of(
                        "SAOMA_PAGE_WECHAT_APP_SECRET", "in-the-environment",
                        "SAOMA_PAGE_QR_LIFETIME", "PT2M",
                        "SAOMA_PAGE_LISTEN", "0.0.0.0:9000",
                        "SAOMA_PAGE_SESSION_ENABLED", "false",
                        "SAOMA_PAGE_APPLICATIONS_0_REDIRECT_URIS", "https://a.example/cb  https://b.example/cb"));

        assertThat(settings.pool().wechat().appSecret().reveal()).isEqualTo("in-the-environment");
        assertThat(settings.pool().qrLifetime()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.listen()).hasToString("0.0.0.0:9000");
        assertThat(settings.pool().session().enabled()).isFalse();
        assertThat(settings.pool().applications().get(0).redirectUris())
                .containsExactly("https://a.example/cb", "https://b.example/cb");
        assertThat(settings.warnings())
                .hasSize(2)
                .anyMatch(warning ->
                        warning.contains("wechat.appSecret") && warning.contains("SAOMA_PAGE_WECHAT_APP_SECRET"))
                .noneMatch(warning -> warning.contains("in-the-environment"));
    }

    @Test
    void everythingMayComeFromTheEnvironment() {
        PageSettings settings = parse(
                "{}",
                Map.of(
                        "SAOMA_PAGE_ISSUER", "https://login.example.com",
                        "SAOMA_PAGE_TRUSTED_PROXIES", "127.0.0.1",
                        "SAOMA_PAGE_WECHAT_APP_ID", "wx0123456789abcdef",
                        "SAOMA_PAGE_WECHAT_APP_SECRET", "${env:WECHAT_SECRET}",
                        "SAOMA_PAGE_APPLICATIONS_0_CLIENT_ID", "crm",
                        "SAOMA_PAGE_APPLICATIONS_0_NAME", "客户 管理",
                        "SAOMA_PAGE_APPLICATIONS_0_REDIRECT_URIS", "https://crm.example/cb",
                        "WECHAT_SECRET", "s"));

        assertThat(settings.pool().application("crm").orElseThrow().name()).isEqualTo("客户 管理");
        assertThat(settings.pool().wechat().appSecret().reveal()).isEqualTo("s");
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void poolsMayComeFromTheEnvironment() {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            String pool = "SAOMA_PAGE_POOLS_" + i + "_";
            environment.put(pool + "NAME", "p" + i);
            environment.put(pool + "ISSUER", "https://login" + i + ".example");
            environment.put(pool + "WECHAT_APP_ID", "wx0123456789abcdef");
            environment.put(pool + "WECHAT_APP_SECRET", "s");
            environment.put(pool + "APPLICATIONS_0_CLIENT_ID", "a");
            environment.put(pool + "APPLICATIONS_0_NAME", "A");
            environment.put(pool + "APPLICATIONS_0_REDIRECT_URIS", "https://a.example/cb");
        }

        assertThat(parse("{}", environment).pools())
                .extracting(PoolSettings::name)
                .containsExactly("p0", "p1");
    }

    @Test
    void variableThatIsNoSettings_isNamedWithTheNearest() {
        assertThat(mistakes(YAML, Map.of("SAOMA_PAGE_ISUER", "https://a.example", "SAOMA_OTHER", "x")))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.key()).isEqualTo("SAOMA_PAGE_ISUER");
                    assertThat(mistake.fix()).contains("SAOMA_PAGE_ISSUER");
                });
        assertThat(mistakes(YAML, Map.of("SAOMA_PAGE_WECHAT", "x"))).hasSize(1);
        assertThat(mistakes(YAML, Map.of("SAOMA_PAGE_APPLICATIONS_2_NAME", "x")))
                .hasSize(1);
    }

    @Test
    void variableThatAReferenceReads_mayBeCalledAnything() {
        String yaml = YAML.replace("in-the-file", "\"${env:SAOMA_PAGE_WECHAT}\"");

        assertThat(parse(yaml, Map.of("SAOMA_PAGE_WECHAT", "x"))
                        .pool()
                        .wechat()
                        .appSecret()
                        .reveal())
                .isEqualTo("x");
    }

    @Test
    void mistakeInAVariable_namesIt_andNotTheLine() {
        assertThat(mistakes(YAML, Map.of("SAOMA_PAGE_WECHAT_APP_ID", "gh1")))
                .singleElement()
                .satisfies(mistake -> {
                    assertThat(mistake.key()).isEqualTo("wechat.appId (SAOMA_PAGE_WECHAT_APP_ID)");
                    assertThat(mistake.line()).isZero();
                });
        assertThat(mistakes(YAML, Map.of("SAOMA_PAGE_QR_LIFETIME", "")))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.why()).isEqualTo("is empty."));
    }
}
