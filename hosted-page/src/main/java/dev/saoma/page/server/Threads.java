package dev.saoma.page.server;

import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Thread pools for Jetty. */
final class Threads {
    private static final int MOST_KEPT = 8;
    private static final int IDLE_MILLIS = 60_000;

    private Threads() {}

    /**
     * Creates a pool of at most {@code most} threads, with a queue of the JDK: Jetty's own queue starts a JMX server only
     * to determine the size of references.
     */
    static QueuedThreadPool pool(String name, int most) {
        QueuedThreadPool pool =
                new QueuedThreadPool(most, Math.min(MOST_KEPT, most), IDLE_MILLIS, new LinkedBlockingQueue<>());
        pool.setName(name);
        return pool;
    }
}
