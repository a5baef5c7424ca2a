package dev.saoma.page.limit;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many tasks run for one application at once, wherever they come from: each application has a lane for two. The
 * other tasks of a lane wait without a thread and run in order, so an application that takes long to respond delays no other
 * one. Thread-safe.
 */
public final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** The number of tasks that run in a lane at once. */
    public static final int PER_LANE = 2;

    private final Map<String, Lane> lanes = new HashMap<>(); // Guarded by this.

    private static final class Lane {
        final Queue<Task> waiting = new ArrayDeque<>(); // Empty unless PER_LANE tasks are running.
        int running;
        int repeated;
    }

    /** @param work returns whether it is to run again */
    private record Task(Executor threads, BooleanSupplier work, boolean isRepeated) {}

    /**
     * Runs a task as soon as its lane is free. If it throws anything, that is logged.
     *
     * @throws RejectedExecutionException if {@code threads} does not accept it now
     */
    public void run(String name, Executor threads, Runnable task) {
        BooleanSupplier once = () -> {
            task.run();
            return false;
        };
        add(name, new Task(threads, once, false));
    }

    /**
     * Runs work until it returns false or throws, which is logged, in turn with the other tasks of the lane.
     *
     * @return false if the lane repeats {@link #PER_LANE} tasks already, and so ignores this one
     * @throws RejectedExecutionException if {@code threads} does not accept it now
     */
    public boolean repeat(String name, Executor threads, BooleanSupplier work) {
        return add(name, new Task(threads, work, true));
    }

    private synchronized boolean add(String name, Task task) {
        Lane lane = lanes.computeIfAbsent(name, any -> new Lane());
        if (task.isRepeated() && lane.repeated == PER_LANE) {
            return false;
        }
        if (lane.running == PER_LANE) {
            lane.waiting.add(task);
        } else {
            begin(name, lane, task);
        }
        lane.repeated += task.isRepeated() ? 1 : 0;
        return true;
    }

    private void begin(String name, Lane lane, Task task) {
        lane.running++;
        try {
            task.threads().execute(() -> runFrom(name, lane, task));
        } catch (RejectedExecutionException e) {
            leave(name, lane);
            throw e;
        }
    }

    private void leave(String name, Lane lane) {
        if (--lane.running == 0) {
            lanes.remove(name);
        }
    }

    private void runFrom(String name, Lane lane, Task first) {
        for (Task task = first; task != null; ) {
            task = next(name, lane, task, runsAgain(task));
        }
    }

    // A failure that left with its thread would take the place in the lane along, for good.
    private static boolean runsAgain(Task task) {
        try {
            return task.work().getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.error("a task for an application failed", e);
            return false;
        }
    }

    /** Returns the lane's next task if it belongs to this thread's executor; otherwise passes it on to its own. */
    private synchronized @Nullable Task next(String name, Lane lane, Task done, boolean again) {
        if (again) {
            lane.waiting.add(done);
        } else if (done.isRepeated()) {
            lane.repeated--;
        }
        Task next = lane.waiting.poll();
        if (next == null || next.threads() != done.threads()) {
            passOn(name, lane, next);
            return null;
        }
        return next;
    }

    /** Begins the first waiting task that its executor accepts: one that is shutting down, or has no thread left, does not. */
    private void passOn(String name, Lane lane, @Nullable Task first) {
        for (Task task = first; task != null; task = lane.waiting.poll()) {
            try {
                Task next = task;
                next.threads().execute(() -> runFrom(name, lane, next));
                return;
            } catch (RejectedExecutionException e) {
                lane.repeated -= task.isRepeated() ? 1 : 0;
            }
        }
        leave(name, lane);
    }
}
