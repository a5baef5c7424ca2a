package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** R-RET: a safe address stays on the origin, even after a second hop that decodes it once. */
class ReturnPathFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void address(byte[] input) {
        String address = Seeds.text(input);
        String escaped = ReturnPath.escapedQuery(address);
        assertThat(escaped.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\'))
                .isTrue();
        assertThat(ReturnPath.escapedQuery(escaped)).isEqualTo(escaped);

        if (ReturnPath.isSafe(address)) {
            assertThat(address).matches("/[\\x21-\\x5B\\x5D-\\x7E]*").hasSizeLessThanOrEqualTo(3072);
            String path = address.split("[?#]", 2)[0];
            assertThat(path).doesNotContain("//");
            String decoded = TargetForm.decode(path);
            if (decoded != null) {
                assertThat(decoded).doesNotContain("//", "\\", "/../").doesNotEndWith("/..");
                assertThat(decoded.chars().allMatch(c -> c >= 0x20 && c != 0x7f))
                        .isTrue();
            }
        }
    }
}
