package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any query or form is either read or refused, and hides no other parameter in it. */
class ParametersFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void form(byte[] input) {
        String form = new String(input, StandardCharsets.ISO_8859_1);
        try {
            Parameters parameters = Parameters.parse(form + "&state=ours");
            assertThat(parameters.has("state")).isTrue();
            assertThat(parameters.isRepeated("state")
                            || parameters.one("state").filter("ours"::equals).isPresent())
                    .isTrue();
            assertThat(Parameters.parse("state=a&" + form + "&state=b").isRepeated("state"))
                    .isTrue();
        } catch (Parameters.Malformed e) {
            assertThat(e.getMessage()).matches("[a-z%0-9A-Z. -]+");
        }
    }
}
