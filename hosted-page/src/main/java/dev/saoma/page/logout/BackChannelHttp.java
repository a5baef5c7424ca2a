package dev.saoma.page.logout;

import dev.saoma.page.settings.PoolSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** One POST with a deadline over all of it. Follows no redirect, keeps no cookie, reads nothing but the status. */
final class BackChannelHttp implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Duration deadline;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "saoma-sign-out-watch");
        thread.setDaemon(true);
        return thread;
    });

    static BackChannelHttp of(PoolSettings settings) {
        return new BackChannelHttp(new TargetRule(settings.privateBackChannel(), settings.loopbackHttp()), DEADLINE);
    }

    BackChannelHttp(TargetRule targets, Duration deadline) {
        this.deadline = deadline;
        Timeout timeout = Timeout.of(deadline);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(targets)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setUserAgent("Saoma")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** There is no answer. The message has no secret in it. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** The status of the answer. */
    int post(URI address, String form) throws Failed {
        HttpPost request = new HttpPost(address);
        request.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        Future<?> end = watch.schedule(request::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> status(request, response));
        } catch (UnknownHostException e) {
            throw new Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            boolean late = request.isCancelled();
            throw new Failed(
                    late
                            ? "no answer within " + deadline.toMillis() + " ms"
                            : e.getClass().getSimpleName());
        } finally {
            end.cancel(false);
        }
    }

    private static int status(HttpPost request, ClassicHttpResponse response) {
        request.abort(); // The body is nothing to us, and may be endless.
        return response.getCode();
    }

    @Override
    public void close() {
        watch.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
