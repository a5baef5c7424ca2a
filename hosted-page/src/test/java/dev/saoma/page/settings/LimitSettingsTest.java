package dev.saoma.page.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.settings.values.AddressRanges;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys {@code limits} and {@code trustedProxies}. */
class LimitSettingsTest {
    private static final String PAGE = """
            issuer: https://login.example.com
            wechat: { appId: wx0123456789abcdef, appSecret: a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5 }
            applications: [{ clientId: crm, name: CRM, redirectUris: ["https://crm.example.com/cb"] }]
            """;

    private static ProcessSettings parse(String more) {
        return PageSettings.parse(PAGE + more, Path.of("nowhere"), Map.of()).process();
    }

    @Test
    void nothingSaid_isTheStandard() {
        assertThat(parse("").limits()).isEqualTo(LimitSettings.STANDARD);
        assertThat(parse("").trustedProxies().isEmpty()).isTrue();
    }

    @Test
    void oneSaid_leavesTheOthers() {
        assertThat(parse("limits: { signInsPerAddress: 0 }").limits())
                .isEqualTo(new LimitSettings(0, 600, 1_200, 6_000, 30));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, true",
        "10.255.255.255, true",
        "11.0.0.1, false",
        "::ffff:10.1.2.3, true",
        "fd00::1, true",
        "fe00::1, false",
        "192.0.2.1, true",
        "192.0.2.2, false",
        "10.example.com, false",
        "'', false",
        "fd00::1%eth0, true"
    })
    void ranges_holdWhatTheyName(String address, boolean held) {
        AddressRanges ranges =
                parse("trustedProxies: [10.0.0.0/8, \"fd00::/8\", 192.0.2.1]").trustedProxies();

        assertThat(ranges.contains(address)).isEqualTo(held);
    }

    @Test
    void equalRanges_areEqual() {
        assertThat(parse("trustedProxies: 10.0.0.0/8").trustedProxies())
                .isEqualTo(parse("trustedProxies: [10.0.0.0/8]").trustedProxies())
                .isNotEqualTo(parse("trustedProxies: [10.0.0.0/9]").trustedProxies());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: { signInsPerAddress: many }|limits.signInsPerAddress: is not a number",
                "limits: { signInsPerAddress: -1 }|limits.signInsPerAddress: is not a number",
                "limits: { signInsPerAdress: 1 }|Did you mean \"signInsPerAddress\"",
                "trustedProxies: [proxy.internal]|trustedProxies: \"proxy.internal\" is not an address",
                "trustedProxies: [10.0.0.0/33]|is not an address",
                "trustedProxies: [0.0.0.0/0]|is every address",
                "trustedProxies: ['::/0']|is every address"
            })
    @DisplayName("C1, C10: each mistake is named")
    void mistake_isNamed(String yaml, String message) {
        assertThatThrownBy(() -> parse(yaml)).hasMessageContaining(message);
    }

    @Test
    @DisplayName("a page behind a proxy that it does not know says at start that it has no limits")
    void proxyThatIsNotNamed_isWarnedOf() {
        assertThat(PageSettings.parse(PAGE, Path.of("nowhere"), Map.of()).warnings())
                .singleElement()
                .asString()
                .contains("trustedProxies is not set", "trustedProxies: [127.0.0.1, \"::1\"]");
        assertThat(PageSettings.parse(PAGE + "trustedProxies: [127.0.0.1]", Path.of("nowhere"), Map.of())
                        .warnings())
                .isEmpty();
    }
}
