package dev.saoma.page;

import dev.saoma.page.server.ManagementServer;
import dev.saoma.page.server.ManagementServer.Reply;
import dev.saoma.page.settings.Listen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The management port, if the settings have one. Its responses wait for no other system. */
final class Management implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Management.class);

    private final @Nullable ManagementServer server;
    private volatile boolean stopping;

    /** @throws UncheckedIOException if the address cannot be listened on */
    Management(Optional<Listen> listen, Pools pools) {
        this.server = listen.map(at -> start(at, pools)).orElse(null);
    }

    private ManagementServer start(Listen at, Pools pools) {
        try {
            ManagementServer started = ManagementServer.start(
                    at.host(),
                    at.port(),
                    Map.of(
                            "/metrics",
                            () -> new Reply(200, pools.telemetry().scrape()),
                            "/health/live",
                            () -> new Reply(200, "ok\n"),
                            "/health/ready",
                            () -> !stopping && pools.areReady()
                                    ? new Reply(200, "ok\n")
                                    : new Reply(503, "not ready\n")));
            LOG.info("management listens on {}", new Listen(at.host(), started.port()));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the port that it listens on; empty if there is none. */
    Optional<Integer> port() {
        return Optional.ofNullable(server).map(ManagementServer::port);
    }

    /** Reports not-ready, so that load balancers drain this node. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
