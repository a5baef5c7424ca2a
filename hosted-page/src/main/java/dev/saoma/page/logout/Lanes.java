package dev.saoma.page.logout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on threads of its own, each in the lane of an application. A lane has two threads at most, so tasks of one
 * application that take long delay no other one. Thread-safe.
 */
final class Lanes {
    static final int THREADS_PER_LANE = 2;
    private static final int THREADS = 64;

    private final Map<String, Lane> lanes = new HashMap<>(); // Guarded by this.
    private final ThreadPoolExecutor threads;

    private static final class Lane {
        final Queue<Runnable> waiting = new ArrayDeque<>();
        int busy;
    }

    Lanes(String threadName) {
        this.threads =
                new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a task, which throws nothing, as soon as its lane is free.
     *
     * @throws RejectedExecutionException if this is closed
     */
    synchronized void run(String name, Runnable task) {
        if (threads.isShutdown()) {
            throw new RejectedExecutionException();
        }
        Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
        lane.waiting.add(task);
        if (lane.busy < THREADS_PER_LANE) {
            lane.busy++;
            threads.execute(() -> runAll(lane, name));
        }
    }

    private void runAll(Lane lane, String name) {
        for (Runnable next = next(lane, name); next != null; next = next(lane, name)) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(Lane lane, String name) {
        Runnable next = lane.waiting.poll();
        if (next == null && --lane.busy == 0) {
            lanes.remove(name);
        }
        return next;
    }

    /** Waits for the tasks, at most that long, and stops. */
    void close(Duration patience) {
        synchronized (this) {
            threads.shutdown();
        }
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
