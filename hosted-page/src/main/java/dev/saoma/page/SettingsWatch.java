package dev.saoma.page;

import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.SettingsException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings again every few seconds, with every file they refer to and the databases, and has the pools follow. A
 * change of a file counts when it is seen twice in a row, so that one that is just being written is left alone; a database is
 * read as it stood at one time. Settings with mistakes change nothing; the log says so once.
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
        pools.whenSettingsChange(this::lookSoon);
        return this;
    }

    private void lookSoon() {
        try {
            thread.execute(this::lookSafely);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed meanwhile", e);
        }
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
        Read read = read();
        Object now = read.all();
        boolean settled = read.file().equals(seen);
        seen = read.file();
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

    /** What was read: settings, or what is wrong with them. */
    private record Read(Object file, Object all) {}

    private Read read() {
        PageSettings alone;
        try {
            alone = file.loadFile();
        } catch (SettingsException e) {
            String mistakes = String.valueOf(e.getMessage());
            return new Read(mistakes, mistakes);
        }
        try {
            return new Read(alone, file.withDatabases(alone));
        } catch (SettingsException e) {
            return new Read(alone, String.valueOf(e.getMessage()));
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
        file.close();
    }
}
