package dev.saoma.filter.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertPathBuilderException;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
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
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client behind {@link Outbound}: a cap on the response, no redirects, no retries, no cookies, no compression, a new
 * connection for each call. It is created for the first call, and detects responses of a proxy in place of the target's.
 * Thread-safe.
 */
final class OutboundClient {
    private final OutboundLimits limits;
    private final OutboundRoute route;
    private @Nullable CloseableHttpClient client;
    private @Nullable HttpRoutePlanner planner;

    OutboundClient(OutboundLimits limits, OutboundRoute route) {
        this.limits = limits;
        this.route = route;
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
        Timeout read =
                Timeout.of(limits.total().multipliedBy(2)); // The deadline expires first, and reports what was missing.
        PoolingHttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(
                        tls == null ? DefaultClientTlsStrategy.createDefault() : new DefaultClientTlsStrategy(tls))
                .setMaxConnTotal(limits.maxConcurrent())
                .setMaxConnPerRoute(limits.maxConcurrent())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(limits.connect()))
                        .setSocketTimeout(read)
                        .build())
                .build();
        // Parts of the library that are not set here, or are disabled, are missing from the drop-in jars
        // (filter/pom.xml).
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setRoutePlanner(planner)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(total)
                        .setResponseTimeout(read)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("saoma-filter")
                .disableRedirectHandling()
                // The server may close a reused connection while a code is being written to it. Then it is unknown
                // whether the code is used up, and it must not be sent again. Calls are rare enough for a connection
                // each.
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
     * Makes one call, on the thread of its caller.
     *
     * @param target the host to connect to in place of the URI's; null for the URI's own
     */
    OutboundResponse execute(HttpUriRequestBase request, @Nullable HttpHost target) throws IOException {
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

    // Detects a proxy's response in place of the target's. Without TLS only the status that proxies alone send
    // distinguishes the two.
    private static void checkProxy(
            @Nullable HttpHost proxy, HttpHost host, HttpClientContext context, int status, HttpUriRequestBase request)
            throws IOException {
        boolean fromTarget = !"https".equals(host.getSchemeName()) || context.getSSLSession() != null;
        if (proxy == null || fromTarget && status != HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
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

    // The cause's message may quote what was sent; its class is enough to distinguish DNS, TLS and refusal.
    static String words(Throwable failure) {
        if (failure instanceof AtProxy || failure instanceof TooLarge) {
            return String.valueOf(failure.getMessage());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return failure.getClass().getSimpleName()
                        + ": the certificate is signed by no authority that this Java trusts"
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
            throw new TooLarge(limits.maxBytes());
        }
        return answer(response, Arrays.copyOf(buffer, length));
    }

    private static OutboundResponse answer(ClassicHttpResponse response, byte[] body) {
        return new OutboundResponse(response.getCode(), body, header(response, "Date"), header(response, "Location"));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** Aborts calls under way and frees their connections. */
    synchronized void close() {
        if (client != null) {
            client.close(CloseMode.IMMEDIATE);
        }
    }

    /** Thrown for a failure at the proxy. The message is ours. */
    private static final class AtProxy extends IOException {
        private static final long serialVersionUID = 1L;

        AtProxy(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int maxBytes) {
            super("answer longer than " + maxBytes + " bytes");
        }
    }
}
