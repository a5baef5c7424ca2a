package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.BareDatabase;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.support.Pause;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Background work that is running when the page stops. */
@Timeout(120)
class UpkeepTest {
    @Test
    @DisplayName(
            "a step that takes longer than a stop waits is not interrupted: that would close an embedded database's file")
    void close_interruptsNoStep() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Runnable step = () -> {
            started.countDown();
            try {
                mayEnd.await();
                interrupted.complete(false);
            } catch (InterruptedException e) {
                interrupted.complete(true);
            }
        };
        try (var database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID())) {
            Upkeep upkeep = new Upkeep(new Transactions(database, "default"), List.of(), List.of(step));
            upkeep.start();
            started.await();

            upkeep.close();
            mayEnd.countDown();

            assertThat(interrupted.get()).isFalse();
        }
    }

    @Test
    @DisplayName(
            "5A: a block reaches every filter within two seconds: turns come every second, and wait for no long step")
    void orders_waitForNoLongStep() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger turns = new AtomicInteger();
        Runnable longStep = () -> {
            started.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (var database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID());
                Upkeep upkeep = new Upkeep(
                        new Transactions(database, "default"), List.of(turns::incrementAndGet), List.of(longStep))) {
            upkeep.start();
            started.await();
            int before = turns.get();

            while (turns.get() < before + 2) { // Ends at the class's timeout.
                Pause.briefly();
            }

            mayEnd.countDown();
        }
        assertThat(Upkeep.EVERY).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
