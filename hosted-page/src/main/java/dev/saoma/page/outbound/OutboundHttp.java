package dev.saoma.page.outbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** Sends single requests, each with one deadline from connecting to the last byte. Thread-safe. */
public final class OutboundHttp implements AutoCloseable {
    private final Outbound outbound;
    private final Duration deadline;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService watch;

    /**
     * Creates a client with connections of its own.
     *
     * @param resolver resolves the host to connect to, which is the proxy if there is one
     * @param thread name of the thread that aborts late requests
     */
    public OutboundHttp(Outbound outbound, DnsResolver resolver, Duration deadline, String thread) {
        this.outbound = Objects.requireNonNull(outbound, "outbound");
        this.deadline = deadline;
        Timeout timeout = Timeout.of(deadline);
        Timeout read = Timeout.of(deadline.multipliedBy(2)); // The deadline comes first, and says what was missing.
        this.client = outbound.client()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setConnectionFactory(QuietConnection.factory(Http1Config.custom()
                                .setMaxHeaderCount(100)
                                .setMaxLineLength(8 * 1024)
                                .build()))
                        .setTlsSocketStrategy(outbound.tls())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(read)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(read)
                        .build())
                .build();
        this.watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watcher = new Thread(task, thread);
            watcher.setDaemon(true);
            return watcher;
        });
    }

    /** Converts a response. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Converts the response; {@code context} has the TLS session, if there is one. */
        T read(ClassicHttpResponse response, HttpClientContext context) throws IOException;
    }

    /** Thrown if the request got no response from the target. */
    public static final class Failed extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean atProxy;

        Failed(String message, boolean atProxy, IOException cause) {
            super(message, cause);
            this.atProxy = atProxy;
        }

        /** Whether the request did not get beyond the proxy. */
        public boolean atProxy() {
            return atProxy;
        }
    }

    /**
     * Returns the target's response.
     *
     * @throws Failed with a message for operators, without secrets; the cause is the HTTP client's exception
     */
    public <T> T execute(HttpUriRequestBase request, URI target, Reader<T> reader) throws Failed {
        Trip trip = Trip.to(target, outbound);
        Future<?> end = watch.schedule(request::cancel, deadline.toMillis(), TimeUnit.MILLISECONDS);
        try {
            HttpClientContext context = trip.context();
            return client.execute(request, context, response -> {
                trip.check();
                return reader.read(response, context);
            });
        } catch (IOException e) {
            String what = request.isCancelled()
                    ? "no answer within " + deadline.toMillis() + " ms"
                    : e.getClass().getSimpleName();
            throw new Failed(trip.explain(e, what), trip.endedAtProxy(), e);
        } finally {
            end.cancel(false);
        }
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
