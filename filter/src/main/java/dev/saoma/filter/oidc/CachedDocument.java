package dev.saoma.filter.oidc;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Something fetched from the provider and kept. One fetch at a time whoever asks; what was fetched last stays in use
 * while a new fetch runs, and after one fails; nothing is fetched before somebody asks. There is no limit of attempts:
 * it heals as soon as the provider does. Thread-safe.
 */
final class CachedDocument<T> {
    /** Fetches the document. */
    interface Loader<T> {
        T load() throws OidcException;
    }

    private static final Logger LOG = Logger.getLogger(CachedDocument.class.getName());

    /** Requests that wait for one fetch; a provider that hangs must not take all threads of the container. */
    private static final int MAX_WAITING = 16;

    private final Loader<T> loader;
    private final Clock clock;
    private final long maxAgeMillis;
    private final long retryMillis;
    private final AtomicReference<@Nullable CompletableFuture<T>> underWay = new AtomicReference<>();
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Object refreshing = new Object();
    private volatile @Nullable T current;
    private volatile long fetchedAt;
    private volatile long refreshedAt;

    /**
     * @param maxAge after this the document is fetched again
     * @param retry time between two refreshes, good or bad, while there is a document to go on with
     */
    CachedDocument(Loader<T> loader, Clock clock, Duration maxAge, Duration retry) {
        this.loader = Objects.requireNonNull(loader, "loader");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.maxAgeMillis = maxAge.toMillis();
        this.retryMillis = retry.toMillis();
        this.refreshedAt = clock.millis() - retryMillis;
    }

    /**
     * The document: from memory, or fetched if there is none.
     *
     * @throws OidcException if there is none and it cannot be fetched
     */
    T get() throws OidcException {
        T known = current;
        if (known == null) {
            return fetch();
        }
        boolean old = clock.millis() - fetchedAt > maxAgeMillis;
        return old && underWay.get() == null ? refresh(known) : known;
    }

    /**
     * Fetches a newer document than the one that did not do; what is known if that fails or was tried just now.
     * Whoever comes meanwhile waits for the same answer.
     */
    T refresh(T known) {
        synchronized (refreshing) {
            T newest = current;
            if (newest != null && newest != known) {
                return newest;
            }
            if (clock.millis() - refreshedAt < retryMillis) {
                return known;
            }
            refreshedAt = clock.millis();
            try {
                return fetch();
            } catch (OidcException e) {
                LOG.log(Level.WARNING, "Going on with what is known of the provider: {0}", e.getMessage());
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
            mine.complete(loaded);
            return loaded;
        } catch (OidcException | RuntimeException e) {
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
                OidcException failure = (OidcException) cause;
                throw new OidcException(failure.kind(), String.valueOf(failure.getMessage()), failure);
            }
            throw new OidcException(OidcException.Kind.FAULT, "fetching from the provider failed", cause);
        }
    }
}
