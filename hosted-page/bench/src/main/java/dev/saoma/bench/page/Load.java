package dev.saoma.bench.page;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs a task many times concurrently, and measures its cost to the threads of a server. It counts processor time, so
 * waiting for a processor that is otherwise in use does not count, and neither do the client and the WeChat double.
 */
final class Load {
    private static final int CLIENTS = 8;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /**
     * The cost of one task.
     *
     * @param cpuMicros processor time of the server's threads, in microseconds
     * @param perSecond tasks per second of wall-clock time, with everything else that runs on the machine
     */
    record Cost(double cpuMicros, double perSecond) {}

    /** {@code prefix} is the prefix of the names of the server's threads. */
    Cost run(String prefix, int times, IntConsumer once) throws InterruptedException {
        long cpu = cpu(prefix);
        long start = System.nanoTime();
        all(times, once);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Cost((cpu(prefix) - cpu) / 1e3 / times, times / seconds);
    }

    void all(int times, IntConsumer once) throws InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS, task -> new Thread(task, "visitor"));
        try {
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(clients.submit(() -> {
                    for (int n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
                        once.accept(n);
                    }
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("not measured", e.getCause());
        } finally {
            clients.shutdownNow();
        }
    }

    private long cpu(String prefix) {
        long nanos = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().startsWith(prefix)) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return nanos;
    }

    /** Returns this thread's processor time for one of {@code times} tasks, in microseconds. */
    double own(int times, Runnable once) {
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            once.run();
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e3 / times;
    }

    /** Returns the mean of {@link #own} on as many concurrent threads as there are processors. */
    double ownOnAllProcessors(int times, Runnable once) throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        ExecutorService all = Executors.newFixedThreadPool(processors);
        try {
            double sum = 0;
            Callable<Double> each = () -> own(times, once);
            for (Future<Double> one : all.invokeAll(Collections.nCopies(processors, each))) {
                sum += one.get();
            }
            return sum / processors;
        } catch (ExecutionException e) {
            throw new IllegalStateException("not measured", e.getCause());
        } finally {
            all.shutdownNow();
        }
    }
}
