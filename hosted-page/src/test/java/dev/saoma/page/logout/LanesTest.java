package dev.saoma.page.logout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LanesTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Lanes lanes = new Lanes("lanes-test");

    @AfterEach
    void close() {
        lanes.close(Duration.ZERO);
    }

    @Test
    @DisplayName("an application that does not respond delays no other one; what waits for it is run in the end")
    void hangingTasks_delayNoOtherLane() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            lanes.run("wiki", () -> {
                begun.incrementAndGet();
                awaited(recovered);
                ended.countDown();
            });
        }
        CountDownLatch other = new CountDownLatch(1);

        lanes.run("crm", other::countDown);

        other.await();
        assertThat(begun).hasValueLessThanOrEqualTo(Lanes.THREADS_PER_LANE);
        recovered.countDown();
        ended.await();
        assertThat(begun).hasValue(100);
    }

    @Test
    void closing_waitsForTasks_andTakesNoneAfterwards() {
        AtomicInteger ended = new AtomicInteger();
        lanes.run("crm", ended::incrementAndGet);

        lanes.close(LONG);

        assertThat(ended).hasValue(1);
        assertThatThrownBy(() -> lanes.run("crm", ended::incrementAndGet))
                .isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
