package dev.saoma.page.console.state;

import dev.saoma.page.doctor.Finding;
import dev.saoma.page.limit.LogBudget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.LoggerFactory;

/** What the doctor last found, looked at again when somebody asks and it is old; nobody waits for it. Thread-safe. */
public final class Doctors implements AutoCloseable {
    private static final Duration OLD = Duration.ofMinutes(10);
    /** Looking asks WeChat, which counts. */
    private static final Duration NEW = Duration.ofSeconds(10);

    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(Doctors.class));
    private final Clock clock;
    private final Map<String, Round> rounds = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final ExecutorService one = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "saoma-console-doctor");
        thread.setDaemon(true);
        return thread;
    });

    public Doctors(Clock clock) {
        this.clock = clock;
    }

    /** What was found, and when. */
    public record Round(Instant at, List<Finding> findings) {}

    /** The last findings; empty where the doctor is looking for the first time. */
    public Optional<Round> of(ConsolePool pool) {
        Optional<Round> last = Optional.ofNullable(rounds.get(pool.name()));
        look(pool, last, OLD);
        return last;
    }

    /** Has the doctor look now, unless it is looking or has done so a moment ago. */
    public void lookAgain(ConsolePool pool) {
        look(pool, Optional.ofNullable(rounds.get(pool.name())), NEW);
    }

    /** Whether the doctor is looking now. */
    public boolean isLooking(ConsolePool pool) {
        return running.contains(pool.name());
    }

    private void look(ConsolePool pool, Optional<Round> last, Duration goodFor) {
        boolean old = last.isEmpty() || clock.instant().isAfter(last.get().at().plus(goodFor));
        if (old && running.add(pool.name())) {
            one.execute(() -> {
                try {
                    rounds.put(
                            pool.name(),
                            new Round(clock.instant(), pool.doctor().get()));
                } catch (RuntimeException e) {
                    log.warn("the doctor could not look: {}", e.toString()); // Who asks next has it try again.
                } finally {
                    running.remove(pool.name());
                }
            });
        }
    }

    @Override
    public void close() {
        one.shutdownNow();
    }
}
