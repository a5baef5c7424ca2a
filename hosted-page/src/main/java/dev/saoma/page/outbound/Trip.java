package dev.saoma.page.outbound;

import dev.saoma.page.settings.OutboundProxy;
import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Tracks the progress of one request, so that a failure is attributed to the proxy or to the target. Thread-safe. */
public final class Trip {
    private static final String NAME = "saoma.trip";
    private static final String KEEPING = "saoma.keeping";
    private static final int AUTHENTICATION_REQUIRED = 407;

    private final @Nullable OutboundProxy proxy;
    private volatile boolean through;
    private volatile int refusal;

    private Trip(@Nullable OutboundProxy proxy) {
        this.proxy = proxy;
    }

    /** Creates the trip of one request to {@code target}. */
    public static Trip to(URI target, Outbound outbound) {
        return new Trip(outbound.proxyFor(target).orElse(null));
    }

    /** Returns the context to execute the request in. */
    public HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(NAME, this);
        return context;
    }

    /**
     * Returns the context for a request whose connection is kept for a request of the same {@code owner}, and for no other.
     *
     * @param owner compared by identity
     */
    public HttpClientContext keeping(Object owner) {
        HttpClientContext context = lastOf(owner);
        context.setAttribute(KEEPING, true);
        return context;
    }

    /** Returns the context for a request over the connection kept for {@code owner}, if any, which is closed afterwards. */
    public HttpClientContext lastOf(Object owner) {
        HttpClientContext context = context();
        context.setUserToken(owner);
        return context;
    }

    static boolean keepsConnection(HttpContext context) {
        return context.getAttribute(KEEPING) != null;
    }

    static Optional<Trip> in(HttpContext context) {
        return Optional.ofNullable((Trip) context.getAttribute(NAME));
    }

    void tunnelAnswered(int status) {
        refusal = status >= 200 && status < 300 ? 0 : status;
        through = refusal == 0;
    }

    void goesThrough() {
        through = true;
        refusal = 0;
    }

    /**
     * Fails if the response is the proxy's own, which means that it blocked the request.
     *
     * @throws ProxyRefusedException if it is; contains the status
     */
    public void check() throws ProxyRefusedException {
        if (refusal != 0) {
            throw new ProxyRefusedException(refusal);
        }
    }

    /** Whether the request did not get beyond the proxy, so that nothing is known about the target. */
    public boolean endedAtProxy() {
        return proxy != null && !through;
    }

    /** Describes a failure, with no address except the proxy's; {@code failure} is null after a timeout. */
    public String explain(@Nullable Throwable failure, String otherwise) {
        if (failure instanceof ProxyRefusedException refused) {
            return "the proxy " + named() + " let nothing through: HTTP status " + refused.status()
                    + (refused.status() == AUTHENTICATION_REQUIRED
                            ? "; it requires a user and a password, or rejects those that are set"
                            : "");
        }
        if (endedAtProxy()) {
            return "the proxy " + named() + " gave no answer (" + otherwise + ")";
        }
        if (isUntrusted(failure)) {
            return otherwise
                    + ": its certificate is of an authority that is not trusted here; where a proxy opens TLS, name"
                    + " the proxy's authority in outbound.ca";
        }
        return otherwise + (proxy == null ? "" : ", through the proxy " + named());
    }

    private String named() {
        return proxy == null ? "" : proxy.address() + " (" + proxy.origin() + ")";
    }

    private static boolean isUntrusted(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }
}
