package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TransactionsTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("an order waits for a lock that another node holds longer than the database lets anybody wait")
    void lockHeldForLong_isWaitedFor() throws Exception {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=3000";
        try (DirectoryNodes nodes = new DirectoryNodes(folder, url)) {
            Transactions transactions = nodes.node("everybody", "").database.transactions();
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch tried = new CountDownLatch(2);
            CompletableFuture<Boolean> holder = CompletableFuture.supplyAsync(() -> transactions.underLock(tables -> {
                held.countDown();
                return await(tried);
            }));
            assertThat(await(held)).isTrue();

            long revision = transactions.run(tables -> {
                tried.countDown(); // At the second try, the first has run into the timeout.
                return tables.lockPool().revision();
            });

            assertThat(revision).isNotNegative();
            assertThat(holder.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
