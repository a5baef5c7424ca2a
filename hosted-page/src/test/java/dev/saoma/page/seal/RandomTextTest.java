package dev.saoma.page.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomTextTest {
    private final RandomText random = new RandomText(new SecureRandom());

    @Test
    void alphanumericText_usesAllItsCharactersAndNoOther() {
        String text = random.alphanumeric(10_000);

        assertThat(text).matches("[A-Za-z0-9]{10000}");
        assertThat(text.chars().distinct().count()).isEqualTo(62);
    }

    @Test
    void tokens_differ() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> random.token()).collect(Collectors.toSet()))
                .hasSize(1000)
                .allMatch(token -> token.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void fingerprint_isSha256() {
        // RFC 7636, appendix B.
        assertThat(Fingerprint.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assertThat(Fingerprint.brief("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
                .isEqualTo("E9Melhoa2O");
    }
}
