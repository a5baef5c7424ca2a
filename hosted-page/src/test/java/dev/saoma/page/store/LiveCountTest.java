package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveCountTest {
    private static final Duration LIFETIME = Duration.ofMinutes(16);

    private final MutableClock clock = MutableClock.atNow();
    private final LiveCount count = new LiveCount(LIFETIME, clock);

    @Test
    void value_countsForItsLifetimeAndALittleLonger() {
        count.added();
        clock.advance(LIFETIME.minusMillis(1));
        assertThat(count.size()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(2));
        assertThat(count.size()).isZero();
    }

    @Test
    void values_areForgottenOneByOne() {
        for (int i = 0; i < 100; i++) {
            count.added();
            assertThat(count.size()).isBetween(Math.min(i + 1, 16), 18);
            clock.advance(Duration.ofMinutes(1));
        }
        clock.advance(Duration.ofDays(365));
        assertThat(count.size()).isZero();
    }

    @Test
    void removedValue_makesRoomAtOnce() {
        count.added();
        count.added();
        count.removed();
        assertThat(count.size()).isEqualTo(1);
        count.removed();
        count.removed();
        assertThat(count.size()).isZero();
    }

    @Test
    void clockThatStepsBack_losesNothing() {
        count.added();
        clock.advance(Duration.ofHours(-1));
        count.added();
        assertThat(count.size()).isEqualTo(2);
    }

    @Test
    void lifetimeThatIsNoMultipleOfTheParts_isRoundedUp() {
        LiveCount odd = new LiveCount(Duration.ofMillis(17), clock);
        odd.added();

        clock.advance(Duration.ofMillis(31));
        assertThat(odd.size()).as("sixteen parts of two milliseconds").isEqualTo(1);
        clock.advance(Duration.ofMillis(3));
        assertThat(odd.size()).isZero();
    }
}
