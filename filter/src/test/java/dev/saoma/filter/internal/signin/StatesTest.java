package dev.saoma.filter.internal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.support.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatesTest {
    private final TestClock clock = new TestClock();
    private final SecureRandom random = new SecureRandom();
    private final States states = new States(new Sealer(new byte[32], clock, random), clock, "/too-long");

    private PendingSignIn to(String page) {
        return PendingSignIn.create(random, page);
    }

    @Test
    @DisplayName("R13: a state leads to its page, also without the cookie")
    void state_knowsItsPage() {
        PendingSignIn pending = to("/orders/7?a=1");
        String state = states.text(pending);

        assertThat(States.core(state)).isEqualTo(pending.state());
        assertThat(states.returnTo(state)).contains("/orders/7?a=1");
        assertThat(States.core("no-dot")).isEqualTo("no-dot");
        assertThat(States.core(".x")).isEmpty();
    }

    @Test
    @DisplayName("R8: 1,600 characters come along, and the whole is less than 2 KB")
    void page_isCarriedUpTo1600() {
        String longest = "/" + "a".repeat(1599);

        assertThat(states.returnTo(states.text(to(longest)))).contains(longest);
        assertThat(states.text(to(longest)).length()).isLessThanOrEqualTo(2048);
        assertThat(states.returnTo(states.text(to(longest + "a")))).contains("/too-long");
    }

    @Test
    @DisplayName("R2: a state that is not ours, or was changed, leads nowhere")
    void foreignState_leadsNowhere() {
        String state = states.text(to("/a"));
        String changed = state.substring(0, state.length() - 2) + (state.endsWith("AA") ? "BB" : "AA");

        assertThat(states.returnTo("x")).isEmpty();
        assertThat(states.returnTo(changed)).isEmpty();
        assertThat(states.returnTo("other." + state.substring(state.indexOf('.') + 1)))
                .as("the page is what any link could name; the random part decides")
                .contains("/a");
    }

    @Test
    void age_isCountedFromTheStart() {
        String state = states.text(to("/a"));

        clock.advance(Duration.ofSeconds(599));
        assertThat(states.isOlder(state, Duration.ofMinutes(10))).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(states.isOlder(state, Duration.ofMinutes(10))).isTrue();
        assertThat(states.isOlder("foreign", Duration.ofMinutes(10))).isFalse();
    }

    @Test
    void weekOldState_leadsNowhere() {
        String state = states.text(to("/a"));

        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(states.returnTo(state)).contains("/a");
        clock.advance(Duration.ofSeconds(1));
        assertThat(states.returnTo(state)).isEmpty();
    }
}
