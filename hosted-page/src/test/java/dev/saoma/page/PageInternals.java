package dev.saoma.page;

import dev.saoma.page.http.Router;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.store.Store;
import java.io.PrintStream;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Gives tests in other packages what only this package sees of a page: its clock, parts of the first pool, the command
 * line.
 */
public final class PageInternals {
    private PageInternals() {}

    /** Starts a page that uses {@code clock}. */
    public static HostedPage start(PageSettings settings, ServerSocketChannel socket, Clock clock) {
        return HostedPage.start(settings, socket, clock);
    }

    /** Starts a page with a console that follows its settings file by itself. */
    public static HostedPage start(Path yaml, ServerSocketChannel socket, ServerSocketChannel console, Clock clock) {
        return HostedPage.start(yaml, Map.of(), socket, console, clock);
    }

    /** Starts a page with a console that checks its settings file only when the console or the test says so. */
    public static Followed startFollowed(
            Path yaml, ServerSocketChannel socket, ServerSocketChannel console, Clock clock) {
        SettingsFile file = new SettingsFile(yaml, Map.of());
        PageSettings settings = file.loadForStart();
        HostedPage page = HostedPage.start(settings, socket, console, clock);
        SettingsWatch watch = new SettingsWatch(file, settings, page.pools());
        watch.look();
        page.pools().whenSettingsChange(watch::look);
        return new Followed(page, watch);
    }

    /** A page and the watch of its settings file. */
    public static final class Followed implements AutoCloseable {
        private final HostedPage page;
        private final SettingsWatch watch;

        private Followed(HostedPage page, SettingsWatch watch) {
            this.page = page;
            this.watch = watch;
        }

        /** Checks the settings file until a change to it takes effect. */
        public void look() {
            watch.look();
            watch.look();
        }

        @Override
        public void close() {
            watch.close();
            page.close();
        }
    }

    /** Runs the command line, and returns its exit status. */
    public static int run(PrintStream out, Clock clock, List<String> arguments) {
        return new Main(Map.of(), out, out, clock).run(arguments);
    }

    /** Returns what responds to the requests of the first pool. */
    public static Router router(HostedPage page) {
        return page.pools().parts().get(0).router();
    }

    /** Returns the store of the first pool. */
    public static Store store(HostedPage page) {
        return page.pools().parts().get(0).store();
    }

    /** Returns the keys with which a pool seals what it stores. */
    public static List<byte[]> cookieKeys(PoolSettings pool, SecureRandom random) {
        return PoolParts.cookieKeys(pool.keys(), random);
    }
}
