package dev.saoma.filter.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStrengthTest extends SettingsFixture {
    @ParameterizedTest
    @DisplayName("a secret that can be guessed derives no key: the start names the weakness and both fixes")
    @CsvSource(
            delimiter = '|',
            value = {
                "aaaaaaaaaaaaaaaa|is shorter than 32 characters",
                "correct horse battery|is shorter than 32 characters",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|has fewer than 8 different characters",
                "abababababababababababababababababab|has fewer than 8 different characters",
                "0123456789abcdef0123456789abcdef|is a shorter text over and over",
                "passw0rd!Passw0rd!passw0rd!Passw0rd!|is a shorter text over and over",
                "abcdefghijklmnopqrstuvwxyz0123456789|is mostly letters or digits in their order",
                "zyxwvutsrqponmlkjihgfedcba9876543210|is mostly letters or digits in their order"
            })
    void guessableSecret_isRefusedWithoutCookieKey(String secret, String weakness) {
        values.put("clientSecret", secret);

        assertThat(mistakes(values))
                .containsExactly(
                        "clientSecret: " + weakness + ", too easy to guess to derive the key of the cookies from – set"
                                + " cookieKey, made with: openssl rand -hex 32; or register a better secret, made with:"
                                + " openssl rand -hex 32");
    }

    @Test
    @DisplayName("beside a cookieKey of its own, the secret is between the provider and its client")
    void guessableSecret_isTakenBesideACookieKey() {
        values.put("clientSecret", "short");
        values.put("cookieKey", "J8X5HfrLV0IMkGZyWHKfz+9ieSKUy+k2P57oCsFSGc0=");

        assertThat(mistakes(values)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("a cookieKey that was not drawn is refused")
    @ValueSource(
            strings = {
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", // 0123456789 over and over
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" // bytes 0 to 31
            })
    void cookieKeyThatIsNoneIsRefused(String key) {
        values.put("cookieKey", key);

        assertThat(mistakes(values)).containsExactly("cookieKey: is not random – make one with: openssl rand -hex 32");
    }

    @RepeatedTest(200)
    void whatTheCommandsMake_isTaken() {
        byte[] drawn = new byte[32];
        new SecureRandom().nextBytes(drawn);

        values.put("clientSecret", HexFormat.of().formatHex(drawn));
        assertThat(mistakes(values)).isEmpty();
        values.put("clientSecret", "x");
        values.put("cookieKey", Base64.getEncoder().encodeToString(drawn));
        assertThat(mistakes(values)).isEmpty();
        values.put("cookieKey", HexFormat.of().formatHex(drawn));
        assertThat(mistakes(values)).isEmpty();
    }
}
