package dev.saoma.page.database.admission;

import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.DirectoryThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a node's periodic work, every second: the work that administrators' orders wait for on one thread, and the rest, which
 * may take long, on another. Thread-safe.
 */
final class Upkeep implements AutoCloseable {
    /** The period of a turn, after which an administrator's change is known on every node. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final Transactions transactions;
    private final List<Runnable> urgent;
    private final List<Runnable> others;
    private volatile Counts counts = new Counts(0, 0);
    private final DirectoryThread orders = new DirectoryThread("saoma-directory-orders");
    private final DirectoryThread rest = new DirectoryThread("saoma-directory");

    /**
     * Creates the upkeep; each turn runs the steps of a list in order.
     *
     * @param urgent steps that carry out orders, on this node and at applications
     * @param others steps that may take long
     */
    Upkeep(Transactions transactions, List<Runnable> urgent, List<Runnable> others) {
        this.transactions = transactions;
        this.urgent = List.copyOf(urgent);
        this.others = List.copyOf(others);
    }

    void start() {
        every(orders, () -> urgent.forEach(this::take));
        every(rest, () -> {
            others.forEach(this::take);
            take(this::count);
        });
    }

    private static void every(DirectoryThread thread, Runnable turn) {
        thread.scheduleWithFixedDelay(turn, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
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

    /** Stops, and waits for the current turns, at most twice their period. */
    @Override
    public void close() {
        orders.shutdown();
        rest.shutdown();
        long until = System.nanoTime() + EVERY.toNanos() * 2;
        try {
            boolean isOver = orders.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS)
                    && rest.awaitTermination(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!isOver) {
                LOG.warn("the directory's background work is still waiting for its database");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
