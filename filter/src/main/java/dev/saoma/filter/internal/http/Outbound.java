package dev.saoma.filter.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
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
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP calls that end in time: a deadline for the whole call, a cap on the answer, no redirects, no retries, no
 * cookies, no compression, a new connection each. Socket timeouts alone do not do that: they start again with every byte that arrives. Each
 * call therefore runs on a worker thread that its caller stops waiting for.
 *
 * <p>Thread-safe. Threads are daemons, start with the first call and end when idle.
 */
public final class Outbound implements AutoCloseable {
    private final OutboundLimits limits;
    private final OutboundRoute route;
    private final ThreadPoolExecutor workers;
    private @Nullable CloseableHttpClient client;
    private @Nullable HttpRoutePlanner planner;

    /** Goes the way that the JVM's properties say. */
    public Outbound(OutboundLimits limits) {
        this(limits, OutboundRoute.ofJvm());
    }

    /** Opens no connection, starts no thread and loads no HTTP client: that is left to the first call. */
    public Outbound(OutboundLimits limits, OutboundRoute route) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.route = Objects.requireNonNull(route, "route");
        AtomicInteger number = new AtomicInteger();
        this.workers = new ThreadPoolExecutor(
                0, limits.maxConcurrent(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "saoma-outbound-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private synchronized CloseableHttpClient client() {
        CloseableHttpClient made = client;
        if (made == null) {
            planner = route.planner();
            made = client(limits, planner, route.tls());
            client = made;
        }
        return made;
    }

    private static CloseableHttpClient client(
            OutboundLimits limits, HttpRoutePlanner planner, @Nullable SSLContext tls) {
        Timeout total = Timeout.of(limits.total());
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(
                        tls == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(tls))
                .setMaxConnTotal(limits.maxConcurrent())
                .setMaxConnPerRoute(limits.maxConcurrent())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(total)
                        .build())
                .build();
        // What is not given here, or switched off, is not in the drop-in jars either (filter/pom.xml).
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(planner)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(total)
                        .setResponseTimeout(total)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("saoma-filter")
                .disableRedirectHandling()
                // The server may close a reused connection while a code is being written to it. Whether the code is
                // used up
                // is unknown then, and it must not be sent again. Calls are rare enough for a connection each.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .setDefaultAuthSchemeRegistry(name -> null)
                .setDefaultCookieSpecRegistry(name -> null)
                .setDefaultCredentialsProvider((scope, context) -> null)
                .build();
    }

    /**
     * Fetches a JSON document.
     *
     * @throws OutboundException if no complete answer came within the limits
     */
    public OutboundResponse getJson(URI uri) throws OutboundException {
        return get(uri, "application/json");
    }

    /**
     * The same for a caller who shows something, and has less time perhaps.
     *
     * @param authorization value of the Authorization header
     * @param left time that the call may take, within the limits
     * @throws OutboundException if no complete answer came in time
     */
    public OutboundResponse getJson(URI uri, String authorization, Duration left) throws OutboundException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", "application/json");
        request.setHeader("Authorization", authorization);
        Duration total = left.compareTo(limits.total()) < 0 ? left : limits.total();
        if (total.isNegative() || total.isZero()) {
            throw new OutboundException(describe(request) + ": no time left for it");
        }
        return call(request, null, total);
    }

    /** What one call may take. */
    public Duration total() {
        return limits.total();
    }

    /**
     * Asks for a page as a browser would, but for the redirects.
     *
     * @throws OutboundException if no complete answer came within the limits
     */
    public OutboundResponse getPage(URI uri) throws OutboundException {
        return get(uri, "text/html");
    }

    private OutboundResponse get(URI uri, String accept) throws OutboundException {
        HttpGet request = new HttpGet(uri);
        request.setHeader("Accept", accept);
        return call(request, null);
    }

    /**
     * Posts a form and asks for JSON.
     *
     * @param authorization value of the Authorization header, if any
     * @throws OutboundException if no complete answer came within the limits
     */
    public OutboundResponse postForm(URI uri, Map<String, String> form, @Nullable String authorization)
            throws OutboundException {
        HttpPost request = new HttpPost(uri);
        request.setHeader("Accept", "application/json");
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        request.setEntity(entity(form));
        return call(request, null);
    }

    /**
     * Posts a form to one of the addresses that the host of the URI has. TLS still checks the name.
     *
     * @param headers more headers
     * @throws OutboundException if no complete answer came within the limits
     */
    public OutboundResponse postForm(
            URI uri, InetAddress address, Map<String, String> form, Map<String, String> headers)
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
            answer = workers.submit(() -> execute(request, target));
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
            throw failure(what, e.getCause());
        } finally {
            if (!answer.isDone()) {
                request.cancel();
                answer.cancel(true);
            }
        }
    }

    private OutboundResponse execute(HttpUriRequestBase request, @Nullable HttpHost target) throws IOException {
        HttpClientContext context = HttpClientContext.create();
        CloseableHttpClient calls = client();
        HttpHost host = target == null
                ? new HttpHost(
                        request.getScheme(),
                        request.getAuthority().getHostName(),
                        request.getAuthority().getPort())
                : target;
        HttpHost proxy = proxyFor(host);
        try {
            return calls.execute(host, request, context, response -> {
                checkProxy(proxy, host, context, response.getCode(), request);
                return read(response, request);
            });
        } catch (TooLarge | AtProxy e) {
            throw e;
        } catch (IOException e) {
            throw proxy == null ? e : new AtProxy("through the proxy " + proxy.toHostString() + ": " + words(e), e);
        }
    }

    private @Nullable HttpHost proxyFor(HttpHost host) throws IOException {
        try {
            return Objects.requireNonNull(planner, "planner")
                    .determineRoute(host, HttpClientContext.create())
                    .getProxyHost();
        } catch (HttpException e) {
            throw new IOException(e);
        }
    }

    // What a proxy answers in place of the other side. Without TLS there is no telling, but for the status that is a
    // proxy's alone.
    private static void checkProxy(
            @Nullable HttpHost proxy, HttpHost host, HttpClientContext context, int status, HttpUriRequestBase request)
            throws IOException {
        boolean untold = !"https".equals(host.getSchemeName()) || context.getSSLSession() != null;
        if (proxy == null || untold && status != HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            return;
        }
        request.cancel();
        throw new AtProxy(
                "the proxy " + proxy.toHostString() + " "
                        + (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                                ? "wants a sign-in (status 407), which the filter does not do: let the proxy admit this server by"
                                        + " its address"
                                : "refuses to connect to " + host.toHostString() + " (status " + status + ")"),
                null);
    }

    private OutboundException failure(String what, Throwable cause) {
        if (cause instanceof TooLarge) {
            return new OutboundException(what + ": answer longer than " + limits.maxBytes() + " bytes");
        }
        if (cause instanceof AtProxy) {
            return new OutboundException(what + ": " + cause.getMessage(), cause);
        }
        return new OutboundException(what + ": " + words(cause), cause);
    }

    // The cause's own text may quote what was sent; its class is enough to tell DNS, TLS and refusal apart.
    private static String words(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return failure.getClass().getSimpleName() + ": nobody that this Java trusts vouches for the certificate"
                        + " (set outboundCa to a company's own authority)";
            }
        }
        return failure.getClass().getSimpleName();
    }

    private OutboundResponse read(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return answer(response, new byte[0]);
        }
        byte[] buffer = new byte[limits.maxBytes() + 1];
        int length = 0;
        InputStream in = entity.getContent();
        for (int read; (read = in.read(buffer, length, buffer.length - length)) > 0; ) {
            length += read;
        }
        if (length > limits.maxBytes()) {
            request.cancel();
            throw new TooLarge();
        }
        return answer(response, java.util.Arrays.copyOf(buffer, length));
    }

    private static OutboundResponse answer(ClassicHttpResponse response, byte[] body) {
        return new OutboundResponse(response.getCode(), body, header(response, "Date"), header(response, "Location"));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static String describe(HttpUriRequestBase request) {
        // The library's path includes the query.
        String path = request.getPath();
        int query = path.indexOf('?');
        return request.getMethod() + " " + request.getScheme() + "://" + request.getAuthority()
                + (query < 0 ? path : path.substring(0, query));
    }

    /** Ends calls under way and frees threads and connections. */
    @Override
    public synchronized void close() {
        workers.shutdownNow();
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    /** The proxy's doing. The message is ours. */
    private static final class AtProxy extends IOException {
        private static final long serialVersionUID = 1L;

        AtProxy(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
