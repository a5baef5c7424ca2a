package dev.saoma.page;

import dev.saoma.page.directory.DirectoryThread;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Pools whose settings were replaced: closed after their last request. */
final class DrainingPools implements AutoCloseable {
    /** Exceeds the longest request and the last logout-token retry. */
    private static final Duration LEFT = Duration.ofMinutes(2);

    private final Set<PoolParts> parts = ConcurrentHashMap.newKeySet();
    private final DirectoryThread thread = new DirectoryThread("saoma-retired");

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
        thread.shutdown();
        List.copyOf(parts).forEach(this::close);
    }
}
