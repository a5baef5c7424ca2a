package dev.saoma.sandbox.qr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what comes back")
class CallbackUrlTest {

    @Test
    void plainRedirectUri_getsAQuery() {
        assertThat(CallbackUrl.of("https://h/cb", "s1").with("c1")).isEqualTo("https://h/cb?code=c1&state=s1");
    }

    @Test
    void existingQuery_isKeptAndExtended() {
        assertThat(CallbackUrl.of("https://h/cb?a=b", "s1").with("c1")).isEqualTo("https://h/cb?a=b&code=c1&state=s1");
    }

    @Test
    void fragment_getsTheQueryBehindIt() {
        assertThat(CallbackUrl.of("https://h/#/p", "s1").with("c1")).isEqualTo("https://h/#/p?code=c1&state=s1");
    }

    @Test
    void questionMarkInTheFragment_countsAsAQuery() {
        assertThat(CallbackUrl.of("https://h/#/p?x=1", "s1").with("c1"))
                .isEqualTo("https://h/#/p?x=1&code=c1&state=s1");
    }

    @Test
    void noState_comesBackEmpty() {
        assertThat(CallbackUrl.of("https://h/cb", "").with("c1")).isEqualTo("https://h/cb?code=c1&state=");
    }

    @Test
    void encodedState_comesBackVerbatim() {
        assertThat(CallbackUrl.of("https://h/cb", "a%2Bb+c%26d").with("c1"))
                .isEqualTo("https://h/cb?code=c1&state=a%2Bb+c%26d");
    }

    @Test
    void declinedByTheOldDocumentation_hasStateButNoCode() {
        assertThat(CallbackUrl.of("https://h/cb?a=b", "s1").declined()).isEqualTo("https://h/cb?a=b&state=s1");
    }
}
