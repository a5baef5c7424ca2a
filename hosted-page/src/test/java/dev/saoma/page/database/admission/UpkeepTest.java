package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.BareDatabase;
import dev.saoma.page.database.Transactions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
            Upkeep upkeep = new Upkeep(new Transactions(database, "default"), List.of(step));
            upkeep.start();
            started.await();

            upkeep.close();
            mayEnd.countDown();

            assertThat(interrupted.get()).isFalse();
        }
    }
}
