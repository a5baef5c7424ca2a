package dev.saoma.bench.page;

import dev.saoma.bench.page.Visitor.Begun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps two hundred sign-ins a second coming while WeChat is slow or down. These are wall-clock times. */
final class Outage {
    private static final int A_SECOND = 200;
    /** Two for each place at WeChat, so that some sign-ins are always refused. */
    private static final int THREADS = 128;

    private static final int REFUSED = 503;

    private final Visitor visitor;
    private final WeChatDouble wechat;
    private final Load load;
    private final int seconds;

    Outage(Visitor visitor, WeChatDouble wechat, Load load, int seconds) {
        this.visitor = visitor;
        this.wechat = wechat;
        this.load = load;
        this.seconds = seconds;
    }

    /**
     * The results.
     *
     * @param p99Millis 99th percentile of requests that need no WeChat, during the outage
     * @param finished sign-ins that completed
     * @param refused sign-ins that were refused at once, to be retried
     * @param failed sign-ins that waited without success
     * @param calls calls to WeChat
     * @param goodAfterSeconds how long after the end of the outage a sign-in completed again
     */
    record Seen(double p99Millis, int finished, int refused, int failed, long calls, double goodAfterSeconds) {}

    /** Each response of WeChat takes three seconds. */
    Seen slow() throws InterruptedException {
        return during(() -> wechat.takes(Duration.ofSeconds(3)), () -> wechat.takes(Duration.ZERO));
    }

    /** WeChat responds only with errors. */
    Seen away() throws InterruptedException {
        return during(() -> wechat.isAway(true), () -> wechat.isAway(false));
    }

    private Seen during(Runnable begins, Runnable ends) throws InterruptedException {
        Begun[] begun = new Begun[seconds * A_SECOND];
        load.all(begun.length, i -> begun[i] = visitor.loginPage());
        AtomicInteger finished = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long before = wechat.calls();
        ScheduledExecutorService arrivals = Executors.newScheduledThreadPool(THREADS);
        List<Double> millis = new ArrayList<>();
        try {
            begins.run();
            for (int i = 0; i < begun.length; i++) {
                Begun one = begun[i];
                arrivals.schedule(
                        () -> {
                            int status = visitor.tryToScan(one);
                            (status == 303 ? finished : status == REFUSED ? refused : failed).incrementAndGet();
                        },
                        i * 1000L / A_SECOND,
                        TimeUnit.MILLISECONDS);
            }
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (System.nanoTime() < end) {
                for (Runnable request : visitor.otherRequests()) {
                    long start = System.nanoTime();
                    request.run();
                    millis.add((System.nanoTime() - start) / 1e6);
                }
            }
        } finally {
            arrivals.shutdown(); // Arrivals that are late still run.
        }
        long calls = wechat.calls() - before;
        ends.run();
        double goodAfter = untilGood();
        arrivals.awaitTermination(1, TimeUnit.MINUTES);
        return new Seen(p99(millis), finished.get(), refused.get(), failed.get(), calls, goodAfter);
    }

    private double untilGood() throws InterruptedException {
        long start = System.nanoTime();
        while (visitor.tryToScan(visitor.loginPage()) != 303) {
            Thread.sleep(20);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static double p99(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() * 99 / 100);
    }
}
