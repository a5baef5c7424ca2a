package dev.saoma.filter.internal.http;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.jspecify.annotations.Nullable;

/**
 * The calls of {@link Outbound}. The only class that knows both the library's requests and the threads that wait for them.
 * Thread-safe.
 */
final class OutboundCalls implements AutoCloseable {
    private final OutboundLimits limits;
    private final OutboundClient client;
    private final ThreadPoolExecutor workers;

    /** Opens no connection and starts no thread: that is left to the first call. */
    OutboundCalls(OutboundLimits limits, OutboundRoute route) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.client = new OutboundClient(limits, Objects.requireNonNull(route, "route"));
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                0, limits.maxConcurrent(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "saoma-outbound-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    OutboundResponse getJson(URI uri) throws OutboundException {
        return get(uri, "application/json");
    }

    OutboundResponse getJson(URI uri, String authorization, Duration left) throws OutboundException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", "application/json");
        request.setHeader("Authorization", authorization);
        Duration total = left.compareTo(limits.total()) < 0 ? left : limits.total();
        if (total.isNegative() || total.isZero()) {
            throw new OutboundException(describe(request) + ": no time left for it");
        }
        return call(request, null, total);
    }

    OutboundResponse getPage(URI uri) throws OutboundException {
        return get(uri, "text/html");
    }

    private OutboundResponse get(URI uri, String accept) throws OutboundException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", accept);
        return call(request, null);
    }

    OutboundResponse postForm(URI uri, Map<String, String> form, @Nullable String authorization)
            throws OutboundException {
        HttpPost request = new HttpPost(uri);
        request.setHeader("Accept", "application/json");
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        request.setEntity(entity(form));
        return call(request, null);
    }

    OutboundResponse postForm(URI uri, InetAddress address, Map<String, String> form, Map<String, String> headers)
            throws OutboundException {
        HttpPost request = new HttpPost(uri);
        request.setHeader("Accept", "application/json");
        headers.forEach(request::setHeader);
        request.setEntity(entity(form));
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        return call(request, new HttpHost(uri.getScheme(), address, uri.getHost(), port));
    }

    private static HttpEntity entity(Map<String, String> form) {
        List<NameValuePair> pairs = new ArrayList<>();
        form.forEach((name, value) -> pairs.add(new BasicNameValuePair(name, value)));
        return new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8);
    }

    private OutboundResponse call(HttpUriRequestBase request, @Nullable HttpHost target) throws OutboundException {
        return call(request, target, limits.total());
    }

    private OutboundResponse call(HttpUriRequestBase request, @Nullable HttpHost target, Duration total)
            throws OutboundException {
        String what = describe(request);
        Future<OutboundResponse> answer;
        try {
            answer = workers.submit(() -> client.execute(request, target));
        } catch (RejectedExecutionException e) {
            throw new OutboundException(what + ": too many calls under way", e);
        }
        try {
            return answer.get(total.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new OutboundException(what + ": no complete answer within " + total, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutboundException(what + ": interrupted", e);
        } catch (CancellationException e) {
            throw new OutboundException(what + ": cancelled", e);
        } catch (ExecutionException e) {
            throw new OutboundException(what + ": " + OutboundClient.words(e.getCause()), e.getCause());
        } finally {
            if (!answer.isDone()) {
                request.cancel();
                answer.cancel(true);
            }
        }
    }

    private static String describe(HttpUriRequestBase request) {
        // The library's path includes the query.
        String path = request.getPath();
        int query = path.indexOf('?');
        return request.getMethod() + " " + request.getScheme() + "://" + request.getAuthority()
                + (query < 0 ? path : path.substring(0, query));
    }

    /** Aborts calls under way and frees threads and connections. */
    @Override
    public void close() {
        workers.shutdownNow();
        client.close();
    }
}
