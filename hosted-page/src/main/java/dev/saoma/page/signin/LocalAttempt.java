package dev.saoma.page.signin;

import dev.saoma.page.signin.SignInOutcome.Failed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Lets concurrent duplicates of a callback share one attempt. Keeps nothing after the attempt. Thread-safe. */
final class LocalAttempt {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_WAITING = 32;

    private final ConcurrentMap<String, CompletableFuture<SignInOutcome>> running = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_WAITING);

    SignInOutcome run(String key, Supplier<SignInOutcome> attempt, Supplier<Failed> failed) {
        CompletableFuture<SignInOutcome> mine = new CompletableFuture<>();
        CompletableFuture<SignInOutcome> theirs = running.putIfAbsent(key, mine);
        if (theirs != null) {
            return await(theirs, failed);
        }
        try {
            SignInOutcome outcome = attempt.get();
            mine.complete(outcome);
            return outcome;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.remove(key);
        }
    }

    /** Limited, so that a browser that calls back a hundred times does not hold a hundred threads. */
    private SignInOutcome await(CompletableFuture<SignInOutcome> theirs, Supplier<Failed> failed) {
        if (!places.tryAcquire()) {
            return failed.get();
        }
        try {
            return theirs.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed.get();
        } catch (ExecutionException | TimeoutException e) {
            return failed.get();
        } finally {
            places.release();
        }
    }
}
