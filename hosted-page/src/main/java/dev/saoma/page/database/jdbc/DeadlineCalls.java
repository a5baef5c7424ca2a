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
import java.util.function.Supplier;
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
            .onOpen(event -> LOG.warn("the directory's database does not respond: known people sign in from memory"))
            .onClose(event -> LOG.info("the directory's database responds again"))
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
        return run(call, System.nanoTime());
    }

    /** Runs a call for a caller whose deadline began at {@code started}, as of {@link System#nanoTime}. */
    public <T> Optional<T> run(Callable<T> call, long started) {
        return await(() -> threads.submit(call), started);
    }

    /**
     * Waits for a call that may be shared. A call that takes too long is abandoned but never interrupted: an interrupt would
     * close an embedded database's file for all threads.
     *
     * @param begin starts the call, or joins it
     * @return its result; empty if it fails or takes too long
     */
    <T> Optional<T> await(Supplier<Future<T>> begin, long started) {
        if (!breaker.tryAcquirePermit()) {
            return Optional.empty();
        }
        try {
            T value = begin.get().get(started + deadline.toNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
            breaker.recordSuccess();
            return Optional.of(value);
        } catch (TimeoutException | RejectedExecutionException e) {
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

    /** Runs a task on one of the threads for calls. */
    void execute(Runnable task) {
        threads.execute(task);
    }

    /** Whether a call that started then has taken too long. */
    boolean isLate(long started) {
        return System.nanoTime() - started > deadline.toNanos();
    }

    /** Whether the circuit is closed: recent calls got responses. */
    public boolean responds() {
        return breaker.isClosed();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
