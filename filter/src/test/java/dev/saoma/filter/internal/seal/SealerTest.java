package dev.saoma.filter.internal.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.filter.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final TestClock clock = new TestClock();
    private final Sealer sealer = new Sealer(key(1), clock, new SecureRandom());

    @Property(tries = 200)
    void anyValue_opensToItself(@ForAll byte[] value, @ForAll String purpose) {
        String text = sealer.seal(purpose, value, Duration.ofMinutes(10));

        assertThat(text).matches("[A-Za-z0-9_-]+");
        assertThat(sealer.open(purpose, text)).hasValue(value);
    }

    @Test
    @DisplayName("R19: each character changed to each other one is as good as absent")
    void changedCharacter_isAbsent() {
        String text = sealer.seal("p", "value".getBytes(UTF_8), Duration.ofMinutes(10));

        for (int i = 0; i < text.length(); i++) {
            for (char c : ALPHABET.toCharArray()) {
                if (c != text.charAt(i)) {
                    assertThat(sealer.open("p", text.substring(0, i) + c + text.substring(i + 1)))
                            .isEmpty();
                }
            }
        }
    }

    @Property(tries = 500)
    void anyText_isAbsentAndHarmless(@ForAll String text) {
        assertThat(sealer.open("p", text)).isEmpty();
    }

    @Test
    void cutOrLengthenedText_isAbsent() {
        String text = sealer.seal("p", "value".getBytes(UTF_8), Duration.ofMinutes(10));

        for (int length = 0; length < text.length(); length++) {
            assertThat(sealer.open("p", text.substring(0, length))).isEmpty();
        }
        assertThat(sealer.open("p", text + "A")).isEmpty();
        assertThat(sealer.open("p", text + "=")).isEmpty();
    }

    @Test
    void otherPurpose_isAbsent() {
        String text = sealer.seal("saoma-a", "value".getBytes(UTF_8), Duration.ofMinutes(10));

        assertThat(sealer.open("saoma-b", text)).isEmpty();
    }

    @Test
    void otherKey_isAbsent() {
        String text = new Sealer(key(2), clock, new SecureRandom()).seal("p", new byte[3], Duration.ofMinutes(10));

        assertThat(sealer.open("p", text)).isEmpty();
    }

    @Test
    void atExpiry_isAbsent() {
        String text = sealer.seal("p", "value".getBytes(UTF_8), Duration.ofMinutes(10));

        clock.advance(Duration.ofSeconds(599));
        assertThat(sealer.open("p", text)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(sealer.open("p", text)).isEmpty();
    }

    @Test
    @DisplayName("G46, CVE-2021-32791: the nonce is random, so the same value never looks the same")
    void sameValue_isSealedDifferently() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            texts.add(sealer.seal("p", new byte[4], Duration.ofMinutes(10)));
        }
        assertThat(texts).hasSize(10_000);
    }

    @Test
    void shortKey_isRefused() {
        assertThatThrownBy(() -> new Sealer(new byte[16], clock, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: expected 32 bytes, got 16");
    }

    @Test
    @DisplayName("RFC 8018: the same as another implementation, with 200,000 rounds for each guess")
    void derivedKey_isTheKnownAnswer() {
        // PBKDF2-HMAC-SHA256; computed with Python's hashlib.
        assertThat(hex(SealKeys.derive("secret-of-the-client", "use", "owner")))
                .isEqualTo("5006bf3f7ec3e39d4209e72d525bb78d4763db9308d2e6734371bcf796a017ab");
        assertThat(SealKeys.derive("secret-of-the-client", "use", "other"))
                .isNotEqualTo(SealKeys.derive("secret-of-the-client", "use", "owner"));
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (seed * 31 + i);
        }
        return key;
    }

    @Test
    @DisplayName("C17: a Java runtime with limited or missing cryptography is named with its fix")
    void weakRuntime_isNamed() {
        assertThat(SealKeys.runtimeMistake()).isEmpty();
        assertThat(SealKeys.runtimeMistake("AES/GCM/NoPadding", 128).orElseThrow())
                .startsWith("this Java runtime allows AES keys of 128 bits only – update Java 8 to 8u161");
        assertThat(SealKeys.runtimeMistake("AES/NONE/NoPadding", 256).orElseThrow())
                .startsWith("this Java runtime lacks AES/NONE/NoPadding or HmacSHA256");
    }
}
