package dev.saoma.filter.internal.log;

import java.time.Clock;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Limits the log lines that any client can cause: a number per minute, and one line with how many were omitted. */
public final class LogBudget {
    private static final Logger LOG = FilterLog.logger();

    private final Clock clock;
    private final int perMinute;
    private final String what;
    private long minute;
    private int lines;

    /** @param what is counted, in the plural, for the line about omitted ones */
    public LogBudget(Clock clock, int perMinute, String what) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.perMinute = perMinute;
        this.what = what;
    }

    /** Whether one more line may be written now. */
    public synchronized boolean take() {
        long now = clock.millis() / 60_000;
        if (now != minute) {
            if (lines > perMinute) {
                LOG.log(Level.WARNING, "{0} more {1} were not logged", new Object[] {lines - perMinute, what});
            }
            minute = now;
            lines = 0;
        }
        lines++;
        return lines <= perMinute;
    }
}
