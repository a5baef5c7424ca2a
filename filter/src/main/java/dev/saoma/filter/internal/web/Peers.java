package dev.saoma.filter.internal.web;

import dev.saoma.filter.internal.log.FilterLog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Determines the client of a request. A header is trusted only if the connection is from a proxy that the settings name.
 * Thread-safe.
 */
public final class Peers {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String[] FORWARDING = {FORWARDED_FOR, "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via"};

    private static final Logger LOG = FilterLog.logger();
    /** Where the operator's own proxy usually is: this machine, and private networks. */
    private static final AddressRanges NEAR = new AddressRanges(Arrays.asList(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",
            "::1",
            "fc00::/7",
            "fe80::/10"));

    private final AddressRanges proxies;
    private final AtomicBoolean warned = new AtomicBoolean();

    public Peers(AddressRanges trustedProxies) {
        this.proxies = trustedProxies;
    }

    /** Returns the address of the client: the last one before our own proxies, or that of the connection's peer. */
    public String client(HttpServletRequest request) {
        String peer = String.valueOf(request.getRemoteAddr());
        if (!proxies.contains(peer)) {
            return peer;
        }
        List<String> hops = hops(request);
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
            client = hops.get(i);
        }
        return client;
    }

    /**
     * Returns the caller that the budgets of sign-ins count. The first request through an undeclared proxy is logged.
     */
    public Caller caller(HttpServletRequest request) {
        String peer = String.valueOf(request.getRemoteAddr());
        // A client that writes such headers itself is still counted by the address of its connection.
        if (!isObscured(request) || !(proxies.contains(peer) || NEAR.contains(peer))) {
            return Caller.at(AddressRanges.network(client(request)));
        }
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "Requests come through a proxy at {0} that trustedProxies does not name, or that sends no X-Forwarded-For:"
                            + " budgets per address count everybody behind it as one. Set trustedProxies = {0}",
                    peer);
        }
        return Caller.behind(peer);
    }

    /** Whether the request came through a proxy that the settings do not name, so that the client is unknown. */
    public boolean isObscured(HttpServletRequest request) {
        if (proxies.contains(request.getRemoteAddr())) {
            return hops(request).isEmpty();
        }
        for (String name : FORWARDING) {
            if (request.getHeader(name) != null) {
                return true;
            }
        }
        return false;
    }

    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        Enumeration<String> headers = request.getHeaders(FORWARDED_FOR);
        while (headers != null && headers.hasMoreElements()) {
            for (String hop : headers.nextElement().split(",")) {
                hops.add(withoutPort(hop.trim()));
            }
        }
        return hops;
    }

    // Some proxies write "10.1.2.3:4711" and "[fd00::1]:4711".
    private static String withoutPort(String hop) {
        int colon = hop.lastIndexOf(':');
        boolean port = colon > 0 && (hop.charAt(colon - 1) == ']' || hop.indexOf(':') == colon);
        return port ? hop.substring(0, colon) : hop;
    }
}
