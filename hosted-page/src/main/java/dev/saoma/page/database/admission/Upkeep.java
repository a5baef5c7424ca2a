package dev.saoma.page.database.admission;

import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.DirectoryThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a node's periodic work, every second on one thread. Thread-safe. */
final class Upkeep implements AutoCloseable {
    /** The delay after which an administrator's change is known on every node. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Transactions transactions;
    private final List<Runnable> steps;
    private volatile Counts counts = new Counts(0, 0);
    private final DirectoryThread thread = new DirectoryThread("saoma-directory");

    /** @param steps run in this order, each turn */
    Upkeep(Transactions transactions, List<Runnable> steps) {
        this.transactions = transactions;
        this.steps = List.copyOf(steps);
    }

    void start() {
        thread.scheduleWithFixedDelay(this::turn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        steps.forEach(this::take);
        take(this::count);
    }

    /** Runs a step; its failure must stop neither the others nor the next turn. */
    private void take(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("the directory's background work failed; the next run retries", e);
        }
    }

    /** Gauges read from the database, as of the last turn. */
    record Counts(long waitingPeople, long openMessages) {}

    Counts counts() {
        return counts;
    }

    private void count() {
        counts = transactions.run(tables -> new Counts(
                tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one(),
                tables.query(Sql.OUTBOX_OPEN).mapTo(Long.class).one()));
    }

    /** Stops, and waits for the current turn, at most twice its period. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(EVERY.toMillis() * 2, TimeUnit.MILLISECONDS)) {
                LOG.warn("the directory's background work is still waiting for its database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
