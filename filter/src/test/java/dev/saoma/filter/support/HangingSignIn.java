package dev.saoma.filter.support;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sign-in whose token request the provider has received and does not answer until this is closed. */
public final class HangingSignIn implements AutoCloseable {
    /** The filter's {@code providerTimeout}: long enough for responses on a busy machine; no test waits for it. */
    public static final String DEADLINE = "PT1M";

    private final CountDownLatch answerNow = new CountDownLatch(1);

    /** Begins the sign-in, and waits until it hangs. */
    public HangingSignIn(PackedApp app) {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        app.provider.beforeToken = () -> {
            if (first.compareAndSet(true, false)) {
                asked.countDown();
                await(answerNow);
            }
        };
        Thread visitor = new Thread(() -> new Browser().visit(app.url("/a")), "hanging sign-in");
        visitor.setDaemon(true);
        visitor.start();
        await(asked);
    }

    /** Waits for up to five minutes. */
    public static void await(CountDownLatch latch) {
        try {
            if (!latch.await(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nothing has happened for five minutes");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isHanging() {
        return answerNow.getCount() == 1;
    }

    @Override
    public void close() {
        answerNow.countDown();
    }
}
