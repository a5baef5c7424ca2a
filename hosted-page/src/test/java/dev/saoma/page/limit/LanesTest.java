package dev.saoma.page.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.support.Pause;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LanesTest {
    private final Lanes lanes = new Lanes();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        others.shutdownNow();
    }

    @Test
    @DisplayName("an application that does not respond delays no other one; what waits for it is run in the end")
    void hangingTasks_delayNoOtherLane() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(100);
        for (int i = 0; i < 100; i++) {
            lanes.run("wiki", threads, () -> {
                begun.incrementAndGet();
                awaited(recovered);
                ended.countDown();
            });
        }
        CountDownLatch other = new CountDownLatch(1);

        lanes.run("crm", threads, other::countDown);

        other.await();
        assertThat(begun).hasValueLessThanOrEqualTo(Lanes.PER_LANE);
        recovered.countDown();
        ended.await();
        assertThat(begun).hasValue(100);
    }

    @Test
    @DisplayName("tasks of two executors share the lane of an application")
    void executors_shareALane() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(Lanes.PER_LANE);
        CountDownLatch repeated = new CountDownLatch(1);
        for (int i = 0; i < Lanes.PER_LANE; i++) {
            lanes.run("wiki", threads, () -> {
                begun.countDown();
                awaited(recovered);
            });
        }
        begun.await();

        assertThat(lanes.repeat("wiki", others, () -> {
                    repeated.countDown();
                    return false;
                }))
                .isTrue();

        CountDownLatch elsewhere = new CountDownLatch(1);
        lanes.repeat("crm", others, () -> {
            elsewhere.countDown();
            return false;
        });
        elsewhere.await();
        assertThat(repeated.getCount()).as("waits for its turn").isOne();
        recovered.countDown();
        repeated.await();
    }

    @Test
    @DisplayName("repeated work takes turns with the tasks that wait, and a lane repeats no more than it runs at once")
    void repeatedWork_takesTurns() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Queue<String> order = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(3);
        lanes.run("wiki", others, () -> awaited(recovered)); // Leaves one thread, so there is an order.
        lanes.repeat("wiki", threads, () -> {
            begun.countDown();
            awaited(recovered);
            return false;
        });
        begun.await();
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        lanes.run("wiki", others, () -> awaited(hanging));
        lanes.repeat("wiki", threads, () -> {
            order.add("repeated");
            if (left.decrementAndGet() > 0) {
                return true;
            }
            ended.countDown();
            return false;
        });

        assertThat(lanes.repeat("wiki", threads, () -> true)).as("a third one").isFalse();

        lanes.run("wiki", others, () -> order.add("once"));
        lanes.run("wiki", others, () -> order.add("once"));
        recovered.countDown();
        ended.await();
        hanging.countDown();
        assertThat(order).containsExactly("repeated", "once", "once", "repeated", "repeated");
    }

    @Test
    @DisplayName("tasks that throw leave the lane free, errors of the JVM too")
    void failingTasks_leaveTheLaneFree() throws Exception {
        for (int i = 0; i < Lanes.PER_LANE; i++) {
            lanes.run("wiki", threads, () -> {
                throw new IllegalStateException("expected by the test");
            });
            lanes.repeat("wiki", others, () -> {
                throw new StackOverflowError("expected by the test");
            });
        }
        CountDownLatch passed = new CountDownLatch(2);

        lanes.run("wiki", threads, passed::countDown);
        while (!lanes.repeat("wiki", others, () -> {
            passed.countDown();
            return false;
        })) {
            Pause.briefly(); // Those that throw have not run yet.
        }

        passed.await();
    }

    @Test
    @DisplayName("a task that its executor does not accept takes no place in the lane")
    void rejectedTasks_leaveTheLaneFree() throws Exception {
        CountDownLatch recovered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(Lanes.PER_LANE);
        for (int i = 0; i < Lanes.PER_LANE; i++) {
            lanes.run("wiki", threads, () -> {
                begun.countDown();
                awaited(recovered);
            });
        }
        begun.await();
        lanes.repeat("wiki", others, () -> true);
        lanes.repeat("wiki", others, () -> true);
        others.shutdown();
        assertThatThrownBy(() -> lanes.run("crm", others, () -> {})).isInstanceOf(RejectedExecutionException.class);
        CountDownLatch passed = new CountDownLatch(1);
        lanes.run("wiki", threads, passed::countDown);
        recovered.countDown();
        passed.await();

        for (String name : List.of("wiki", "crm")) {
            CountDownLatch both = new CountDownLatch(Lanes.PER_LANE);
            for (int i = 0; i < Lanes.PER_LANE; i++) {
                lanes.repeat(name, threads, () -> {
                    both.countDown();
                    awaited(both);
                    return false;
                });
            }
            both.await();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
