package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Any text as a token, whole or as its three parts, is read by the rules or refused by the documented exception. */
class UnprovenTokenFuzzTest {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    @FuzzTest(maxDuration = "5m")
    void token(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        String[] parts = text.split("\\n", 2);
        String header = BASE64URL.encodeToString(parts[0].getBytes(StandardCharsets.ISO_8859_1));
        String claims = BASE64URL.encodeToString(parts[parts.length - 1].getBytes(StandardCharsets.ISO_8859_1));

        read(text);
        read(header + "." + claims + ".AAAA");
        read(header + "." + claims + ".");
    }

    private static void read(String token) {
        try {
            UnprovenToken unproven = UnprovenToken.read(token, UnprovenToken.ID_TOKEN);
            assertThat(token.split("\\.", -1)).hasSize(3);
            assertThat(unproven.signature()).isNotEmpty();
            assertThat(unproven.algorithm()).isNotNull();
        } catch (OidcException e) {
            assertThat(e).hasMessageStartingWith("token refused: ");
            assertThat(e.getMessage()).hasSizeLessThan(400).doesNotContain("\n", "\r");
        }
    }
}
