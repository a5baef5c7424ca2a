package dev.saoma.page.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DeadlineCallsTest {
    private static final int AT_ONCE = 60;

    @Test
    @DisplayName(
            "more sign-ins at once than there are threads wait for one, instead of failing as if the database were away")
    void burst_isAnswered() throws Exception {
        CountDownLatch all = new CountDownLatch(AT_ONCE);
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMinutes(1))) {
            List<Future<Optional<Integer>>> answers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                answers.add(callers.submit(() -> {
                    all.countDown();
                    return calls.run(() -> {
                        all.await();
                        return number;
                    });
                }));
            }
            for (int i = 0; i < AT_ONCE; i++) {
                assertThat(answers.get(i).get()).contains(i);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    @DisplayName("after five calls that took too long the next ones are not made")
    void nextCall_afterLateOnes_isNotMade() {
        CountDownLatch never = new CountDownLatch(1);
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMillis(100))) {
            assertThat(calls.responds()).isTrue();
            for (int i = 0; i < 5; i++) {
                assertThat(calls.run(() -> {
                            never.await();
                            return 1;
                        }))
                        .isEmpty();
            }

            assertThat(calls.responds()).isFalse();
            AtomicBoolean made = new AtomicBoolean();
            long asked;
            do { // On a busy machine the pause may be over: then a call is made, and begins another.
                asked = System.nanoTime();
                made.set(false);
                calls.run(() -> {
                    made.set(true);
                    never.await();
                    return 2;
                });
            } while (System.nanoTime() - asked > Duration.ofMillis(100).toNanos());
            assertThat(made).isFalse();
        }
    }

    @Test
    @DisplayName("one call that fails, such as by a conflict, does not keep the others from being made")
    void nextCall_afterAFailure_isMade() {
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMinutes(1))) {
            assertThat(calls.run(() -> {
                        throw new IllegalStateException("a conflict");
                    }))
                    .isEmpty();

            assertThat(calls.run(() -> 2)).contains(2);
        }
    }

    @Test
    @DisplayName(
            "a call that takes too long is not interrupted: that would close the file of an embedded database under everybody")
    void lateCall_isNotInterrupted() throws Exception {
        CountDownLatch givenUp = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        try (DeadlineCalls calls = new DeadlineCalls(Duration.ofMillis(100))) {
            assertThat(calls.run(() -> {
                        try {
                            givenUp.await();
                            return interrupted.complete(Thread.interrupted());
                        } catch (InterruptedException e) {
                            return interrupted.complete(true);
                        }
                    }))
                    .isEmpty();
        }
        givenUp.countDown();

        assertThat(interrupted.get()).isFalse();
    }
}
