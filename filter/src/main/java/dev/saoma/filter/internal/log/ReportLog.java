package dev.saoma.filter.internal.log;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log of report-only mode: each kind of request is logged once and counted. Clients can invent kinds, so there are at most
 * five hundred, and sixty lines a minute. Thread-safe.
 */
public final class ReportLog {
    private static final Logger LOG = FilterLog.logger();
    private static final int MAX_KINDS = 500;
    private static final int MAX_PER_MINUTE = 60;

    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final LogBudget budget;

    public ReportLog(Clock clock) {
        this.budget = new LogBudget(clock, MAX_PER_MINUTE, "kinds of requests in report-only mode, repeated later,");
    }

    /**
     * @param kind without anything that differs from request to request
     * @param line for the log
     */
    public void note(String kind, String line, @Nullable Throwable thrown) {
        String key = FilterLog.oneLine(kind);
        Kind known = kinds.get(key);
        if (known == null) {
            if (kinds.size() >= MAX_KINDS) {
                if (full.compareAndSet(false, true)) {
                    LOG.log(
                            Level.WARNING,
                            "Report only: more than {0} kinds of requests; no further ones are listed",
                            MAX_KINDS);
                }
                return;
            }
            known = kinds.computeIfAbsent(key, k -> new Kind());
        }
        known.count.increment();
        if (!known.logged.get() && known.logged.compareAndSet(false, true)) {
            if (budget.take()) {
                LOG.log(Level.INFO, "Report only: " + FilterLog.oneLine(line), thrown);
            } else {
                known.logged.set(false);
            }
        }
    }

    /** Returns kinds with their counts, the most frequent first. */
    public List<String> most(int limit) {
        List<Map.Entry<String, Kind>> all = new ArrayList<>(kinds.entrySet());
        all.sort(Comparator.comparingLong(entry -> -entry.getValue().count.sum()));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, Kind> entry : all.subList(0, Math.min(limit, all.size()))) {
            lines.add(entry.getValue().count.sum() + " × " + entry.getKey());
        }
        return lines;
    }

    private static final class Kind {
        private final LongAdder count = new LongAdder();
        private final AtomicBoolean logged = new AtomicBoolean();
    }
}
