package dev.saoma.filter.internal.http;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP calls with one deadline for the whole call, which socket timeouts alone do not provide, because they restart with
 * every byte that arrives. Each call therefore runs on a worker thread that its caller stops waiting for.
 *
 * <p>Thread-safe. The HTTP library is loaded at the first call. Threads are daemons, start with the first call and end when
 * idle.
 */
public final class Outbound implements AutoCloseable {
    private final OutboundLimits limits;
    private final OutboundRoute route;
    private @Nullable OutboundCalls calls;
    private boolean closed;

    /** Creates connections that take the route of the JVM's properties. */
    public Outbound(OutboundLimits limits) {
        this(limits, OutboundRoute.ofJvm());
    }

    /** Opens no connection, starts no thread and loads no HTTP client: that is left to the first call. */
    public Outbound(OutboundLimits limits, OutboundRoute route) {
        this.limits = Objects.requireNonNull(limits, "limits");
        this.route = Objects.requireNonNull(route, "route");
    }

    private synchronized OutboundCalls calls() {
        OutboundCalls made = calls;
        if (made == null) {
            made = new OutboundCalls(limits, route);
            calls = made;
            if (closed) {
                made.close();
            }
        }
        return made;
    }

    /**
     * Fetches a JSON document.
     *
     * @throws OutboundException if no complete response arrived within the limits
     */
    public OutboundResponse getJson(URI uri) throws OutboundException {
        return calls().getJson(uri);
    }

    /**
     * Fetches a JSON document with credentials, perhaps with a shorter deadline.
     *
     * @param authorization value of the Authorization header
     * @param left time that the call may take, within the limits
     * @throws OutboundException if no complete response arrived in time
     */
    public OutboundResponse getJson(URI uri, String authorization, Duration left) throws OutboundException {
        return calls().getJson(uri, authorization, left);
    }

    /** Returns the deadline of one call. */
    public Duration total() {
        return limits.total();
    }

    /**
     * Requests a page as a browser would, without following redirects.
     *
     * @throws OutboundException if no complete response arrived within the limits
     */
    public OutboundResponse getPage(URI uri) throws OutboundException {
        return calls().getPage(uri);
    }

    /**
     * Posts a form and accepts JSON.
     *
     * @param authorization value of the Authorization header, if any
     * @throws OutboundException if no complete response arrived within the limits
     */
    public OutboundResponse postForm(URI uri, Map<String, String> form, @Nullable String authorization)
            throws OutboundException {
        return calls().postForm(uri, form, authorization);
    }

    /**
     * Posts a form to one of the addresses of the URI's host. TLS still checks the name.
     *
     * @param headers additional headers
     * @throws OutboundException if no complete response arrived within the limits
     */
    public OutboundResponse postForm(
            URI uri, InetAddress address, Map<String, String> form, Map<String, String> headers)
            throws OutboundException {
        return calls().postForm(uri, address, form, headers);
    }

    /** Aborts calls under way and frees threads and connections. Later calls fail. */
    @Override
    public synchronized void close() {
        closed = true;
        if (calls != null) {
            calls.close();
        }
    }
}
