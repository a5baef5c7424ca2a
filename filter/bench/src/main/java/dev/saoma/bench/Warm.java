package dev.saoma.bench;

import java.util.concurrent.Callable;

/** Warms code up by a number of calls: seconds say little while other programs are using the processors. */
final class Warm {
    /** The optimising compiler starts at 5,000 to 15,000 calls. */
    private static final int CALLS = 20_000;

    private Warm() {}

    static void up(Callable<?> operation) {
        try {
            for (int i = 0; i < CALLS; i++) {
                operation.call();
            }
        } catch (Exception e) {
            throw new IllegalStateException("the benchmark itself fails", e);
        }
    }
}
