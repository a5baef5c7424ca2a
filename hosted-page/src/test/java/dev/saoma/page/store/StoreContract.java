package dev.saoma.page.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store must do. */
public abstract class StoreContract {
    // Long: with a real server, the time that a busy machine takes passes as well.
    protected static final Kind ONE = new Kind("one", Duration.ofMinutes(60));
    protected static final Kind OTHER = new Kind("other", Duration.ofMinutes(5));
    private static final Kind JUNK = Kind.expendable("junk", Duration.ofMinutes(60));

    private Store store;

    /** Returns an empty store that is full with {@code most} values of a kind. */
    protected abstract Store create(int most);

    /** Returns an empty store with room for every test. */
    protected final Store create() {
        return create(100);
    }

    /** Lets that much time pass for the store. */
    protected abstract void pass(Duration time);

    @BeforeEach
    void createStore() {
        store = create();
    }

    @Test
    void nothingPut_isNothingFound() {
        assertThat(store.get(ONE, "k")).isEmpty();
        assertThat(store.take(ONE, "k")).isEmpty();
        assertThat(store.isReady()).isTrue();
    }

    @Test
    void put_isFoundUntilTaken() {
        store.put(ONE, "k", "v 中🎉");

        assertThat(store.get(ONE, "k")).contains("v 中🎉");
        assertThat(store.take(ONE, "k")).contains("v 中🎉");
        assertThat(store.get(ONE, "k")).isEmpty();
        assertThat(store.take(ONE, "k")).isEmpty();
    }

    @Test
    void putAgain_replacesAndLivesAnew() {
        store.put(OTHER, "k", "1");
        pass(Duration.ofMinutes(3));
        store.put(OTHER, "k", "2");
        pass(Duration.ofMinutes(3));

        assertThat(store.get(OTHER, "k")).contains("2");
    }

    @Test
    @DisplayName("G17, K10: a value of one kind is never found as another")
    void otherKind_isNotFound() {
        store.put(ONE, "k", "v");

        assertThat(store.get(OTHER, "k")).isEmpty();
        assertThat(store.take(OTHER, "k")).isEmpty();
        assertThat(store.putIfAbsent(OTHER, "k", "w")).isTrue();
        assertThat(store.get(ONE, "k")).contains("v");
    }

    @Test
    void endOfLifetime_isNotFound() {
        store.put(OTHER, "k", "v");
        store.put(ONE, "k", "v");
        pass(Duration.ofMinutes(5));

        assertThat(store.get(OTHER, "k")).isEmpty();
        assertThat(store.take(OTHER, "k")).isEmpty();
        assertThat(store.putIfAbsent(OTHER, "k", "w")).isTrue();
        assertThat(store.get(ONE, "k")).contains("v");
    }

    @Test
    void putIfAbsent_keepsTheFirst() {
        assertThat(store.putIfAbsent(ONE, "k", "1")).isTrue();
        assertThat(store.putIfAbsent(ONE, "k", "2")).isFalse();
        assertThat(store.get(ONE, "k")).contains("1");
    }

    @Test
    @DisplayName(
            "a full store keeps what was stored last, drops the oldest, and refuses no one: limits hold there, too")
    void fullOfExpendableValues_dropsTheOldest() {
        Store small = create(3);
        for (int i = 0; i < 50; i++) {
            assertThat(small.putIfAbsent(JUNK, "once " + i, "v")).isTrue();
            assertThat(small.putIfAbsent(JUNK, "once " + i, "w")).isFalse();
            small.put(JUNK, "put " + i, "v");
            assertThat(small.get(JUNK, "once " + i)).contains("v");
            assertThat(small.get(JUNK, "put " + i)).contains("v");
        }

        assertThat(small.get(JUNK, "once 48")).isEmpty();
        assertThat(small.get(JUNK, "put 48")).contains("v");
        assertThat(small.sizes()).containsEntry("junk", 3);
    }

    @Test
    @DisplayName("a value that is stored again is the newest, and one that was taken leaves room")
    void fullOfExpendableValues_countsTheLastChange() {
        Store small = create(2);
        small.put(JUNK, "a", "1");
        small.put(JUNK, "b", "2");
        small.put(JUNK, "a", "3");
        small.put(JUNK, "c", "4");
        assertThat(small.get(JUNK, "b")).isEmpty();
        assertThat(small.get(JUNK, "a")).contains("3");

        assertThat(small.take(JUNK, "a")).contains("3");
        small.put(JUNK, "d", "5");
        assertThat(small.get(JUNK, "c")).contains("4");
        assertThat(small.get(JUNK, "d")).contains("5");
    }

    @Test
    @DisplayName(
            "a full store of values that must not be dropped refuses new ones, and still replaces, finds and takes")
    void fullOfOtherValues_refusesNewOnes() {
        Store small = create(2);
        small.put(ONE, "a", "1");
        assertThat(small.putIfAbsent(ONE, "b", "2")).isTrue();

        assertThatThrownBy(() -> small.put(ONE, "c", "3"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("2 values of kind one");
        assertThatThrownBy(() -> small.putIfAbsent(ONE, "c", "3")).isInstanceOf(StoreUnavailableException.class);
        small.put(ONE, "a", "replaced");
        assertThat(small.putIfAbsent(ONE, "b", "3")).isFalse();
        assertThat(small.get(ONE, "a")).contains("replaced");
        assertThat(small.get(ONE, "c")).isEmpty();
        assertThat(small.take(ONE, "b")).contains("2");
        assertThat(small.putIfAbsent(ONE, "c", "3")).isTrue();
        assertThat(small.sizes()).containsEntry("one", 2);
    }

    @Test
    @DisplayName("G15: one winner of many that take at once")
    void takenByMany_hasOneWinner() throws Exception {
        store.put(ONE, "k", "v");

        assertThat(atOnce(() -> store.take(ONE, "k").isPresent())).containsOnlyOnce(true);
    }

    @Test
    @DisplayName("G15: one winner of many that put at once")
    void putByMany_hasOneWinner() throws Exception {
        assertThat(atOnce(() -> store.putIfAbsent(ONE, "k", "v"))).containsOnlyOnce(true);
    }

    private static List<Boolean> atOnce(Callable<Boolean> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> all = threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(i -> action).toList());
            return all.stream().map(StoreContract::get).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean get(Future<Boolean> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
