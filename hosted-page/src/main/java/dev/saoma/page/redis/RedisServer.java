package dev.saoma.page.redis;

import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.RedisSettings;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.store.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server, or an address that leads to the primary of several. Provides a store in it for each pool.
 *
 * <p>A server that does not respond affects only what needs it: the page starts without it, requests that need it are
 * refused within about a second, and everything recovers by itself when it is back. Thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisServer.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final RedisSettings settings;
    private final Clock clock;
    private final RedisConnections connections;
    private final List<RedisStore> stores = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService watch;
    private volatile String fault = "";

    private RedisServer(RedisSettings settings, Clock clock, Duration lookEvery) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.clock = clock;
        this.connections = new RedisConnections(settings);
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "saoma-redis");
            thread.setDaemon(true);
            return thread;
        });
        look();
        watch.scheduleWithFixedDelay(this::look, lookEvery.toMillis(), lookEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Connects to the server.
     *
     * @throws RedisRefusedException if the server refuses this client or is unsuitable: a mistake in the settings of page
     *     or server, which a retry does not cure
     */
    public static RedisServer open(RedisSettings settings, Clock clock) {
        return open(settings, clock, LOOK_EVERY);
    }

    static RedisServer open(RedisSettings settings, Clock clock, Duration lookEvery) {
        RedisServer server = new RedisServer(settings, clock, lookEvery);
        RedisRefusedException refused = server.connections.refused();
        if (refused != null) {
            server.close();
            throw refused;
        }
        return server;
    }

    /**
     * Creates the store of one pool.
     *
     * @param issuer identifies the pool; pools with different issuers share no values
     * @param sealer seals every value, with a key that all nodes of the page have
     * @param agreement what all nodes of the page must have in common; checked repeatedly
     */
    public Store store(String issuer, Sealer sealer, Supplier<Agreement> agreement) {
        return store(issuer, sealer, agreement, MemoryStore.DEFAULT_MAX_VALUES);
    }

    Store store(String issuer, Sealer sealer, Supplier<Agreement> agreement, int maxValues) {
        RedisStore store = new RedisStore(connections, settings.prefix(), issuer, sealer, agreement, clock, maxValues);
        stores.add(store);
        look();
        return store;
    }

    /** Stops checking all stores except these. */
    public void keep(Collection<Store> inUse) {
        stores.removeIf(store -> !inUse.contains(store));
    }

    /** Whether all its stores could be used at the last check; makes no call. */
    public boolean isReady() {
        return fault.isEmpty() && stores.stream().allMatch(RedisStore::isReady);
    }

    private void look() {
        String found = look(() -> connections.run(RedisConnection::ping));
        for (RedisStore store : stores) {
            String there = look(store::look);
            found = found.isEmpty() ? there : found;
        }
        String before = fault;
        fault = found;
        if (before.isEmpty() && !found.isEmpty()) {
            LOG.error("the store at {} cannot be used: {}", settings.address(), found);
        } else if (!before.isEmpty() && found.isEmpty()) {
            LOG.info("the store at {} can be used again", settings.address());
        }
    }

    /** Returns the error of a check, otherwise an empty text; an exception would end the periodic checks. */
    private static String look(Runnable look) {
        try {
            look.run();
            return "";
        } catch (StoreUnavailableException e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("checking the store failed", e);
            return e.getClass().getSimpleName();
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        connections.close();
    }
}
