package dev.saoma.page;

import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.SettingsException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings again every few seconds, with every file they refer to, and has the pools follow. A change counts when
 * it is seen twice in a row, so that a file that is just being written is left alone. Settings with mistakes change nothing;
 * the log says so once.
 */
final class SettingsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SettingsFile file;
    private final Pools pools;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "saoma-settings");
        watch.setDaemon(true);
        return watch;
    });
    private Object used;
    private @Nullable Object seen;

    /** {@code used}: what the pools run by so far. */
    SettingsWatch(SettingsFile file, PageSettings used, Pools pools) {
        this.file = file;
        this.used = used;
        this.pools = pools;
    }

    SettingsWatch start() {
        return start(PAUSE);
    }

    SettingsWatch start(Duration pause) {
        thread.scheduleWithFixedDelay(this::lookSafely, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.error("settings could not be read again, the old ones stay in use", e);
        }
    }

    /** Looks once. */
    synchronized void look() {
        Object now = read();
        boolean settled = now.equals(seen);
        seen = now;
        if (!settled || now.equals(used)) {
            return;
        }
        Object before = used;
        used = now; // Also where it cannot be used: said once is enough.
        if (now instanceof PageSettings) {
            follow(before);
        } else {
            pools.refuse(now.toString());
        }
    }

    private Object read() {
        try {
            return file.load();
        } catch (SettingsException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void follow(Object before) {
        try {
            pools.follow(file.loadForUse());
        } catch (DirectoryException e) {
            pools.refuse(String.valueOf(e.getMessage()));
            if (e.isAway()) {
                used = before; // Nothing here has to be changed, so it is tried again.
            }
        } catch (SettingsException | KeyFileException | SubjectChangedException e) {
            pools.refuse(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
