package dev.saoma.page;

import dev.saoma.page.server.PageServer;
import dev.saoma.page.settings.PageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running login page, with its servers and background work.
 *
 * <pre>{@code
 * try (HostedPage page = HostedPage.start(Path.of("page.yaml"), System.getenv())) {
 *     page.join();
 * }
 * }</pre>
 *
 * Inside another web application use {@link HostedPageServlet}. Thread-safe.
 */
public final class HostedPage implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostedPage.class);

    private final Pools pools;
    private final PageServer server;
    private final Management management;
    private final @Nullable ConsoleServer console;
    private final @Nullable SettingsWatch watch;

    private HostedPage(
            Pools pools,
            PageServer server,
            Management management,
            @Nullable ConsoleServer console,
            @Nullable SettingsWatch watch) {
        this.pools = pools;
        this.server = server;
        this.management = management;
        this.console = console;
        this.watch = watch;
    }

    /**
     * Starts a server on the address in the settings, and reloads the settings when the file changes. Key files that do not
     * exist are written.
     *
     * @param environment source of {@code ${env:NAME}} and {@code SAOMA_PAGE_…}, usually {@code System.getenv()}
     * @throws dev.saoma.page.settings.SettingsException listing every mistake
     * @throws UncheckedIOException if the address cannot be listened on
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     * @throws dev.saoma.page.people.SubjectChangedException if the settings identify people by another identifier than before
     */
    public static HostedPage start(Path yaml, Map<String, String> environment) {
        return start(new SettingsFile(yaml, environment), HostedPage::start);
    }

    /** As the overload without sockets, on bound sockets for page and console, which are closed with the page. */
    public static HostedPage start(
            Path yaml, Map<String, String> environment, ServerSocketChannel socket, ServerSocketChannel console) {
        return start(yaml, environment, socket, console, Clock.systemUTC());
    }

    static HostedPage start(
            Path yaml,
            Map<String, String> environment,
            ServerSocketChannel socket,
            ServerSocketChannel console,
            Clock clock) {
        return start(new SettingsFile(yaml, environment), settings -> start(settings, socket, console, clock));
    }

    private static HostedPage start(SettingsFile file, Function<PageSettings, HostedPage> starter) {
        try {
            PageSettings settings = file.loadForStart();
            HostedPage page = starter.apply(settings);
            return new HostedPage(
                    page.pools,
                    page.server,
                    page.management,
                    page.console,
                    new SettingsWatch(file, settings, page.pools).start());
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Starts a server on the address in the settings, which are not reloaded. Key files that do not exist are written.
     *
     * @throws UncheckedIOException if the address cannot be listened on
     * @throws dev.saoma.page.keys.KeyFileException if a key file cannot be used
     * @throws dev.saoma.page.people.SubjectChangedException if the settings identify people by another identifier than before
     */
    public static HostedPage start(PageSettings settings) {
        return start(
                settings,
                null,
                Clock.systemUTC(),
                pools -> PageServer.start(
                        new HostedPageServlet(pools),
                        settings.path(),
                        settings.listen().host(),
                        settings.listen().port()));
    }

    /** As the overload without socket, on a bound socket, which is closed with the page. */
    public static HostedPage start(PageSettings settings, ServerSocketChannel socket) {
        return start(settings, socket, Clock.systemUTC());
    }

    static HostedPage start(PageSettings settings, ServerSocketChannel socket, Clock clock) {
        return start(settings, socket, null, clock);
    }

    /**
     * As the overload with one socket; {@code console} is a bound socket for the console, which is closed with the page as
     * well.
     */
    public static HostedPage start(PageSettings settings, ServerSocketChannel socket, ServerSocketChannel console) {
        return start(settings, socket, console, Clock.systemUTC());
    }

    static HostedPage start(
            PageSettings settings, ServerSocketChannel socket, @Nullable ServerSocketChannel console, Clock clock) {
        return start(
                settings,
                console,
                clock,
                pools -> PageServer.start(new HostedPageServlet(pools), settings.path(), socket));
    }

    @FunctionalInterface
    private interface Starter {
        PageServer start(Pools pools) throws IOException;
    }

    private static HostedPage start(
            PageSettings settings, @Nullable ServerSocketChannel consoleSocket, Clock clock, Starter starter) {
        Pools pools = Pools.assemble(settings, clock);
        PageServer server = null;
        ConsoleServer console = null;
        try {
            server = starter.start(pools);
            if (settings.console().isPresent()) {
                console = ConsoleServer.start(
                        pools.console().orElseThrow(), settings.console().get().listen(), consoleSocket);
            }
            Management management = new Management(settings.process().management(), pools);
            LOG.info("login page started issuers={} listens on {}", pools.issuers(), server.address());
            return new HostedPage(pools, server, management, console, null);
        } catch (IOException e) {
            close(pools, server, console);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close(pools, server, console);
            throw e;
        }
    }

    private static void close(Pools pools, @Nullable PageServer server, @Nullable ConsoleServer console) {
        if (console != null) {
            console.close();
        }
        if (server != null) {
            server.close();
        }
        pools.close();
    }

    /** Returns the public URL of the page; with several pools that of the first. */
    public URI issuer() {
        return issuers().get(0);
    }

    /** Returns the public URLs of all pools. */
    public List<URI> issuers() {
        return pools.issuers();
    }

    Pools pools() {
        return pools;
    }

    /** Returns the port of metrics and probes; empty if the settings have none. */
    public Optional<Integer> managementPort() {
        return management.port();
    }

    /** Blocks until the page is closed. */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Stops the page: refuses new requests, and waits up to ten seconds for running ones. */
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        List<URI> issuers = issuers();
        management.stopping();
        try {
            if (console != null) {
                console.close();
            }
            server.close();
        } finally {
            management.close();
            pools.close();
        }
        LOG.info("login page stopped issuers={}", issuers);
    }
}
