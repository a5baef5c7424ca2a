package dev.saoma.page.database.jdbc;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A database call whose result is shared by concurrent callers. Each caller gets the result of a run that started after the
 * caller asked, so no result is stale. Thread-safe.
 */
public final class SharedCall<T> {
    private final DeadlineCalls calls;
    private final Callable<T> call;
    private @Nullable Run<T> running;
    private @Nullable Run<T> next;

    public SharedCall(DeadlineCalls calls, Callable<T> call) {
        this.calls = calls;
        this.call = call;
    }

    private static final class Run<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private long began = System.nanoTime();
    }

    /**
     * Runs the call, or waits for the next run.
     *
     * @param started when the caller's deadline began, as of {@link System#nanoTime}
     * @return its result; empty if it fails or takes too long
     */
    public Optional<T> get(long started) {
        return calls.await(this::join, started);
    }

    /** Joins the next run, and starts it if none is in progress. */
    synchronized Future<T> join() {
        Run<T> joined = next == null ? new Run<>() : next;
        if (running != null && !calls.isLate(running.began)) {
            next = joined;
            return joined.result;
        }
        // No run is in progress, or one that hangs, for which no other caller has to wait.
        calls.execute(() -> run(joined));
        running = joined;
        next = null;
        joined.began = System.nanoTime();
        return joined.result;
    }

    private void run(Run<T> first) {
        for (Run<T> run = first; run != null; run = after(run)) {
            try {
                run.result.complete(call.call());
            } catch (Exception | Error e) {
                run.result.completeExceptionally(e);
            }
        }
    }

    private synchronized @Nullable Run<T> after(Run<T> done) {
        if (running != done) {
            return null; // It hung, and was replaced.
        }
        running = next;
        next = null;
        if (running != null) {
            running.began = System.nanoTime();
        }
        return running;
    }
}
