package dev.saoma.page.outbound;

import dev.saoma.page.settings.OutboundProxy;
import dev.saoma.page.settings.OutboundSettings;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Routes every outbound call of the page. Calls over https go through the proxy, in a tunnel that it cannot read, unless
 * the settings exempt their host. Thread-safe.
 */
public final class Outbound {
    private final OutboundSettings settings;
    private final TlsSocketStrategy tls;

    /** Creates the routes in {@code settings}. */
    public Outbound(OutboundSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.tls = settings.authorities().isEmpty()
                ? new TlsAtFirstUse()
                : new DefaultClientTlsStrategy(trusting(settings.authorities()));
    }

    /** Returns direct routes, with the certificates that the Java runtime trusts. */
    public static Outbound direct() {
        return new Outbound(OutboundSettings.DIRECT);
    }

    /** Returns the proxy for calls to {@code target}, if they use one. */
    public Optional<OutboundProxy> proxyFor(URI target) {
        return settings.proxy().filter(proxy -> proxy.carries(target));
    }

    /** Returns TLS with the trusted certificates, for connection managers. */
    public TlsSocketStrategy tls() {
        return tls;
    }

    /**
     * Returns the builder of a client with these routes. The client follows no redirect, retries nothing and stores no
     * cookies. Execute its requests in the context of a {@link Trip}.
     */
    public HttpClientBuilder client() {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        settings.proxy().ifPresent(proxy -> addCredentials(credentials, proxy));
        return HttpClients.custom()
                .setRoutePlanner((target, context) -> route(target, context))
                .setRequestExecutor(new TripExecutor())
                .setDefaultCredentialsProvider(credentials)
                .setUserAgent("Saoma")
                .disableRedirectHandling()
                // The peer may close a reused connection while a code is being written to it. Then it is unknown
                // whether the code is used up, and it must not be sent again.
                .setConnectionReuseStrategy((request, response, context) -> Trip.keepsConnection(context)
                        && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context))
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching();
    }

    private static void addCredentials(BasicCredentialsProvider credentials, OutboundProxy proxy) {
        if (proxy.user() != null && proxy.password() != null) {
            credentials.setCredentials(
                    new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(
                            proxy.user(), proxy.password().reveal().toCharArray()));
        }
    }

    private HttpRoute route(HttpHost target, HttpContext context) {
        boolean secure = "https".equals(target.getSchemeName());
        HttpHost host = target.getPort() > 0
                ? target
                : new HttpHost(target.getSchemeName(), target.getHostName(), secure ? 443 : 80);
        Optional<HttpHost> proxy =
                proxyFor(URI.create(host.toURI())).map(found -> new HttpHost("http", found.host(), found.port()));
        return proxy.isPresent()
                ? new HttpRoute(host, null, proxy.get(), secure, TunnelType.TUNNELLED, LayerType.LAYERED)
                : new HttpRoute(host, null, secure);
    }

    private static SSLContext trusting(List<X509Certificate> more) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            List<X509Certificate> all = new ArrayList<>(more);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager ofJava) {
                    all.addAll(List.of(ofJava.getAcceptedIssuers()));
                }
            }
            for (X509Certificate authority : all) {
                trusted.setCertificateEntry("ca" + trusted.size(), authority);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("outbound.ca cannot be used: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] managers(KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
