package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.files.FileTrust;
import dev.saoma.filter.internal.log.FilterLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The last good key set of one issuer on disk, so that tokens still verify after a restart while the provider is down. The keys
 * are public; what matters is that no one else can add keys. So only its owner may access the file, a file that another user of
 * this machine may have written is not read, and one older than a week is ignored. An I/O error is logged and changes nothing.
 */
final class KeyFile {
    private static final Logger LOG = FilterLog.logger();
    private static final Duration MAX_AGE = Duration.ofDays(7);
    /** How often unchanged keys are written again, to record that they are still valid. */
    private static final Duration RENEWAL = Duration.ofHours(6);

    private static final long MAX_BYTES = 256 * 1024;

    private final Path file;
    private final String issuer;
    private final Clock clock;
    private final FileTrust trust = FileTrust.ofThisProcess();
    private Collection<?> written = Collections.emptyList();
    private long writtenAt;

    KeyFile(Path file, String issuer, Clock clock) {
        this.file = Objects.requireNonNull(file, "file").toAbsolutePath();
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Returns the entries of the key set; empty if there is no trusted one. */
    Collection<?> read() {
        try {
            return checked(StrictJson.object(text()));
        } catch (NoSuchFileException e) {
            return Collections.emptyList();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Kept keys are not used: {0}: {1}", new Object[] {file, e.getMessage()});
            return Collections.emptyList();
        }
    }

    private String text() throws IOException {
        String doubt = trust.doubtOfOwn(file).orElse(null);
        if (doubt != null) {
            throw new Doubtful(doubt);
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private Collection<?> checked(Map<String, @Nullable Object> content) throws IOException {
        if (!issuer.equals(content.get("issuer"))) {
            throw new IOException("written for another issuer; give each filter a file of its own");
        }
        Object savedAt = content.get("savedAt");
        long age = savedAt instanceof Long ? clock.millis() / 1000 - (Long) savedAt : -1;
        if (age < 0 || age > MAX_AGE.getSeconds()) {
            throw new IOException("not of the last seven days");
        }
        Object keys = content.get("keys");
        if (!(keys instanceof Collection)) {
            throw new IOException("no member keys");
        }
        return (Collection<?>) keys;
    }

    /** Stores the entries of a key set that has been fetched. */
    synchronized void write(List<Map<String, Object>> entries) {
        long now = clock.millis();
        if (entries.equals(written) && now - writtenAt < RENEWAL.toMillis()) {
            return;
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("issuer", issuer);
        content.put("savedAt", now / 1000);
        content.put("keys", entries);
        try {
            replace(Json.text(content));
        } catch (Doubtful e) {
            LOG.log(Level.WARNING, "The provider''s keys are not kept: {0}: {1}", new Object[] {file, e.getMessage()});
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The provider''s keys cannot be kept: {0}: {1}", new Object[] {
                file, e.getClass().getSimpleName()
            });
        }
        written = entries;
        writtenAt = now;
    }

    // A reader sees the old content or the new one. A temporary file is created readable by its owner alone.
    private void replace(String text) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "folder");
        String doubt = trust.doubtOfFolder(folder).orElse(null);
        if (doubt != null) {
            throw new Doubtful(doubt);
        }
        Path temporary = Files.createTempFile(folder, ".saoma-keys", ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Thrown if another user of this machine may have written the file. */
    private static final class Doubtful extends IOException {
        private static final long serialVersionUID = 1L;

        Doubtful(String doubt) {
            super(doubt);
        }
    }
}
