package dev.saoma.page.console.state;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealedRecords;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.store.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * One-time links from the command line into the console, valid for ten minutes. The fragment is sealed with the pool's cookie
 * key, so that any node accepts it without a database. The store ensures single use; the time of the last used link is
 * recorded beside the keys, so that a restart does not make a used link valid again. Thread-safe.
 */
public final class EntryLinks {
    private static final LogBudget LOG = new LogBudget(LoggerFactory.getLogger(EntryLinks.class));
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final String PURPOSE = "console-link";
    private static final Kind USED = new Kind("console-link", LIFETIME.plusMinutes(5));
    private static final Pattern PASTED = Pattern.compile("\\s*(?:https?://\\S{1,500}#)?([A-Za-z0-9_-]{40,1000})\\s*");

    private final boolean sharedStore;

    /** @param sharedStore whether the store outlives this process, so that writing the file beside the keys may fail */
    public EntryLinks(boolean sharedStore) {
        this.sharedStore = sharedStore;
    }

    private record Link(String nonce, long madeAt) {}

    /** Creates a link, to be shown in the terminal only. */
    public static String make(URI console, Sealer sealer, RandomText random, Clock clock) {
        Link link = new Link(random.token(), clock.millis());
        String sealed = new SealedRecords<>(sealer, Link.class)
                .seal(PURPOSE, link, clock.instant().plus(LIFETIME));
        return console + "/enter#" + sealed;
    }

    /**
     * Redeems a link.
     *
     * @return false if it is not of this pool, expired, or used
     */
    public synchronized boolean use(ConsolePool pool, String pasted) {
        Matcher matcher = PASTED.matcher(pasted);
        Optional<Link> link = matcher.matches()
                ? new SealedRecords<>(pool.sealer(), Link.class).open(PURPOSE, matcher.group(1))
                : Optional.empty();
        Path note = note(pool.settings());
        return link.isPresent()
                && link.get().madeAt() > lastUsed(note)
                && pool.store().putIfAbsent(USED, link.get().nonce(), "")
                && noted(note, link.get().madeAt());
    }

    /**
     * Returns the file that records the last used link, such as {@code signing-key.console} beside {@code signing-key.json}.
     */
    public static Path note(PoolSettings pool) {
        Path keys = pool.keys().signing();
        return keys.resolveSibling(keys.getFileName().toString().replaceFirst("\\.json$", "") + ".console");
    }

    private static long lastUsed(Path note) {
        try {
            return Files.exists(note) ? Long.parseLong(Files.readString(note).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            LOG.error(
                    "{} cannot be read ({}), so no link from the shell is accepted: remove or repair it",
                    note,
                    e.toString());
            return Long.MAX_VALUE;
        }
    }

    private boolean noted(Path note, long madeAt) {
        try {
            Path draft = Files.createTempFile(note.toAbsolutePath().getParent(), ".console", null);
            Files.writeString(draft, madeAt + "\n");
            Files.move(draft, note, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be written ({}): {}",
                    note,
                    e.toString(),
                    sharedStore
                            ? "only the shared store keeps the link from being used twice"
                            : "the link is not taken, since a restart would revive it; make the directory writable");
            return sharedStore;
        }
    }
}
