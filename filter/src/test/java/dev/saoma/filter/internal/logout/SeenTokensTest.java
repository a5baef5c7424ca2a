package dev.saoma.filter.internal.logout;

import static dev.saoma.filter.internal.logout.SeenTokens.Verdict.KNOWN;
import static dev.saoma.filter.internal.logout.SeenTokens.Verdict.NEW;
import static dev.saoma.filter.internal.logout.SeenTokens.Verdict.REPLAYED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SeenTokensTest {
    private final TestClock clock = new TestClock();
    private final SeenTokens seen = new SeenTokens(clock, Duration.ofMinutes(5));

    @Test
    void sameToken_isNewOnce() {
        assertThat(seen.note("a", false)).isEqualTo(NEW);
        assertThat(seen.note("a", false)).isEqualTo(REPLAYED);
        assertThat(seen.note("b", false)).isEqualTo(NEW);
    }

    @Test
    void tokenPassedOn_isKnownHoweverItCame_andMayStillComeFromTheProviderOnce() {
        assertThat(seen.note("a", true)).isEqualTo(NEW);
        assertThat(seen.note("a", true)).isEqualTo(KNOWN);
        assertThat(seen.note("a", false)).isEqualTo(KNOWN);
        assertThat(seen.note("a", false)).isEqualTo(REPLAYED);
        assertThat(seen.note("a", true)).isEqualTo(KNOWN);
    }

    @Test
    void tokens_areForgottenWhenTheyAreTooOldAnyway() {
        seen.note("a", false);
        clock.advance(Duration.ofMinutes(5));
        assertThat(seen.note("a", false)).isEqualTo(REPLAYED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(seen.note("a", false)).isEqualTo(NEW);
    }

    @Test
    void tenThousandTokens_areRemembered_andNoMore() {
        for (int i = 0; i <= 10_000; i++) {
            seen.note("t" + i, false);
        }
        assertThat(seen.note("t10000", false)).isEqualTo(REPLAYED);
        assertThat(seen.note("t0", false)).isEqualTo(NEW);
        assertThat(seen.note("t9999", false)).isEqualTo(REPLAYED);
    }
}
