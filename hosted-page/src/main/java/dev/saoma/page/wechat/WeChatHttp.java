package dev.saoma.page.wechat;

import dev.failsafe.CircuitBreaker;
import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.outbound.QuietConnection;
import dev.saoma.page.outbound.Trip;
import dev.saoma.page.wechat.WeChatClient.Conversation;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends GET requests with strict limits: one deadline for everything from the name look-up to the last byte, at most 64 KB,
 * no redirects, a limited number of calls at once, and no connection that was used before, except by the same sign-in. A
 * read timeout would not suffice: a server that sends a byte now and then never exceeds it. If eight of ten calls within a
 * minute got no usable response, no call is made for a while, and then a few test whether WeChat responds again.
 * Thread-safe.
 */
final class WeChatHttp implements AutoCloseable {
    static final int MAX_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.wechat");
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int FAILURES = 8;
    private static final int OF_CALLS = 10;
    private static final Duration COUNTED = Duration.ofMinutes(1);
    private static final int SUCCESSES = 2;
    /** Long enough: the next call of a sign-in follows at once. */
    private static final TimeValue KEPT = TimeValue.ofSeconds(1);

    private final Outbound outbound;
    private final Duration deadline;
    private final CircuitBreaker<Object> breaker;
    private final ThreadPoolExecutor threads;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient client;

    /** Creates a client; {@code pause} is how long no call is made after most calls have failed. */
    WeChatHttp(Outbound outbound, Duration deadline, int maxCalls, Duration pause) {
        this.outbound = outbound;
        this.deadline = deadline;
        this.breaker = CircuitBreaker.builder()
                .withFailureThreshold(FAILURES, OF_CALLS, COUNTED)
                .withSuccessThreshold(SUCCESSES)
                .withDelay(pause)
                .onOpen(event -> LOG.error("WeChat does not respond; no call is made for {} s", pause.toSeconds()))
                .onClose(event -> LOG.info("WeChat responds again"))
                .build();
        // More threads than calls: a thread whose call was abandoned, or has just ended, is not free yet.
        this.threads = new ThreadPoolExecutor(0, 2 * maxCalls, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "saoma-wechat");
            thread.setDaemon(true);
            return thread;
        });
        this.connections = connections(outbound, deadline, maxCalls);
        this.client = outbound.client()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(deadline))
                        .setResponseTimeout(Timeout.of(deadline.multipliedBy(2))) // The deadline comes first.
                        .build())
                .build();
    }

    private static PoolingHttpClientConnectionManager connections(Outbound outbound, Duration deadline, int maxCalls) {
        Duration connect = deadline.compareTo(CONNECT) < 0 ? deadline : CONNECT;
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(outbound.tls())
                .setConnectionFactory(QuietConnection.factory(Http1Config.custom()
                        .setMaxHeaderCount(100)
                        .setMaxLineLength(8 * 1024)
                        .build()))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connect))
                        .setSocketTimeout(Timeout.of(deadline.multipliedBy(2)))
                        .build())
                .setMaxConnTotal(maxCalls)
                .setMaxConnPerRoute(maxCalls)
                .build();
    }

    /**
     * Returns the body of a 200 response, decoded as UTF-8 whatever its Content-Type.
     *
     * @param address the address without its query
     * @param query the encoded query, which is kept out of every log
     */
    String get(URI address, String query) throws WeChatException {
        return get(() -> call(address, query, Trip::context, System.nanoTime() + deadline.toNanos()));
    }

    /** Sends a request as {@link #get} does, over a new connection that is kept for {@link #getAgain}. */
    String getFirst(URI address, String query, Conversation conversation) throws WeChatException {
        long until = System.nanoTime() + deadline.toNanos();
        return get(() -> call(address, query, trip -> trip.keeping(conversation), until));
    }

    /**
     * Sends a request as {@link #get} does, over the connection of the preceding call. If WeChat has closed it meanwhile,
     * sends it once more over a new one, so it must be harmless if it arrives twice.
     */
    String getAgain(URI address, String query, Conversation conversation) throws WeChatException {
        long until = System.nanoTime() + deadline.toNanos();
        return get(() -> {
            try {
                return call(address, query, trip -> trip.lastOf(conversation), until);
            } catch (ConnectionLost e) {
                return call(address, query, Trip::context, until);
            }
        });
    }

    /** Makes a call, and counts its outcome for the circuit breaker. */
    private String get(Call call) throws WeChatException {
        if (!breaker.tryAcquirePermit()) {
            throw WeChatException.notAsked("WeChat did not respond to other calls just now, and was not called");
        }
        boolean counted = false;
        try {
            String body = call.make();
            breaker.recordSuccess();
            counted = true;
            return body;
        } catch (ConnectionLost e) {
            throw e.failure;
        } catch (Full e) {
            breaker.recordSuccess(); // Busy threads say nothing about WeChat.
            counted = true;
            throw WeChatException.notAsked("too many calls are waiting for WeChat");
        } finally {
            if (!counted) {
                breaker.recordFailure();
            }
        }
    }

    @FunctionalInterface
    private interface Call {
        String make() throws WeChatException, Full, ConnectionLost;
    }

    private String call(URI address, String query, Function<Trip, HttpClientContext> context, long until)
            throws WeChatException, Full, ConnectionLost {
        HttpGet request = new HttpGet(address);
        request.setHeader(QuietConnection.QUERY, query);
        Trip trip = Trip.to(address, outbound);
        Future<String> call;
        try {
            call = threads.submit(
                    () -> client.execute(request, context.apply(trip), response -> body(request, trip, response)));
        } catch (RejectedExecutionException e) {
            throw new Full();
        }
        try {
            return call.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unreachable(trip.explain(null, "no complete answer within " + deadline.toMillis() + " ms"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted, the server is stopping");
        } catch (ExecutionException e) {
            WeChatException failure = failure(trip, e.getCause());
            if (e.getCause() instanceof NoHttpResponseException || e.getCause() instanceof SocketException) {
                throw new ConnectionLost(failure);
            }
            throw failure;
        } finally {
            if (!call.isDone()) {
                request.cancel(); // Closes the connection, which ends the thread's read.
                call.cancel(true);
            }
        }
    }

    private static String body(HttpGet request, Trip trip, ClassicHttpResponse response) throws IOException {
        trip.check();
        if (response.getCode() != 200) {
            request.cancel();
            throw new UnexpectedStatus(response.getCode());
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        InputStream content = entity.getContent();
        byte[] bytes = content.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            request.cancel(); // Otherwise closing would read to the end.
            throw new TooLarge();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static WeChatException failure(Trip trip, Throwable cause) {
        if (cause instanceof UnexpectedStatus unexpected) {
            WeChatFailure failure = unexpected.status == 429 || unexpected.status == 503
                    ? WeChatFailure.BUSY
                    : WeChatFailure.UNREACHABLE;
            return new WeChatException(failure, "HTTP status " + unexpected.status + " where 200 was expected");
        }
        if (cause instanceof TooLarge) {
            return unreachable("the answer is longer than " + MAX_BYTES + " bytes");
        }
        return unreachable(trip.explain(cause, cause.getClass().getSimpleName())); // Its message may hold the address.
    }

    private static WeChatException unreachable(String message) {
        return new WeChatException(WeChatFailure.UNREACHABLE, message);
    }

    /** Closes connections that were kept for a call that was not made. */
    void closeKept() {
        connections.closeIdle(KEPT);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }

    /** The connection ended without a response. */
    private static final class ConnectionLost extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient WeChatException failure;

        ConnectionLost(WeChatException failure) {
            this.failure = failure;
        }
    }

    private static final class UnexpectedStatus extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        UnexpectedStatus(int status) {
            this.status = status;
        }
    }

    private static final class Full extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
