package dev.saoma.filter.internal.signin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Shares a few slots among callers. A slot that becomes free goes to the waiting caller that holds the fewest, and a full
 * waiting room drops a request of the caller with the most in it, so that a caller with many requests slows down only itself.
 * Thread-safe.
 */
final class FairSlots {
    private final int perCaller;
    private final int maxWaiting;
    private final Map<String, Integer> held = new HashMap<>();
    private final List<Waiter> waiting = new ArrayList<>();
    private int free;

    /**
     * @param slots number of slots
     * @param perCaller how many of them one caller may hold, fewer than all
     * @param maxWaiting how many requests may wait, at most half of them from one caller
     */
    FairSlots(int slots, int perCaller, int maxWaiting) {
        this.free = slots;
        this.perCaller = perCaller;
        this.maxWaiting = maxWaiting;
    }

    /** Takes a slot, to be returned by {@link #release}; false if none became free in time. */
    synchronized boolean acquire(String caller, long timeoutMillis) throws InterruptedException {
        if (free > 0 && held(caller) < perCaller) {
            take(caller);
            return true;
        }
        if (!makeRoom(caller)) {
            return false;
        }
        Waiter waiter = new Waiter(caller);
        waiting.add(waiter);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            while (waiter.granted == null) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return waiter.granted;
        } catch (InterruptedException e) {
            if (Boolean.TRUE.equals(waiter.granted)) {
                release(caller);
            }
            throw e;
        } finally {
            waiting.remove(waiter);
        }
    }

    synchronized void release(String caller) {
        free++;
        held.computeIfPresent(caller, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        Waiter next = null;
        for (Waiter waiter : waiting) {
            boolean may = waiter.granted == null && held(waiter.caller) < perCaller;
            if (may && (next == null || held(waiter.caller) < held(next.caller))) {
                next = waiter;
            }
        }
        if (next != null) {
            take(next.caller);
            decide(next, true);
        }
    }

    /** Returns the number of waiting requests. */
    synchronized int waiting() {
        return waiting.size();
    }

    private boolean makeRoom(String caller) {
        if (waiting(caller) >= maxWaiting / 2) {
            return false;
        }
        if (waiting.size() < maxWaiting) {
            return true;
        }
        Waiter last = null;
        for (Waiter waiter : waiting) {
            if (last == null || waiting(waiter.caller) >= waiting(last.caller)) {
                last = waiter;
            }
        }
        if (last == null || waiting(last.caller) <= waiting(caller) + 1) {
            return false;
        }
        decide(last, false);
        return true;
    }

    private void decide(Waiter waiter, boolean granted) {
        waiter.granted = granted;
        waiting.remove(waiter);
        notifyAll();
    }

    private void take(String caller) {
        free--;
        held.merge(caller, 1, Integer::sum);
    }

    private int held(String caller) {
        return held.getOrDefault(caller, 0);
    }

    private int waiting(String caller) {
        int count = 0;
        for (Waiter waiter : waiting) {
            if (waiter.caller.equals(caller)) {
                count++;
            }
        }
        return count;
    }

    private static final class Waiter {
        private final String caller;
        private @Nullable Boolean granted;

        Waiter(String caller) {
            this.caller = caller;
        }
    }
}
