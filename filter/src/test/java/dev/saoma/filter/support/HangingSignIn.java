package dev.saoma.filter.support;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A sign-in whose token request the provider has received and does not answer until this is closed. */
public final class HangingSignIn implements AutoCloseable {
    /** The filter's {@code providerTimeout}: long enough for responses on a busy machine; tests wait for it once. */
    public static final String DEADLINE = "PT20S";

    private final CountDownLatch answerNow = new CountDownLatch(1);
    private final CompletableFuture<HttpResponse<String>> page;

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
        page = CompletableFuture.supplyAsync(() -> new Browser().visit(app.url("/a")));
        await(asked);
    }

    private static void await(CountDownLatch latch) {
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

    /** Returns what the browser gets, for which the filter must not wait for the provider. */
    public HttpResponse<String> page() throws Exception {
        return page.get(5, TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        answerNow.countDown();
    }
}
