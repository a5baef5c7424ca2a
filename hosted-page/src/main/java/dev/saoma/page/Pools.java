package dev.saoma.page;

import dev.saoma.page.console.Console;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.http.Router;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.Telemetry;
import dev.saoma.page.view.Pages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pools of the process. A request belongs to the pool that its {@code Host} names, and to no other. Settings can change
 * while it runs: a request sees the old pools or the new ones, never a mixture. Thread-safe.
 */
final class Pools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");

    private final PoolParts.Shared shared;
    private final Router nowhere;
    private final DrainingPools draining = new DrainingPools();
    private final AtomicBoolean refused = new AtomicBoolean();
    /** Names of pools whose directory has gauges; a gauge reads the current pool of that name. */
    private final Set<String> watched = new HashSet<>();

    private volatile Runnable look = () -> {};
    private volatile Optional<String> refusal = Optional.empty();
    private volatile Running running;

    private record Running(PageSettings settings, List<PoolParts> parts) {
        Optional<PoolParts> part(PoolSettings pool) {
            return parts.stream().filter(part -> part.settings().equals(pool)).findFirst();
        }

        Optional<PoolParts> named(String pool) {
            return parts.stream()
                    .filter(part -> part.settings().name().equals(pool))
                    .findFirst();
        }
    }

    private Pools(PoolParts.Shared shared, Router nowhere, Running running) {
        this.shared = shared;
        this.nowhere = nowhere;
        this.running = running;
        shared.telemetry().watchConfiguration(() -> !refused.get());
        watchDirectories();
    }

    /**
     * Assembles all pools. Key files that do not exist are written.
     *
     * @throws WrongClockException if {@code clock} cannot be right
     * @throws KeyFileException if a key file cannot be used
     */
    static Pools assemble(PageSettings settings, Clock clock) {
        Objects.requireNonNull(settings, "settings");
        WrongClockException.check(clock);
        settings.warnings().forEach(warning -> LOG.warn("settings: {}", warning));
        settings.process()
                .outbound()
                .proxy()
                .ifPresent(proxy -> LOG.info("outgoing calls use the proxy {} ({})", proxy, proxy.origin()));
        Stores stores = new Stores(settings.process(), clock);
        Telemetry telemetry = new Telemetry();
        telemetry.watchStore(stores::areReady);
        SecureRandom secureRandom = new SecureRandom();
        RandomText random = new RandomText(secureRandom);
        PoolParts.Shared shared = new PoolParts.Shared(
                stores,
                new RateLimits(settings.process().limits()),
                settings.process().trustedProxies(),
                telemetry,
                new Outbound(settings.process().outbound()),
                secureRandom,
                random,
                clock);
        Router nowhere = PoolWiring.nowhere(new Pages(settings.path()), shared, stores::areReady);
        try {
            return new Pools(shared, nowhere, assemble(settings, shared, new Running(settings, List.of()), true));
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    /** Assembles the pools; those whose settings are unchanged stay as they are, with all requests in progress. */
    private static Running assemble(PageSettings settings, PoolParts.Shared shared, Running before, boolean starting) {
        List<PoolParts> all = new ArrayList<>();
        List<PoolParts> made = new ArrayList<>();
        try {
            for (PoolSettings pool : settings.pools()) {
                Optional<PoolParts> same = before.part(pool);
                PoolParts part = same.isPresent()
                        ? same.get()
                        : PoolParts.assemble(pool, shared, before.named(pool.name()), starting);
                all.add(part);
                if (same.isEmpty()) {
                    made.add(part);
                }
            }
        } catch (RuntimeException e) {
            made.forEach(PoolParts::close);
            shared.stores().keep(stores(before.parts()));
            throw e;
        }
        shared.stores().keep(stores(all));
        return new Running(settings, List.copyOf(all));
    }

    /**
     * Applies new settings, except those that change only at a restart: all of them or, if that fails, none. Sign-ins that
     * wait for a scan continue.
     *
     * @throws KeyFileException if a key file cannot be used; nothing has changed then
     */
    synchronized void follow(PageSettings next) {
        Running before = running;
        if (!next.path().equals(before.settings().path())) {
            refuse("The path of the issuer changes at a restart only.");
            return;
        }
        if (!next.listen().equals(before.settings().listen())) {
            LOG.warn(
                    "settings: listen changes at a restart only; still {}",
                    before.settings().listen());
        }
        if (!next.console().equals(before.settings().console())) {
            refuse("The settings of console change at a restart only.");
            return;
        }
        if (!next.process().equals(before.settings().process())) {
            LOG.warn("settings: store, limits, trustedProxies, management and outbound change at a restart only");
        }
        Running after = assemble(next, shared, before, false);
        running = after;
        watchDirectories();
        refused.set(false);
        refusal = Optional.empty();
        List<PoolParts> gone = before.parts().stream()
                .filter(part -> !after.parts().contains(part))
                .toList();
        gone.forEach(draining::add);
        next.warnings().forEach(warning -> LOG.warn("settings: {}", warning));
        List<PoolParts> rebuilt = after.parts().stream()
                .filter(part -> !before.parts().contains(part))
                .toList();
        LOG.info("settings changed pools={} rebuilt={}", names(after.parts()), names(rebuilt));
        shared.telemetry().configured(names(after.parts()), names(rebuilt));
    }

    /** Reports in log, metrics and console that newer settings cannot be used. */
    void refuse(String why) {
        refused.set(true);
        refusal = Optional.of(why);
        LOG.error("SETTINGS CHANGED, BUT CANNOT BE USED: the old ones stay in use. {}", why);
    }

    /** Returns why newer settings are not in use; empty if there are none. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Sets the callback that triggers reading the settings again, in the background. */
    void whenSettingsChange(Runnable now) {
        look = now;
    }

    List<URI> issuers() {
        return running.parts().stream().map(part -> part.settings().issuer()).toList();
    }

    /** Creates a console of these pools; empty if the settings have none. */
    Optional<Console> console() {
        return running.settings()
                .console()
                .map(on -> new Console(
                        () -> running.settings(),
                        this::consolePools,
                        running.settings().process().redis().isPresent(),
                        shared.trustedProxies(),
                        shared.limits(),
                        shared.random(),
                        shared.clock()));
    }

    private List<ConsolePool> consolePools() {
        Running now = running;
        return now.parts().stream()
                .flatMap(part -> part.console().stream()
                        .map(pool -> pool.with(new Home(
                                now.settings()
                                        .homes()
                                        .getOrDefault(part.settings().name(), Map.of()),
                                refusal,
                                () -> look.run()))))
                .toList();
    }

    List<PoolParts> parts() {
        return running.parts();
    }

    Telemetry telemetry() {
        return shared.telemetry();
    }

    private void watchDirectories() {
        running.parts().stream()
                .map(part -> part.settings().name())
                .filter(name -> directoryState(name).isPresent() && watched.add(name))
                .forEach(name -> DirectoryMetrics.watch(
                        shared.telemetry(), name, () -> directoryState(name).orElse(DirectoryState.AWAY)));
    }

    private Optional<DirectoryState> directoryState(String pool) {
        return running.named(pool).flatMap(part -> part.directory().state());
    }

    /** Whether everything that requests need was available at the last check; makes no call. */
    boolean areReady() {
        return shared.stores().areReady()
                && running.parts().stream().allMatch(part -> part.directory().isReady());
    }

    private static List<Store> stores(List<PoolParts> parts) {
        return parts.stream().map(PoolParts::store).toList();
    }

    private static List<String> names(List<PoolParts> parts) {
        return parts.stream().map(part -> part.settings().name()).toList();
    }

    void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (PoolParts pool : running.parts()) {
            if (pool.router().serves(request)) {
                pool.router().service(request, response);
                return;
            }
        }
        nowhere.service(request, response);
    }

    @Override
    public synchronized void close() {
        running.parts().forEach(PoolParts::close);
        draining.close();
        shared.stores().close();
        shared.telemetry().close();
    }
}
