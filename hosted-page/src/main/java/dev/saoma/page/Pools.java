package dev.saoma.page;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.store.Store;
import dev.saoma.page.view.Pages;
import dev.saoma.page.web.Router;
import dev.saoma.page.web.Routes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All pools of the process. A request belongs to the pool that its {@code Host} names, and to no other. Thread-safe. */
final class Pools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    private final List<PoolParts> parts;
    private final Router nowhere;

    private Pools(List<PoolParts> parts, Router nowhere) {
        this.parts = List.copyOf(parts);
        this.nowhere = nowhere;
    }

    /**
     * Puts the parts together. Key files that do not exist are written.
     *
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     */
    static Pools assemble(PageSettings settings, Clock clock) {
        Objects.requireNonNull(settings, "settings");
        settings.warnings().forEach(warning -> LOG.warn("settings: {}", warning));
        LOG.info("the store is the memory of this process: run one process of this page; a restart asks for new scans");
        Store store = new MemoryStore(clock, MemoryStore.DEFAULT_MAX_VALUES);
        SecureRandom secureRandom = new SecureRandom();
        RandomText random = new RandomText(secureRandom);
        PoolParts.Shared shared = new PoolParts.Shared(store, secureRandom, random, clock);
        List<PoolParts> parts = new ArrayList<>();
        try {
            for (PoolSettings pool : settings.pools()) {
                parts.add(PoolParts.assemble(pool, shared));
            }
        } catch (RuntimeException e) {
            parts.forEach(PoolParts::close);
            throw e;
        }
        return new Pools(parts, Routes.nowhere(new Pages(settings.path()), store, random));
    }

    void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (PoolParts pool : parts) {
            if (pool.router().answers(request)) {
                pool.router().service(request, response);
                return;
            }
        }
        nowhere.service(request, response);
    }

    @Override
    public void close() {
        parts.forEach(PoolParts::close);
    }
}
