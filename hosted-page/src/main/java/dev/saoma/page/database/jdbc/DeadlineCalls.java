package dev.saoma.page.database.jdbc;

import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the database with a deadline, behind a circuit breaker that opens for a second after some failures in a row.
 * Thread-safe.
 */
public final class DeadlineCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineCalls.class);
    private static final int FAILURES = 5;
    private static final int THREADS = 16;
    private static final int MOST_WAITING = 1000;

    private final Duration deadline;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES)
            .withDelay(Duration.ofSeconds(1))
            .onOpen(event -> LOG.warn("the directory's database does not answer: known people come in from memory"))
            .onClose(event -> LOG.info("the directory's database answers again"))
            .build();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                Thread thread = new Thread(task, "saoma-directory-call");
                thread.setDaemon(true);
                return thread;
            });

    public DeadlineCalls(Duration deadline) {
        this.deadline = deadline;
        this.threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a call.
     *
     * @return its result; empty if it fails or takes too long
     */
    public <T> Optional<T> run(Callable<T> call) {
        if (!breaker.tryAcquirePermit()) {
            return Optional.empty();
        }
        Future<T> result;
        try {
            result = threads.submit(call);
        } catch (RejectedExecutionException e) {
            breaker.recordFailure();
            return Optional.empty();
        }
        try {
            T value = result.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            breaker.recordSuccess();
            return Optional.of(value);
        } catch (TimeoutException e) {
            result.cancel(true);
            breaker.recordFailure();
        } catch (ExecutionException e) {
            breaker.recordFailure();
            LOG.debug("a call of the directory's database failed", e.getCause());
        } catch (InterruptedException e) {
            breaker.recordFailure();
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Whether the circuit is closed: recent calls were answered. */
    public boolean answer() {
        return breaker.isClosed();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
