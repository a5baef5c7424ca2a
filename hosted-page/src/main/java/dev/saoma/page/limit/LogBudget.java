package dev.saoma.page.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * A log for lines that requests cause. At most a hundred lines are written at once, and ten a second in the long run, or
 * twenty times as many where each requires a signed-in user. The next line that is written is preceded by the number of
 * omitted ones. Thread-safe.
 */
public final class LogBudget {
    private static final int AT_ONCE = 100;
    private static final int PER_SECOND = 10;
    private static final int PEOPLE = 20;

    private final Logger log;
    private final Bucket lines;
    private final AtomicLong left = new AtomicLong();

    /** Creates a budget for lines in {@code log}. */
    public LogBudget(Logger log) {
        this(log, TimeMeter.SYSTEM_NANOTIME);
    }

    LogBudget(Logger log, TimeMeter time) {
        this(log, time, 1);
    }

    private LogBudget(Logger log, TimeMeter time, int times) {
        this.log = log;
        this.lines = Bucket.builder()
                .addLimit(limit -> limit.capacity((long) times * AT_ONCE)
                        .refillGreedy((long) times * PER_SECOND, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    /** Creates a budget for lines about signed-in users: as many as a page signs in at its busiest. */
    public static LogBudget ofPeople(Logger log) {
        return new LogBudget(log, TimeMeter.SYSTEM_NANOTIME, PEOPLE);
    }

    /** Writes the line at level WARN, if the budget allows. */
    public void warn(String format, Object... facts) {
        if (hasRoom()) {
            log.warn(format, facts);
        }
    }

    /** Writes the line at level INFO, if the budget allows. */
    public void info(String format, Object... facts) {
        if (hasRoom()) {
            log.info(format, facts);
        }
    }

    /** Writes the line at level ERROR, if the budget allows. */
    public void error(String format, Object... facts) {
        if (hasRoom()) {
            log.error(format, facts);
        }
    }

    private boolean hasRoom() {
        if (!lines.tryConsume(1)) {
            left.incrementAndGet();
            return false;
        }
        long unwritten = left.getAndSet(0);
        if (unwritten > 0) {
            log.warn("{} lines like the next one were omitted: there were too many at once", unwritten);
        }
        return true;
    }
}
