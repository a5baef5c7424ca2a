package dev.saoma.page.console.state;

import dev.saoma.page.directory.DirectoryThread;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.settings.PoolSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * The doctor's latest findings per pool, refreshed in the background when old ones are read; reading never blocks.
 * Thread-safe.
 */
public final class Doctors implements AutoCloseable {
    private static final Duration OLD = Duration.ofMinutes(10);
    /** Findings younger than this are not refreshed, since WeChat counts the calls. */
    private static final Duration NEW = Duration.ofSeconds(10);

    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(Doctors.class));
    private final Clock clock;
    private final Map<String, Looked> looks = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final DirectoryThread one = new DirectoryThread("saoma-console-doctor");

    public Doctors(Clock clock) {
        this.clock = clock;
    }

    /** The findings of one examination, with its time. */
    public record Round(Instant at, List<Finding> findings) {}

    /** An examination and the settings that it was about; after a change of settings it is outdated. */
    private record Looked(PoolSettings settings, Round round) {}

    private Optional<Round> last(ConsolePool pool) {
        return Optional.ofNullable(looks.get(pool.name()))
                .filter(looked -> looked.settings().equals(pool.settings()))
                .map(Looked::round);
    }

    /** Returns the last findings about these settings; empty during the first examination. */
    public Optional<Round> of(ConsolePool pool) {
        Optional<Round> last = last(pool);
        look(pool, last, OLD);
        return last;
    }

    /** Starts an examination, unless one is running or has just finished. */
    public void lookAgain(ConsolePool pool) {
        look(pool, last(pool), NEW);
    }

    /** Whether an examination is running. */
    public boolean isLooking(ConsolePool pool) {
        return running.contains(pool.name());
    }

    private void look(ConsolePool pool, Optional<Round> last, Duration goodFor) {
        boolean old = last.isEmpty() || clock.instant().isAfter(last.get().at().plus(goodFor));
        if (old && running.add(pool.name())) {
            one.execute(() -> {
                try {
                    Round round = new Round(clock.instant(), pool.doctor().get());
                    looks.put(pool.name(), new Looked(pool.settings(), round));
                } catch (RuntimeException e) {
                    log.warn("the doctor could not run: {}", e.toString()); // The next read retries.
                } finally {
                    running.remove(pool.name());
                }
            });
        }
    }

    @Override
    public void close() {
        one.shutdown();
    }
}
