package dev.saoma.page;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Parts of pools that other settings have taken over from: they finish what they are doing, and are closed then. */
final class Retired implements AutoCloseable {
    /** Longer than any request takes, and than the telling of sign-outs. */
    private static final Duration LEFT = Duration.ofMinutes(2);

    private final Set<PoolParts> parts = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread closing = new Thread(task, "saoma-retired");
        closing.setDaemon(true);
        return closing;
    });

    void add(PoolParts part) {
        parts.add(part);
        thread.schedule(() -> close(part), LEFT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void close(PoolParts part) {
        if (parts.remove(part)) {
            part.close();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        List.copyOf(parts).forEach(this::close);
    }
}
