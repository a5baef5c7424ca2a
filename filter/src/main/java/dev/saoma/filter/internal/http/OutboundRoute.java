package dev.saoma.filter.internal.http;

import java.net.ProxySelector;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** The proxy of outbound calls, and the certificates that they trust. Immutable. */
public final class OutboundRoute {
    private enum Kind {
        DIRECT,
        JVM,
        PROXY
    }

    private final Kind kind;
    private final @Nullable HttpHost proxy;
    private final List<X509Certificate> authorities;

    private OutboundRoute(Kind kind, @Nullable HttpHost proxy, Collection<X509Certificate> authorities) {
        this.kind = kind;
        this.proxy = proxy;
        this.authorities = Collections.unmodifiableList(new ArrayList<>(authorities));
    }

    /** Returns the route of the JVM's properties: {@code https.proxyHost}, {@code http.nonProxyHosts} and the like. */
    public static OutboundRoute ofJvm() {
        return new OutboundRoute(Kind.JVM, null, Collections.emptyList());
    }

    /** Returns the route without a proxy, whatever the JVM's properties say. */
    public static OutboundRoute direct() {
        return new OutboundRoute(Kind.DIRECT, null, Collections.emptyList());
    }

    /**
     * Creates a route from settings.
     *
     * @param proxy {@code http://host:port}, for everything but loopback; null for the JVM's
     * @param authorities trusted in addition to the JVM's
     */
    public static OutboundRoute of(@Nullable URI proxy, Collection<X509Certificate> authorities) {
        return proxy == null
                ? new OutboundRoute(Kind.JVM, null, authorities)
                : new OutboundRoute(
                        Kind.PROXY, new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort()), authorities);
    }

    HttpRoutePlanner planner() {
        switch (kind) {
            case DIRECT:
                return new DefaultRoutePlanner(null);
            case PROXY:
                return new PastLoopback(Objects.requireNonNull(proxy, "proxy"));
            default:
                return new SystemDefaultRoutePlanner(ProxySelector.getDefault());
        }
    }

    /** Returns the TLS context that trusts the authorities too; null for the JVM's own. */
    @Nullable
    SSLContext tls() {
        if (authorities.isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : trusted(authorities)) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("this Java runtime cannot trust the certificates of outboundCa", e);
        }
    }

    /** Returns these certificates and those that the JVM trusts. */
    static List<Certificate> trusted(Collection<X509Certificate> authorities) throws GeneralSecurityException {
        List<Certificate> all = new ArrayList<>(authorities);
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager) {
                all.addAll(Arrays.asList(((X509TrustManager) manager).getAcceptedIssuers()));
            }
        }
        return all;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Bypasses the proxy for loopback, because a proxy's loopback is not ours. */
    private static final class PastLoopback extends DefaultProxyRoutePlanner {
        PastLoopback(HttpHost proxy) {
            super(proxy);
        }

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context)
                throws org.apache.hc.core5.http.HttpException {
            String host = target.getHostName().toLowerCase(Locale.ROOT);
            boolean loopback =
                    host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}|\\[?::1]?|\\[?0(:0){6}:1]?");
            return loopback ? null : super.determineProxy(target, context);
        }
    }
}
