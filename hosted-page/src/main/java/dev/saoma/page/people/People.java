package dev.saoma.page.people;

import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.UsersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Roles and attributes by subject, from a file that is reloaded when it has changed: checked at most every five
 * seconds. A file with mistakes is reported and changes nothing. Thread-safe.
 */
public final class People {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.settings");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final @Nullable Path file;
    private final Clock clock;
    private volatile Map<String, Map<String, Object>> people;
    private volatile Instant nextLook;
    private @Nullable FileTime written;

    private People(@Nullable Path file, Map<String, Map<String, Object>> people, Clock clock) {
        this.file = file;
        this.people = people;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.nextLook = clock.instant().plus(PAUSE);
        this.written = file == null ? null : lastModified(file);
    }

    /**
     * Reads the people in that file; null means that there are none.
     *
     * @throws SettingsException listing every mistake
     */
    public static People of(@Nullable Path file, Clock clock) {
        return new People(file, file == null ? Map.of() : UsersFile.read(file), clock);
    }

    /** Returns the claims about a person, by claim name; texts, and lists of texts. */
    public Map<String, Object> about(String subject) {
        if (file != null && !clock.instant().isBefore(nextLook)) {
            look(file);
        }
        return people.getOrDefault(subject, Map.of());
    }

    private synchronized void look(Path path) {
        if (clock.instant().isBefore(nextLook)) {
            return; // Another thread has just looked.
        }
        nextLook = clock.instant().plus(PAUSE);
        FileTime now = lastModified(path);
        if (now.equals(written)) {
            return;
        }
        written = now;
        try {
            people = UsersFile.read(path);
            LOG.info("users reloaded from {}: {} of them", path, people.size());
        } catch (SettingsException e) {
            LOG.error("USERS CHANGED, BUT CANNOT BE USED: roles and attributes stay as they were. {}", e.getMessage());
        }
    }

    private static FileTime lastModified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.from(Instant.EPOCH);
        }
    }
}
