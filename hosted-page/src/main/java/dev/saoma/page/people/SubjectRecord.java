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
 * Remembers, in a small file beside the signing keys, by which identifier people have been known since the first sign-in.
 * With another one every person would be new to every application. Thread-safe.
 */
public final class SubjectRecord {
    private static final Logger LOG = LoggerFactory.getLogger(SubjectRecord.class);

    private final Path file;
    private final String wanted;
    private final AtomicBoolean written = new AtomicBoolean();

    /** That of the pool. */
    public SubjectRecord(PoolSettings pool) {
        this.file = file(pool.keys().signing());
        this.wanted = pool.wechat().subject() == SubjectPolicy.UNIONID
                ? "unionid"
                : "openid " + pool.wechat().appId().toLowerCase(Locale.ROOT); // An openid is one per person and app.
    }

    /** Such as {@code signing-key.subject} beside {@code signing-key.json}. */
    static Path file(Path signingKeys) {
        String name = signingKeys.getFileName().toString();
        String bare = name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
        return signingKeys.resolveSibling(bare + ".subject");
    }

    /**
     * Makes sure that the settings say what was used so far.
     *
     * @throws SubjectChangedException if they do not
     */
    public void check() {
        Optional<String> used = read();
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

    /** Records a sign-in. */
    public void used() {
        if (!written.compareAndSet(false, true)) {
            return;
        }
        try {
            Files.writeString(file, wanted + "\n", StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            LOG.info("people are known by \"{}\" from now on, says {}", wanted, file);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is there already", file);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written ({}): a later change of wechat.subject will not be noticed. Write it yourself,"
                            + " with the one line: {}",
                    file,
                    e.toString(),
                    wanted);
        }
    }
}
