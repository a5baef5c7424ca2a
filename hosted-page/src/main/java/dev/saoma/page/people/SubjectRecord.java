package dev.saoma.page.people;

import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records, in a small file beside the signing keys, which identifier people have been identified by since the first sign-in.
 * With another identifier every person would be new to every application, unless a directory knows their ids. Thread-safe.
 */
public final class SubjectRecord {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectRecord.class);

    private final Path file;
    private final String wanted;
    private final boolean fixed;
    private final AtomicBoolean written = new AtomicBoolean();

    /** Creates the record of a pool; reads nothing yet. */
    public SubjectRecord(PoolSettings pool) {
        this.file = file(pool.keys().signing());
        this.wanted = pool.wechat().subject() == SubjectPolicy.UNIONID
                ? "unionid"
                : "openid " + pool.wechat().appId().toLowerCase(Locale.ROOT); // An openid differs from app to app.
        this.fixed = pool.directory().isEmpty(); // A directory knows people by each of their ids.
    }

    /** Returns the record beside the signing keys, such as {@code signing-key.subject} for {@code signing-key.json}. */
    static Path file(Path signingKeys) {
        String name = signingKeys.getFileName().toString();
        String bare = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return signingKeys.resolveSibling(bare + ".subject");
    }

    /**
     * Checks that the settings have the identifier that was used so far; with a directory, any is accepted.
     *
     * @throws SubjectChangedException if they do not
     */
    public void check() {
        Optional<String> used = fixed ? read() : Optional.empty();
        if (used.isPresent() && !used.get().equals(wanted)) {
            throw new SubjectChangedException(used.get(), wanted, file);
        }
    }

    private Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}): not checked whether people keep their ids", file, e.toString());
            return Optional.empty();
        }
    }

    /** Records the identifier at the first sign-in; later calls do nothing. */
    public void used() {
        if (!written.compareAndSet(false, true)) {
            return;
        }
        try {
            Files.writeString(file, wanted + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            LOG.info("people are identified by \"{}\" from now on; recorded in {}", wanted, file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} exists already", file);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}): a later change of wechat.subject will not be detected. Write it yourself,"
                            + " with this one line: {}",
                    file,
                    e.toString(),
                    wanted);
        }
    }
}
