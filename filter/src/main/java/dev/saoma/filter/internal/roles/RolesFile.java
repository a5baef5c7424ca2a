package dev.saoma.filter.internal.roles;

import dev.saoma.filter.internal.files.FileTrust;
import dev.saoma.filter.internal.log.FilterLog;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Roles by subject, from a properties file in UTF-8 with lines like {@code subject = role, role}. It is checked at most once a
 * second, when roles are requested, and read again when its time or size has changed. A file that cannot be read, is not a
 * properties file or is world-writable changes nothing: the last valid roles stay and one warning is logged. Thread-safe.
 */
public final class RolesFile {
    private static final Logger LOG = FilterLog.logger();
    private static final long CHECK_MILLIS = 1000;
    private static final long MAX_BYTES = 10_000_000;

    private final Path file;
    private final Clock clock;
    private final FileTrust trust = FileTrust.ofThisProcess();
    private final AtomicLong nextCheck;
    private volatile Content content = new Content("", Collections.emptyMap());
    private volatile String failedAt = "";

    /** Reads the file for the first time. */
    public RolesFile(Path file, Clock clock) {
        this.file = Objects.requireNonNull(file, "file");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.nextCheck = new AtomicLong(clock.millis() + CHECK_MILLIS);
        check();
    }

    /** Returns the roles of a subject, often none; unmodifiable. */
    public Set<String> of(String subject) {
        long now = clock.millis();
        long due = nextCheck.get();
        if (now >= due && nextCheck.compareAndSet(due, now + CHECK_MILLIS)) {
            check();
        }
        return content.roles.getOrDefault(subject, Collections.emptySet());
    }

    private synchronized void check() {
        String stamp = "missing";
        String doubt = null;
        try {
            stamp = stamp();
            doubt = trust.doubtOfNamed(file).orElse(null);
            if (doubt != null) {
                stamp += doubt;
                throw new IOException(doubt);
            }
            if (!stamp.equals(content.stamp) && !stamp.equals(failedAt)) {
                content = new Content(stamp, read());
                failedAt = "";
            }
        } catch (IOException | IllegalArgumentException e) {
            if (!stamp.equals(failedAt)) {
                LOG.log(Level.WARNING, "Roles stay as they were, because {0} cannot be used: {1}", new Object[] {
                    file, doubt == null ? e.getClass().getSimpleName() : doubt
                });
            }
            failedAt = stamp;
        }
    }

    private String stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        FileTime modified = attributes.lastModifiedTime();
        return modified.to(java.util.concurrent.TimeUnit.NANOSECONDS) + "/" + attributes.size();
    }

    private Map<String, Set<String>> read() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        // Strict, so that a file in another encoding is noticed.
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        Properties lines = new Properties();
        lines.load(new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text));
        Map<String, Set<String>> roles = new HashMap<>();
        for (String subject : lines.stringPropertyNames()) {
            Set<String> words = new HashSet<>(
                    Arrays.asList(lines.getProperty(subject).trim().split("[\\s,]+")));
            words.remove("");
            roles.put(subject, Collections.unmodifiableSet(words));
        }
        return roles;
    }

    private static final class Content {
        private final String stamp;
        private final Map<String, Set<String>> roles;

        Content(String stamp, Map<String, Set<String>> roles) {
            this.stamp = stamp;
            this.roles = roles;
        }
    }
}
