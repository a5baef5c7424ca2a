package dev.saoma.page;

import dev.saoma.page.redis.Agreement;
import dev.saoma.page.redis.RedisServer;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.ProcessSettings;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the stores of the pools: in one Redis server, or in the memory of this process. Thread-safe. */
final class Stores implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    /** The stores by issuer, so that no pool uses up the space of another. */
    private final Map<String, Store> memory = new ConcurrentHashMap<>();

    private final Clock clock;
    private final @Nullable RedisServer redis;

    /** @throws dev.saoma.page.redis.RedisRefusedException if the server refuses this client or is unsuitable */
    Stores(ProcessSettings settings, Clock clock) {
        this.clock = clock;
        this.redis =
                settings.redis().map(server -> RedisServer.open(server, clock)).orElse(null);
        if (redis == null) {
            LOG.info("the store is the memory of this process: run one process of this page, or set store.redis;"
                    + " after a restart users have to scan again");
        } else {
            LOG.info("the store is Redis at {}", settings.redis().orElseThrow().address());
        }
    }

    /** Returns the store of the pool with that issuer. */
    Store of(String issuer, Sealer sealer, Supplier<Agreement> agreement) {
        return redis == null
                ? memory.computeIfAbsent(issuer, any -> new MemoryStore(clock, MemoryStore.DEFAULT_MAX_VALUES))
                : redis.store(issuer, sealer, agreement);
    }

    /** Drops all stores except these. */
    void keep(List<Store> inUse) {
        memory.values().retainAll(inUse);
        if (redis != null) {
            redis.keep(inUse);
        }
    }

    /** Whether all stores can be used right now; makes no call. */
    boolean areReady() {
        return redis == null || redis.isReady();
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
