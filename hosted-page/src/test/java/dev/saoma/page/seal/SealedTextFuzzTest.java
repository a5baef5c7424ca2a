package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/** No text opens that was not sealed. */
class SealedTextFuzzTest {
    private static final Sealer SEALER =
            new Sealer(List.of(SealKey.of(new byte[32])), "owner", Clock.systemUTC(), new SecureRandom());

    /** {@code input} is the sealed text, or the bytes that it encodes. */
    @FuzzTest(maxDuration = "5m")
    void sealed(byte[] input) {
        assertThat(SEALER.open("p", new String(input, StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(SEALER.open("p", Base64.getUrlEncoder().withoutPadding().encodeToString(input)))
                .isEmpty();
    }
}
