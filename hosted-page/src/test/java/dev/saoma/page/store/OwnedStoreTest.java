package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.MutableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OwnedStoreTest extends StoreContract {
    private final MutableClock clock = MutableClock.atNow();

    @Override
    protected Store create() {
        return new OwnedStore(new MemoryStore(clock, 100), "me");
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @Test
    void whatOneOwnerHas_isNothingToAnother() {
        Store all = new MemoryStore(clock, 100);
        Store mine = new OwnedStore(all, "a");
        Store theirs = new OwnedStore(all, "b");

        mine.put(ONE, "key", "mine");

        assertThat(theirs.get(ONE, "key")).isEmpty();
        assertThat(theirs.take(ONE, "key")).isEmpty();
        assertThat(theirs.putIfAbsent(ONE, "key", "theirs")).isTrue();
        assertThat(mine.get(ONE, "key")).hasValue("mine");
    }

    @Test
    void ownerWithABlank_isRefused() {
        assertThatThrownBy(() -> new OwnedStore(new MemoryStore(clock, 1), "a b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
