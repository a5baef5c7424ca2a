package dev.saoma.page.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Rate-limits a log line that callers can cause at will. Thread-safe. */
final class Alarm {
    private final long pauseNanos;
    private final AtomicLong last;

    Alarm(Duration pause) {
        this.pauseNanos = pause.toNanos();
        this.last = new AtomicLong(System.nanoTime() - pauseNanos);
    }

    void raise(Runnable alarm) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= pauseNanos && last.compareAndSet(before, now)) {
            alarm.run();
        }
    }
}
