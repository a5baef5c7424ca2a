package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which of the provider's keys a token is verified with, and how often they are fetched. */
class KeySetTest extends IdTokenFixture {
    /** Returns the token with another header and its old signature, which is of no interest where the key is unknown. */
    private String withHeader(String token) {
        return TokenMint.base64(TokenMint.GSON.toJson(header)) + token.substring(token.indexOf('.'));
    }

    @Test
    @DisplayName("Y2: a key switched without notice is fetched once")
    void newKey_isFetchedOnce() throws Exception {
        verifier.verify(token(), NONCE);
        provider.keyId("k2");
        header.put("kid", "k2");

        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
        assertThat(provider.keyRequests).hasValue(2);
    }

    @Test
    @DisplayName("G38, Y3: a flood of unknown kids costs one fetch per interval")
    void unknownKeyIds_costOneFetchPerInterval() throws Exception {
        String token = token();
        verifier.verify(token, NONCE);
        for (int interval = 1; interval <= 3; interval++) {
            for (int i = 0; i < 200; i++) {
                header.put("kid", "random-" + interval + "-" + i);
                assertThat(refusal(withHeader(token))).contains("kid: ");
            }
            assertThat(provider.keyRequests).hasValue(1 + interval);
            clock.advance(Duration.ofSeconds(30));
        }
    }

    @Test
    @DisplayName("G38: the cooldown survives errors, and the last good set stays")
    void fetchThatFails_keepsTheLastGoodSet() throws Exception {
        verifier.verify(token(), NONCE);
        provider.keySet = "<html>";
        header.put("kid", "unknown");
        String unknown = token();
        for (int i = 0; i < 50; i++) {
            refusal(unknown);
        }
        assertThat(provider.keyRequests).hasValue(2);

        header.put("kid", "k1");
        clock.advance(Duration.ofMinutes(20));
        claims.put("iat", clock.millis() / 1000);
        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
        provider.goDown();
        clock.advance(Duration.ofMinutes(20));
        claims.put("iat", clock.millis() / 1000);
        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
    }

    @Test
    @DisplayName("T20: 200 sign-ins at once with a new key: none fails, one fetch")
    void manyAtOnce_shareOneFetch() throws Exception {
        verifier.verify(token(), NONCE);
        provider.keyId("k2");
        header.put("kid", "k2");
        String token = token();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = IntStream.range(0, 200)
                .mapToObj(i -> new Thread(() -> {
                    try {
                        verifier.verify(token, NONCE);
                    } catch (OidcException e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(provider.keyRequests).hasValue(2);
    }

    @Test
    void noKeyAtAll_isUnavailable() {
        provider.goDown();

        OidcException e = catchThrowableOfType(OidcException.class, () -> verifier.verify(token(), NONCE));
        assertThat(e.kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
    }
}
