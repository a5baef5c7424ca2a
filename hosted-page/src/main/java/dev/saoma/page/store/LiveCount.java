package dev.saoma.page.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts values of equal lifetime that a server keeps, without their names. Counts in sixteenths of the lifetime, so it may
 * count a value for a little longer than it lives, never shorter. Thread-safe.
 */
public final class LiveCount {
    private static final int PARTS = 16;

    private final long partMillis;
    private final Clock clock;
    /** One more than in a lifetime, since the current one has only begun. */
    private final int[] parts = new int[PARTS + 1];

    private long current;

    /** Creates a counter of values with that lifetime. */
    public LiveCount(Duration lifetime, Clock clock) {
        this.partMillis = Math.max(1, (lifetime.toMillis() + PARTS - 1) / PARTS);
        this.clock = clock;
    }

    /** Counts a value that was stored under a new name. */
    public synchronized void added() {
        forget();
        parts[index(current)]++;
    }

    /** Counts a removal. The oldest value is assumed to be the removed one, so the count errs upwards. */
    public synchronized void removed() {
        forget();
        for (long part = current - PARTS; part <= current; part++) {
            if (parts[index(part)] > 0) {
                parts[index(part)]--;
                return;
            }
        }
    }

    /** Returns the number of values. */
    public synchronized int size() {
        forget();
        int sum = 0;
        for (int part : parts) {
            sum += part;
        }
        return sum;
    }

    private void forget() {
        Instant instant = clock.instant();
        long now = instant.toEpochMilli() / partMillis;
        for (long part = Math.max(current + 1, now - PARTS); part <= now; part++) {
            parts[index(part)] = 0;
        }
        current = Math.max(current, now);
    }

    private int index(long part) {
        return (int) Math.floorMod(part, (long) parts.length);
    }
}
