package dev.saoma.page.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of a file, reloaded when the file has changed, which is checked at most every ten seconds. A file that cannot be
 * used is logged, and the keys stay as they were. Thread-safe.
 */
public final class WatchedKeys implements Supplier<List<SigningKey>> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Path path;
    private final Clock clock;
    private volatile List<SigningKey> keys;
    private volatile Instant nextLook;
    private FileTime written;

    /** Watches the file at {@code path}, whose current keys are {@code keys}. */
    public WatchedKeys(Path path, List<SigningKey> keys, Clock clock) {
        this.path = path;
        this.keys = List.copyOf(keys);
        this.clock = clock;
        this.nextLook = clock.instant().plus(PAUSE);
        this.written = lastModified();
    }

    @Override
    public List<SigningKey> get() {
        if (!clock.instant().isBefore(nextLook)) {
            look();
        }
        return keys;
    }

    private synchronized void look() {
        if (clock.instant().isBefore(nextLook)) {
            return; // Another thread has just checked.
        }
        nextLook = clock.instant().plus(PAUSE);
        FileTime now = lastModified();
        if (now.equals(written)) {
            return;
        }
        written = now;
        try {
            keys = new SigningKeyFile(path).read();
            LOG.info("signing keys reloaded from {}: {} of them", path, keys.size());
        } catch (KeyFileException e) {
            LOG.error("signing keys stay as they were: {}", e.getMessage());
        }
    }

    private FileTime lastModified() {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
