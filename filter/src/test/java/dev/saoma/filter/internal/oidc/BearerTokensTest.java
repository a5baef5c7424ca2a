package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BearerTokensTest extends VerifierFixture {
    private final AtomicInteger made = new AtomicInteger();

    private BearerTokens<Integer> tokens(int signatures) {
        return new BearerTokens<>(verifier, clock, claims -> made.incrementAndGet(), signatures);
    }

    @Test
    void goodToken_isVerifiedOnceInFiveMinutes() throws Exception {
        BearerTokens<Integer> tokens = tokens(1);
        String token = provider.bearerToken(Map.of());
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.verify(token)).isEqualTo(1);
        }
        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens.verify(token)).isEqualTo(2);
    }

    @Test
    @DisplayName("an entry ends with its token; within the skew after that, the token is verified each time")
    void rememberedToken_endsAtItsEnd() throws Exception {
        BearerTokens<Integer> tokens = tokens(1);
        String token = provider.bearerToken(Map.of("exp", clock.millis() / 1000 + 60));
        assertThat(tokens.verify(token)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(60));
        assertThat(tokens.verify(token)).isEqualTo(2);
        assertThat(tokens.verify(token)).isEqualTo(3);
        clock.advance(Duration.ofSeconds(60));
        OidcException e = catchThrowableOfType(OidcException.class, () -> tokens.verify(token));
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
    }

    @Test
    @DisplayName("performance 0: what is refused for its content costs no signature, even when none can be had")
    void noSignatureToBeHad_isToldAtOnce_andOnlyToWhoNeedsOne() {
        BearerTokens<Integer> tokens = tokens(0);
        OidcException expired = catchThrowableOfType(
                OidcException.class,
                () -> tokens.verify(provider.bearerToken(Map.of("exp", clock.millis() / 1000 - 100))));
        assertThat(expired.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        assertThat(provider.keyRequests).hasValue(0);
        OidcException good =
                catchThrowableOfType(OidcException.class, () -> tokens.verify(provider.bearerToken(Map.of())));
        assertThat(good.kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
        assertThat(good).hasMessage("too many bearer tokens are being verified");
    }

    @Test
    void memory_isBoundedAndKeepsWhatIsUsed() {
        RecentlyVerified<Integer> memory = new RecentlyVerified<>(1000);
        memory.put(key(-1), -1);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            memory.put(key(i), i);
            assertThat(memory.get(key(-1))).isEqualTo(-1);
            sizes.add(memory.size());
        }
        assertThat(sizes).allMatch(size -> size <= 1002);
        assertThat(memory.get(key(99_999))).isEqualTo(99_999);
        assertThat(memory.get(key(0))).isNull();
    }

    private static RecentlyVerified.Key key(long number) {
        return new RecentlyVerified.Key(
                ByteBuffer.allocate(32).putLong(24, number).array());
    }
}
