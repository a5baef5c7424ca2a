package dev.saoma.filter;

import dev.saoma.filter.web.AddressRanges;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whom a request is from. What a header says of that is believed only if the connection is from a proxy that the settings name.
 * Immutable.
 */
final class Peers {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String[] FORWARDING = {FORWARDED_FOR, "Forwarded", "X-Real-IP", "X-Forwarded-Host", "Via"};

    private final AddressRanges proxies;

    Peers(AddressRanges trustedProxies) {
        this.proxies = trustedProxies;
    }

    /** Address of the client: the last one before our own proxies, or of whoever has the connection. */
    String client(HttpServletRequest request) {
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

    /** Whether it came through a proxy that the settings do not name, so that the client cannot be known. */
    boolean isObscured(HttpServletRequest request) {
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
        for (String header : Collections.list(request.getHeaders(FORWARDED_FOR))) {
            for (String hop : header.split(",")) {
                hops.add(withoutPort(hop.trim()));
            }
        }
        return hops;
    }

    // "10.1.2.3:4711" and "[fd00::1]:4711", as some proxies write.
    private static String withoutPort(String hop) {
        int colon = hop.lastIndexOf(':');
        boolean port = colon > 0 && (hop.charAt(colon - 1) == ']' || hop.indexOf(':') == colon);
        return port ? hop.substring(0, colon) : hop;
    }
}
