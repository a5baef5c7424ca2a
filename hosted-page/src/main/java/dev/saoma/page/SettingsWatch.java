package dev.saoma.page;

import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.DirectoryThread;
import dev.saoma.page.keys.KeyFileException;
import dev.saoma.page.people.SubjectChangedException;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.SettingsException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings again every few seconds, with every file they refer to and the databases, and applies changes to the
 * pools. A change of a file counts once it is seen twice in a row, so that a file that is still being written is left alone;
 * a database is read as of one time. Settings with mistakes change nothing; the log reports them once.
 */
final class SettingsWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final SettingsFile file;
    private final Pools pools;
    private final DirectoryThread thread = new DirectoryThread("saoma-settings");
    private Object used;
    private @Nullable Object seen;

    /** @param used the settings that the pools currently use */
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

    /** Checks the settings once. */
    synchronized void look() {
        try {
            SettingsFile.Reading reading = file.read();
            if (isSettled(reading.file())) {
                follow(reading);
            }
        } catch (SettingsException e) {
            String mistakes = String.valueOf(e.getMessage());
            if (isSettled(mistakes)) {
                refuse(mistakes);
            }
        }
    }

    /** Whether the file alone is unchanged since the last check: its settings, or its mistakes. */
    private boolean isSettled(Object said) {
        boolean settled = said.equals(seen);
        seen = said;
        return settled;
    }

    private void refuse(String mistakes) {
        if (!mistakes.equals(used)) {
            used = mistakes; // Reported only once.
            pools.refuse(mistakes);
        }
    }

    private void follow(SettingsFile.Reading reading) {
        PageSettings now;
        try {
            now = reading.all();
        } catch (SettingsException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        if (now.equals(used)) {
            return;
        }
        Object before = used;
        used = now; // Even if they cannot be used, so that they are not tried again.
        try {
            pools.follow(reading.forUse());
        } catch (DirectoryException e) {
            pools.refuse(String.valueOf(e.getMessage()));
            if (e.isAway()) {
                used = before; // Nothing here has to be changed, so they are tried again.
            }
        } catch (SettingsException | KeyFileException | SubjectChangedException e) {
            pools.refuse(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        file.close();
    }
}
