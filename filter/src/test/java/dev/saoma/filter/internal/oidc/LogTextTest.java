package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Property
    void anyText_isOneShortLineOfAscii(@ForAll String foreign, @ForAll @IntRange(min = 1, max = 200) int most) {
        String safe = LogText.safe(foreign, most);

        assertThat(safe).startsWith("\"").endsWith("\"").hasSizeLessThanOrEqualTo(most + 3);
        assertThat(safe.chars().filter(c -> c != '…')).allMatch(c -> c >= 0x20 && c < 0x7f);
    }

    @Test
    void escapes_countAsTheyAreWritten() {
        assertThat(LogText.safe("\ufffd".repeat(60), 120)).isEqualTo("\"" + "\\ufffd".repeat(20) + "…\"");
    }

    @Test
    void plainText_staysWholeUpToTheBound() {
        assertThat(LogText.safe("a".repeat(120), 120)).isEqualTo("\"" + "a".repeat(120) + "\"");
        assertThat(LogText.safe("a".repeat(121), 120)).isEqualTo("\"" + "a".repeat(120) + "…\"");
    }
}
