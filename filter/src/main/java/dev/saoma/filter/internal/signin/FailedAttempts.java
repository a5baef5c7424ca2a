package dev.saoma.filter.internal.signin;

import dev.saoma.filter.internal.web.Caller;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Counts the authorization codes that the provider refused, by the address that they came from, minute by minute. What
 * succeeds is not counted, so that an office behind one address can sign in at nine o'clock. At most 4,096 addresses are
 * remembered; the one not heard of for longest is forgotten first. Thread-safe.
 */
final class FailedAttempts {
    static final int PER_MINUTE = 30;
    /** For a proxy that nobody has declared: everybody is behind it. */
    static final int SHARED_PER_MINUTE = 300;

    private static final int MAX_ADDRESSES = 4096;

    private final Clock clock;
    private final Map<String, Count> counts = new LinkedHashMap<String, Count>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    FailedAttempts(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Whether this caller may have no further code asked for in this minute. */
    synchronized boolean isOver(Caller caller) {
        Count count = counts.get(caller.address());
        int limit = caller.isShared() ? SHARED_PER_MINUTE : PER_MINUTE;
        return count != null && count.minute == minute() && count.failures >= limit;
    }

    synchronized void add(Caller caller) {
        long now = minute();
        Count count = counts.computeIfAbsent(caller.address(), address -> new Count());
        if (count.minute != now) {
            count.minute = now;
            count.failures = 0;
        }
        count.failures++;
    }

    private long minute() {
        return clock.millis() / 60_000;
    }

    private static final class Count {
        private long minute;
        private int failures;
    }
}
