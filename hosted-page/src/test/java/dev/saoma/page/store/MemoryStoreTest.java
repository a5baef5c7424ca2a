package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    private final MutableClock clock = MutableClock.atNow();

    @Override
    Store create() {
        return new MemoryStore(clock, 100);
    }

    @Override
    void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    @DisplayName("G84: full is full, until something expires; nothing that lives is forgotten")
    void fullStore_refusesUntilRoom() {
        Store store = new MemoryStore(clock, 2);
        store.put(ONE, "a", "1");
        clock.advance(Duration.ofSeconds(30));
        store.put(ONE, "b", "2");

        assertThatThrownBy(() -> store.put(ONE, "c", "3"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("2 values of kind one");
        store.put(ONE, "b", "replaced");
        store.put(OTHER, "c", "another kind has room of its own");

        clock.advance(Duration.ofSeconds(30));
        store.put(ONE, "c", "3");
        assertThat(store.get(ONE, "a")).isEmpty();
        assertThat(store.get(ONE, "b")).contains("replaced");
    }

    @Test
    void kindWithoutLifetime_isRefused() {
        assertThatThrownBy(() -> new Kind("x", Duration.ZERO)).hasMessageContaining("lifetime");
        assertThatThrownBy(() -> new Kind("X y", Duration.ofSeconds(1))).hasMessageContaining("tag");
    }
}
