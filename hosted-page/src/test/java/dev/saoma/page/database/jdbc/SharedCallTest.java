package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class SharedCallTest {
    private static final int AT_ONCE = 20;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger runs = new AtomicInteger();
    private final Semaphore mayEnd = new Semaphore(0);

    @AfterEach
    void stop() {
        mayEnd.release(1000);
        callers.shutdownNow();
    }

    /** Numbers its runs, each of which waits for permission to end. */
    private int numbered() {
        int number = runs.incrementAndGet();
        mayEnd.acquireUninterruptibly();
        return number;
    }

    private Future<Optional<Integer>> ask(SharedCall<Integer> shared) {
        return callers.submit(() -> shared.get(System.nanoTime()));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    @DisplayName("all callers during a run share the result of the next one: nothing older than their call")
    void question_isAnsweredByARunThatBeganAfterIt() throws Exception {
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMinutes(1))) {
            SharedCall<Integer> shared = new SharedCall<>(calls, this::numbered);
            Future<Optional<Integer>> first = ask(shared);
            await(() -> runs.get() == 1);
            CountDownLatch asked = new CountDownLatch(AT_ONCE);
            List<Future<Optional<Integer>>> others = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                others.add(callers.submit(() -> calls.await(
                        () -> {
                            Future<Integer> joined = shared.join();
                            asked.countDown();
                            return joined;
                        },
                        System.nanoTime())));
            }
            asked.await();

            mayEnd.release(2);

            assertThat(first.get()).contains(1);
            for (Future<Optional<Integer>> other : others) {
                assertThat(other.get()).contains(2);
            }
            mayEnd.release();
            assertThat(ask(shared).get()).as("nobody waits any more").contains(3);
        }
    }

    @Test
    @DisplayName("a run that hangs holds no caller beyond the deadline, and its late result is dropped")
    void hangingRun_isReplaced() throws Exception {
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMillis(200))) {
            SharedCall<Integer> shared = new SharedCall<>(calls, () -> {
                int number = runs.incrementAndGet();
                if (number == 1) {
                    mayEnd.acquireUninterruptibly();
                }
                return number;
            });
            assertThat(ask(shared).get()).isEmpty();

            Optional<Integer> answer = Optional.empty();
            while (answer.isEmpty()) { // A busy machine may be late again.
                answer = ask(shared).get();
            }
            mayEnd.release();
            assertThat(answer.get()).isGreaterThan(1);
            assertThat(ask(shared).get().orElse(9)).isGreaterThan(answer.get());
        }
    }

    @Test
    @DisplayName("a run that fails fails its callers, and the next callers get a result")
    void failure_isOfOneRun() throws Exception {
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMinutes(1))) {
            SharedCall<Integer> shared = new SharedCall<>(calls, () -> {
                int number = numbered();
                if (number == 1) {
                    throw new IllegalStateException("broken connection");
                }
                return number;
            });
            Future<Optional<Integer>> first = ask(shared);
            await(() -> runs.get() == 1);
            Future<Optional<Integer>> second = ask(shared);
            mayEnd.release(3);

            assertThat(first.get()).isEmpty();
            assertThat(second.get()).isPresent();
        }
    }
}
