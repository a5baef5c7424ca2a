package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.support.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    private final MutableClock clock = MutableClock.atNow();

    @Override
    protected Store create(int most) {
        return new MemoryStore(clock, most);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    @DisplayName("G84: full is full, until something expires; nothing that lives is forgotten")
    void fullStore_refusesUntilRoom() {
        Store store = new MemoryStore(clock, 2);
        store.put(ONE, "a", "1");
        clock.advance(Duration.ofMinutes(30));
        store.put(ONE, "b", "2");

        assertThatThrownBy(() -> store.put(ONE, "c", "3"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("2 values of kind one");
        store.put(ONE, "b", "replaced");
        store.put(OTHER, "c", "another kind has room of its own");

        clock.advance(Duration.ofMinutes(30));
        store.put(ONE, "c", "3");
        assertThat(store.get(ONE, "a")).isEmpty();
        assertThat(store.get(ONE, "b")).contains("replaced");
    }

    @Test
    @DisplayName("a clock that steps back makes nothing live longer that is put afterwards")
    void valueBehindOneOfTheFuture_expiresInItsOwnTime() {
        Store store = new MemoryStore(clock, 100);
        store.put(ONE, "before", "1");
        clock.advance(Duration.ofDays(-1));
        store.put(ONE, "after", "2");
        store.put(ONE, "marker", "3");

        clock.advance(Duration.ofMinutes(59));
        assertThat(store.get(ONE, "after")).contains("2");
        clock.advance(Duration.ofMinutes(1));
        assertThat(store.get(ONE, "after")).isEmpty();
        assertThat(store.take(ONE, "after")).isEmpty();
        assertThat(store.putIfAbsent(ONE, "marker", "4")).isTrue();
        assertThat(store.get(ONE, "marker")).contains("4");
    }

    @Test
    void kindWithoutLifetime_isRefused() {
        assertThatThrownBy(() -> new Kind("x", Duration.ZERO)).hasMessageContaining("lifetime");
        assertThatThrownBy(() -> new Kind("X y", Duration.ofSeconds(1))).hasMessageContaining("tag");
    }

    @Test
    @DisplayName(
            "what any caller can store is dropped when there is too much of it, the oldest first; no caller is refused")
    void fullStoreOfExpendableValues_dropsTheOldest() {
        Kind junk = Kind.expendable("junk", Duration.ofMinutes(1));
        Store store = new MemoryStore(clock, 2);
        for (int i = 0; i < 1000; i++) {
            store.put(junk, "key " + i, "value");
        }

        assertThat(store.get(junk, "key 997")).isEmpty();
        assertThat(store.get(junk, "key 998")).contains("value");
        assertThat(store.putIfAbsent(junk, "key 999", "again")).isFalse();
        assertThat(store.sizes()).containsEntry("junk", 2);
    }

    @Test
    void expiredValuesOfAShelf_areNotCounted() {
        Store store = new MemoryStore(clock, 100);
        store.put(ONE, "a", "1");
        assertThat(store.sizes()).containsEntry("one", 1);

        clock.advance(Duration.ofMinutes(60));

        assertThat(store.sizes()).containsEntry("one", 0);
    }

    @Test
    void storeWithoutRoom_isRefused() {
        assertThatThrownBy(() -> new MemoryStore(clock, 0)).hasMessageContaining("at least 1 expected, not 0");
        assertThat(new MemoryStore(clock, 1).isReady()).isTrue();
    }
}
