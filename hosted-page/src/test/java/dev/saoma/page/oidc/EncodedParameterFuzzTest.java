package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any value survives encoding and decoding. */
class EncodedParameterFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void encoded(byte[] input) throws Parameters.Malformed {
        String value = new String(input, StandardCharsets.UTF_8);
        if (value.length() > 400) {
            return;
        }

        assertThat(Parameters.decode(UrlWithParameters.encode(value))).isEqualTo(value);
        assertThat(Parameters.parse("a=1&v=" + UrlWithParameters.encode(value) + "&b=2")
                        .one("v")
                        .orElse(""))
                .isEqualTo(value);
    }
}
