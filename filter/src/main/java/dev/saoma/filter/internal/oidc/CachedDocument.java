package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.log.FilterLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A cached document of the provider. One fetch at a time for all callers; the last document stays in use while a new fetch
 * runs, and after one fails; nothing is fetched before the first request. The number of attempts is not limited: it recovers as
 * soon as the provider does. Thread-safe.
 */
final class CachedDocument<T> {
    /** Fetches the document. */
    interface Loader<T> {
        T load() throws OidcException;
    }

    private static final Logger LOG = FilterLog.logger();

    /** Requests that wait for one fetch; a provider that hangs must not take all threads of the container. */
    private static final int MAX_WAITING = 16;

    private final Loader<T> loader;
    private final Clock clock;
    private final long maxAgeMillis;
    private final long retryMillis;
    private final long quietMillis;
    private final Executor background;
    private final AtomicReference<@Nullable CompletableFuture<T>> underWay = new AtomicReference<>();
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Object refreshing = new Object();
    private final AtomicLong refreshedAt;
    private volatile @Nullable T current;
    private volatile long fetchedAt;
    /** Whether a background fetch has been requested and has not ended. */
    private volatile boolean aside;

    private volatile @Nullable Failure failure;

    /**
     * @param maxAge age after which the document is fetched again
     * @param retry time between two refreshes, successful or not, while there is a document to use
     */
    CachedDocument(Loader<T> loader, Clock clock, Duration maxAge, Duration retry) {
        this(loader, clock, maxAge, retry, Duration.ZERO, CachedDocument::inThreadOfItsOwn);
    }

    /**
     * @param quiet time after a failure for which it is reported again without a fetch, while there is no document
     * @param background runs a fetch that no request waits for
     */
    CachedDocument(
            Loader<T> loader, Clock clock, Duration maxAge, Duration retry, Duration quiet, Executor background) {
        this.loader = Objects.requireNonNull(loader, "loader");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.maxAgeMillis = maxAge.toMillis();
        this.retryMillis = retry.toMillis();
        this.quietMillis = quiet.toMillis();
        this.background = Objects.requireNonNull(background, "background");
        this.refreshedAt = new AtomicLong(clock.millis() - retryMillis);
    }

    /**
     * Returns the document: from memory, or fetched if there is none.
     *
     * @throws OidcException if there is none and it cannot be fetched
     */
    T get() throws OidcException {
        T known = peek();
        if (known != null) {
            return known;
        }
        Failure last = failure;
        if (last != null && underWay.get() == null && clock.millis() - last.at < quietMillis) {
            throw again(last.cause);
        }
        return fetch();
    }

    /** Returns the document if it is in memory, null if not. Never waits: an old one is refreshed in the background. */
    @Nullable
    T peek() {
        if (current != null && clock.millis() - fetchedAt > maxAgeMillis && underWay.get() == null && mayRefresh()) {
            T old = current;
            aside = true;
            background.execute(() -> fetchAside(old));
        }
        return current;
    }

    private void fetchAside(@Nullable T old) {
        try {
            if (current == old) {
                fetch();
            }
        } catch (OidcException | RuntimeException e) {
            logFailure(e);
        } finally {
            aside = false;
        }
    }

    private boolean mayRefresh() {
        long now = clock.millis();
        long last = refreshedAt.get();
        return now - last >= retryMillis && refreshedAt.compareAndSet(last, now);
    }

    private static void logFailure(Exception e) {
        LOG.log(Level.WARNING, "Continuing with the provider's last known document: {0}", e.getMessage());
    }

    /**
     * Fetches a newer document than an insufficient one; returns the known one if that fails or was tried just now. Concurrent
     * callers share one fetch.
     */
    T refresh(T known) {
        synchronized (refreshing) {
            T newest = current;
            if (newest != null && newest != known) {
                return newest;
            }
            if (underWay.get() == null && !aside && !mayRefresh()) {
                return known;
            }
            try {
                return fetch();
            } catch (OidcException e) {
                logFailure(e);
                return known;
            }
        }
    }

    private T fetch() throws OidcException {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> others;
        while (!underWay.compareAndSet(null, mine)) {
            others = underWay.get();
            if (others != null) {
                return await(others);
            }
        }
        try {
            T loaded = loader.load();
            current = loaded;
            fetchedAt = clock.millis();
            failure = null;
            mine.complete(loaded);
            return loaded;
        } catch (OidcException e) {
            failure = new Failure(e, clock.millis());
            mine.completeExceptionally(e);
            throw e;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.set(null);
        }
    }

    private T await(CompletableFuture<T> others) throws OidcException {
        if (!waiting.tryAcquire()) {
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "too many requests wait for the provider");
        }
        try {
            return answer(others);
        } finally {
            waiting.release();
        }
    }

    // Loaders have a deadline of their own, so waiting for one ends.
    private static <T> T answer(CompletableFuture<T> others) throws OidcException {
        try {
            return others.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "interrupted while waiting for the provider", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof OidcException) {
                throw again((OidcException) cause);
            }
            throw new OidcException(OidcException.Kind.FAULT, "fetching from the provider failed", cause);
        }
    }

    // A new exception for this request, with its own stack trace.
    private static OidcException again(OidcException cause) {
        return new OidcException(cause.kind(), String.valueOf(cause.getMessage()), cause);
    }

    /** Sets a document that was stored elsewhere; it counts as old, so a newer one is fetched when it is first used. */
    void seed(T document) {
        fetchedAt = clock.millis() - maxAgeMillis - 1;
        current = document;
    }

    static void inThreadOfItsOwn(Runnable task) {
        // At most one per interval, and it ends with the loader's deadline: nothing to pool and nothing to shut down.
        Thread thread = new Thread(task, "saoma-refresh");
        thread.setDaemon(true);
        thread.start();
    }

    private static final class Failure {
        private final OidcException cause;
        private final long at;

        Failure(OidcException cause, long at) {
            this.cause = cause;
            this.at = at;
        }
    }
}
