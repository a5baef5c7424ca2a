package dev.saoma.page;

import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/** A page whose clock a test can advance, for what becomes too old while it waits in a browser. */
public final class PageAtLaterTime implements AutoCloseable {
    private final Forward clock = new Forward();
    private final HostedPage page;

    /** Starts the page as {@link HostedPage#start(Path, Map, ServerSocketChannel, ServerSocketChannel)} does. */
    public PageAtLaterTime(Path yaml, ServerSocketChannel socket, ServerSocketChannel console) {
        this.page = HostedPage.start(yaml, Map.of(), socket, console, clock);
    }

    public HostedPage page() {
        return page;
    }

    public void putForward(Duration by) {
        clock.by = clock.by.plus(by);
    }

    @Override
    public void close() {
        page.close();
    }

    /** The system's clock, ahead by a duration that tests extend. */
    private static final class Forward extends Clock {
        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
