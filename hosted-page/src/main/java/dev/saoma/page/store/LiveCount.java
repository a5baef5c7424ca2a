package dev.saoma.page.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts the values of equal lifetime that a server keeps, without their keys. It counts in sixteenths of the lifetime, so
 * it may count a value for a little longer than it lives, but never for a shorter time. Thread-safe.
 */
public final class LiveCount {
    private static final int PARTS = 16;

    private final long partMillis;
    private final Clock clock;
    /** One more than a lifetime has, since the current part is not over. */
    private final int[] parts = new int[PARTS + 1];

    private long current;

    /** Creates a counter of values with that lifetime. */
    public LiveCount(Duration lifetime, Clock clock) {
        this.partMillis = Math.max(1, (lifetime.toMillis() + PARTS - 1) / PARTS);
        this.clock = clock;
    }

    /** Counts a value that was stored under a new key. */
    public synchronized void added() {
        forget();
        parts[index(current)]++;
    }

    /** Counts a removal. The count assumes that the oldest value was removed, and so errs upwards. */
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
