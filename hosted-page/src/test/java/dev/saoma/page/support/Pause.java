package dev.saoma.page.support;

import java.util.concurrent.locks.LockSupport;

/** Time between two looks at what happens elsewhere, which needs the processor more than the test does. */
public final class Pause {
    private static final long NANOS = 5_000_000;

    private Pause() {}

    /** Waits for a moment; throws once the timeout of the test has interrupted it. */
    public static void briefly() {
        LockSupport.parkNanos(NANOS);
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("what the test waits for has not happened");
        }
    }
}
