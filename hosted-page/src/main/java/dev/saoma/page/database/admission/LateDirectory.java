package dev.saoma.page.database.admission;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.DirectoryException;
import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.directory.DirectoryThread;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Unavailable;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory whose database did not answer when the page started: refuses all sign-ins until it does, then delegates to the
 * directory in it. Thread-safe.
 */
public final class LateDirectory implements Directory {
    private static final Logger LOG = LoggerFactory.getLogger(LateDirectory.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Directory> opening;
    private final DirectoryThread thread = new DirectoryThread("saoma-directory-start");
    private volatile @Nullable Directory opened;
    private boolean closed;
    private String said;

    private LateDirectory(Supplier<Directory> opening, DirectoryException why) {
        this.opening = opening;
        this.said = kind(why);
    }

    /**
     * Returns the directory that {@code opening} supplies, now or as soon as its database answers.
     *
     * @throws DirectoryException if the database answers but cannot be used
     */
    public static Directory of(Supplier<Directory> opening) {
        try {
            return opening.get();
        } catch (DirectoryException e) {
            if (!e.isAway()) {
                throw e;
            }
            return start(opening, e);
        }
    }

    private static Directory start(Supplier<Directory> opening, DirectoryException why) {
        LOG.error(
                "SIGN-IN IS NOT POSSIBLE YET: {} The page has started and keeps trying to connect.", why.getMessage());
        LateDirectory directory = new LateDirectory(opening, why);
        directory.thread.scheduleWithFixedDelay(
                directory::open, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return directory;
    }

    /** Returns the directory; empty until its database has answered. */
    Optional<Directory> opened() {
        return Optional.ofNullable(opened);
    }

    private void open() {
        try {
            keep(opening.get());
        } catch (RuntimeException e) { // Other faults too, which may be fixed in the database.
            String kind = kind(e);
            if (!kind.equals(said)) {
                said = kind;
                LOG.error("SIGN-IN IS NOT POSSIBLE YET: {}", e.getMessage());
            }
        }
    }

    /**
     * Returns the kind of a failure, of which only a new one is logged: numbers do not matter, nor how a server is away.
     */
    private static String kind(RuntimeException e) {
        return e instanceof DirectoryException database && database.isAway()
                ? "away"
                : String.valueOf(e.getMessage()).replaceAll("\\d+", "n");
    }

    private synchronized void keep(Directory directory) {
        thread.shutdown();
        if (closed) {
            directory.close();
            return;
        }
        opened = directory;
        LOG.info("the directory's database responds: people can sign in");
    }

    @Override
    public Verdict arrive(WeChatPerson person, String subject, Visit visit) {
        Directory directory = opened;
        return directory == null ? new Unavailable() : directory.arrive(person, subject, visit);
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        Directory directory = opened;
        return directory == null ? new Unavailable() : directory.recheck(subject, clientId, begun);
    }

    @Override
    public Map<String, Object> claims(String subject, String clientId) {
        Directory directory = opened;
        return directory == null ? Map.of() : directory.claims(subject, clientId);
    }

    @Override
    public Optional<DirectoryState> state() {
        Directory directory = opened;
        return directory == null ? Optional.of(DirectoryState.AWAY) : directory.state();
    }

    @Override
    public void record(SignInRecord what) {
        Directory directory = opened;
        if (directory != null) { // Before that there is nothing to record.
            directory.record(what);
        }
    }

    @Override
    public void secretUsed(String clientId, String secretId) {
        Directory directory = opened;
        if (directory != null) {
            directory.secretUsed(clientId, secretId);
        }
    }

    @Override
    public boolean isReady() {
        Directory directory = opened;
        return directory != null && directory.isReady();
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
        Directory directory = opened;
        if (directory != null) {
            directory.close();
        }
    }
}
