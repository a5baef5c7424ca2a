package dev.saoma.sandbox.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Protocol 1.3. */
class CallbackDomainTest {

    private final CallbackDomain login = CallbackDomain.of("login.example.com");

    @Example
    void anyPathUnderTheHost_isAccepted() {
        assertThat(login.accepts("https://login.example.com")).isTrue();
        assertThat(login.accepts("https://login.example.com/")).isTrue();
        assertThat(login.accepts("http://LOGIN.example.com/a/b?c=d#/e?f")).isTrue();
        assertThat(login.accepts("https://login.example.com/回调")).isTrue();
    }

    @Example
    void standardPorts_areAccepted() {
        assertThat(login.accepts("http://login.example.com:80/cb")).isTrue();
        assertThat(login.accepts("https://login.example.com:443/cb")).isTrue();
    }

    @Example
    void otherPorts_areRefused() {
        assertThat(login.accepts("https://login.example.com:8443/cb")).isFalse();
        assertThat(login.accepts("http://login.example.com:8080/cb")).isFalse();
        assertThat(login.accepts("http://login.example.com:/cb")).isFalse();
    }

    @Example
    void otherHosts_areRefused() {
        assertThat(login.accepts("https://example.com/cb")).isFalse();
        assertThat(login.accepts("https://a.login.example.com/cb")).isFalse();
        assertThat(login.accepts("https://login.example.com.evil.org/cb")).isFalse();
        assertThat(login.accepts("https://login.example.com./cb")).isFalse();
        assertThat(login.accepts("https://127.0.0.1/cb")).isFalse();
        assertThat(login.accepts("https://localhost/cb")).isFalse();
    }

    @Example
    void addressesThatBrowsersAndParsersReadDifferently_areRefused() {
        assertThat(login.accepts("https://login.example.com@evil.org/")).isFalse();
        assertThat(login.accepts("https://evil.org@login.example.com/")).isFalse();
        assertThat(login.accepts("https://evil.org\\@login.example.com/")).isFalse();
        assertThat(login.accepts("https://login.example.com\\.evil.org/")).isFalse();
        assertThat(login.accepts("https:/login.example.com/")).isFalse();
        assertThat(login.accepts("https://login.example.com/a b")).isFalse();
        assertThat(login.accepts("https://login.example.com/\n")).isFalse();
        assertThat(login.accepts("javascript://login.example.com/%0aalert(1)")).isFalse();
        assertThat(login.accepts("//login.example.com/")).isFalse();
        assertThat(login.accepts("login.example.com/cb")).isFalse();
        assertThat(login.accepts("")).isFalse();
    }

    @Example
    void loopbackRegisteredAsDomain_isAcceptedWithAnyPort() {
        assertThat(CallbackDomain.of("127.0.0.1").accepts("http://127.0.0.1:8081/cb"))
                .isTrue();
        assertThat(CallbackDomain.of("localhost").accepts("http://localhost:49152/cb"))
                .isTrue();
        assertThat(CallbackDomain.of("localhost").accepts("http://localhost/cb"))
                .isTrue();
    }

    @Example
    void loopbackRegisteredAsDomain_acceptsNoOtherLoopback() {
        assertThat(CallbackDomain.of("127.0.0.1").accepts("http://localhost:8081/cb"))
                .isFalse();
        assertThat(CallbackDomain.of("localhost").accepts("http://127.0.0.1:8081/cb"))
                .isFalse();
    }

    @Example
    void loopbackWithAPortThatIsNone_isRefused() {
        assertThat(CallbackDomain.of("127.0.0.1").accepts("http://127.0.0.1:0/cb"))
                .isFalse();
        assertThat(CallbackDomain.of("127.0.0.1").accepts("http://127.0.0.1:65536/cb"))
                .isFalse();
    }

    @Example
    void fragmentWithinAFragment_isRefused() {
        assertThat(login.accepts("https://login.example.com/cb#a")).isTrue();
        assertThat(login.accepts("https://login.example.com/cb#a#b")).isFalse();
    }

    @Example
    void registeringMoreThanAHost_saysWhatIsExpected() {
        for (String wrong :
                new String[] {"https://h.example.com", "h.example.com/cb", "h.example.com:8443", "", "a b", "-a.com"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CallbackDomain.of(wrong))
                    .withMessageContaining("callbackDomain must be a bare host")
                    .withMessageContaining("\"" + wrong + "\"");
        }
    }

    @Example
    void registeringAPrivateAddress_isRefused() {
        for (String wrong :
                new String[] {"10.1.2.3", "192.168.0.1", "172.16.0.1", "172.31.255.1", "169.254.1.1", "0.0.0.0"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> CallbackDomain.of(wrong))
                    .withMessageContaining("must not be a private address");
        }
    }

    @Property
    void whateverIsAccepted_leadsABrowserToTheHost(@ForAll("addresses") String redirectUri) {
        if (login.accepts(redirectUri)) {
            URI uri = URI.create(redirectUri);
            assertThat(uri.getScheme().toLowerCase(Locale.ROOT)).isIn("http", "https");
            assertThat(uri.getHost()).isEqualToIgnoringCase("login.example.com");
            assertThat(uri.getPort()).isIn(-1, 80, 443);
            assertThat(uri.getUserInfo()).isNull();
        }
    }

    @Property
    void anyText_isJudgedWithoutFailing(@ForAll String text) {
        assertThat(login.accepts(text)).isEqualTo(login.accepts(text));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> scheme =
                Arbitraries.of("http://", "https://", "HTTPS://", "ftp://", "//", "https:/", "https:///", "");
        Arbitrary<String> piece = Arbitraries.of(
                "login.example.com", "evil.org", "@", ":", "80", "443", "8080", ".", "/", "?", "#", "%2e", "");
        return Combinators.combine(scheme, piece, piece, piece, piece).as((start, a, b, c, d) -> start + a + b + c + d);
    }
}
