package dev.saoma.page.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.outbound.Outbound;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G52: where logout tokens may be sent. */
class TargetRuleTest {
    private final TargetRule strict = new TargetRule(false, false);
    private final TargetRule open = new TargetRule(true, false);

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "198.18.0.1",
                "fd00::1",
                "fec0::1",
                "240.0.0.1",
                "2002:a00:1::",
                "64:ff9b::a00:1"
            })
    void privateAddress_isForThoseWhoAllowIt(String literal) throws UnknownHostException {
        assertThat(strict.allows(address(literal))).isFalse();
        assertThat(open.allows(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "::", "224.0.0.1", "ff02::1"})
    void addressOfNoApplication_isNeverAllowed(String literal) throws UnknownHostException {
        assertThat(strict.allows(address(literal))).isFalse();
        assertThat(open.allows(address(literal))).isFalse();
        assertThat(new TargetRule(true, true).allows(address(literal))).isFalse();
        for (TargetRule rule : List.of(strict, open)) {
            assertThatThrownBy(() -> rule.resolve(literal))
                    .isInstanceOf(TargetRule.NotAllowed.class)
                    .hasMessageContaining("link-local, multicast or wildcard")
                    .as("a setting that does not help")
                    .hasMessageNotContaining("privateTargets");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"})
    void loopback_isForAPageOnLoopback(String literal) throws UnknownHostException {
        assertThat(strict.allows(address(literal))).isFalse();
        assertThat(new TargetRule(false, true).allows(address(literal))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1"})
    void publicAddress_isAllowed(String literal) throws UnknownHostException {
        assertThat(strict.allows(address(literal))).isTrue();
    }

    @Test
    @DisplayName("G52: refused at the moment of connecting, without a connection, naming the setting")
    void refusedTarget_isNeverConnectedTo() {
        try (BackChannelHttp http = new BackChannelHttp(Outbound.direct(), strict, Duration.ofSeconds(3))) {
            assertThatThrownBy(() -> http.post(URI.create("https://127.0.0.1:1/backchannel"), "logout_token=t"))
                    .isInstanceOf(BackChannelHttp.Failed.class)
                    .hasMessageContaining("backChannel.privateTargets");
        }
    }
}
