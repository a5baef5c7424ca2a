package dev.saoma.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any Cookie header is read, and hides no cookie of ours in it. */
class SentCookiesFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void header(byte[] input) {
        String header = new String(input, StandardCharsets.ISO_8859_1).replace("saoma", "x");

        assertThat(SentCookies.of(List.of(header, "saoma-ours=1")).only("saoma-ours"))
                .contains("1");
        assertThat(SentCookies.of(List.of(header + "; saoma-ours=1; x=" + header))
                        .only("saoma-ours"))
                .contains("1");
        assertThat(SentCookies.of(List.of(header)).names(""))
                .allSatisfy(name -> assertThat(name).doesNotContain("=", ";"));
    }
}
