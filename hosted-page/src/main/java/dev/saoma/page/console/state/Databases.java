package dev.saoma.page.console.state;

import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.directory.DirectoryException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The databases of the pools, opened on first use, so that the console starts without them. Opening one that does not respond
 * fails soon; the next request retries. Thread-safe.
 */
public final class Databases implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 3;

    private final Clock clock;
    private final Map<String, Opened> opened = new HashMap<>();
    private final ExecutorService openers = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "saoma-console-database");
        thread.setDaemon(true);
        return thread;
    });

    public Databases(Clock clock) {
        this.clock = clock;
    }

    private record Opened(ConsolePool pool, CompletableFuture<PeopleDatabase> database) {
        /** Whether the pool still uses this database; its other settings may have changed. */
        boolean isOf(ConsolePool now) {
            return pool.settings().directory().equals(now.settings().directory())
                    && pool.settings().keys().equals(now.settings().keys());
        }
    }

    /**
     * Returns the database of a pool, and closes one that the pool used before.
     *
     * @throws DirectoryException if the database cannot be used at the moment
     */
    public PeopleDatabase of(ConsolePool pool) {
        CompletableFuture<PeopleDatabase> database = opening(pool);
        try {
            return database.get(PATIENCE_SECONDS, TimeUnit.SECONDS).with(pool.settings());
        } catch (ExecutionException e) {
            forget(pool, database);
            if (e.getCause() instanceof DirectoryException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new DirectoryException("The directory's database does not answer.", e, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private synchronized CompletableFuture<PeopleDatabase> opening(ConsolePool pool) {
        Opened before = opened.get(pool.name());
        if (before != null && before.isOf(pool)) {
            return before.database();
        }
        if (before != null) {
            close(before);
        }
        CompletableFuture<PeopleDatabase> database =
                CompletableFuture.supplyAsync(() -> PeopleDatabase.open(pool.settings(), pool.keys(), clock), openers);
        opened.put(pool.name(), new Opened(pool, database));
        return database;
    }

    private synchronized void forget(ConsolePool pool, CompletableFuture<PeopleDatabase> database) {
        Opened now = opened.get(pool.name());
        if (now != null && now.database() == database) {
            opened.remove(pool.name());
        }
    }

    /** Closes a database, also one that is still being opened. */
    private static void close(Opened one) {
        one.database().thenAccept(PeopleDatabase::close);
    }

    @Override
    public synchronized void close() {
        opened.values().forEach(Databases::close);
        opened.clear();
        openers.shutdown();
    }
}
