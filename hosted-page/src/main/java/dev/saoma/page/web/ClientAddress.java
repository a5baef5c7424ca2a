package dev.saoma.page.web;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.settings.AddressRanges;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Where a request is from, as far as that can be known. What a header says is believed only if the connection is from a proxy
 * that the settings name: then it is the last address before our own proxies. Thread-safe.
 */
final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final AddressRanges proxies;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(ClientAddress.class));

    ClientAddress(AddressRanges trustedProxies) {
        this.proxies = trustedProxies;
    }

    /**
     * The address, of IPv6 the first 64 bits; empty where it is that of a proxy and so says nothing of the client: loopback,
     * or a trusted proxy that does not tell.
     */
    Optional<String> of(Ask ask) {
        String client = ask.peer();
        if (!proxies.contains(client)) {
            return direct(ask, client);
        }
        List<String> hops = ask.headers(FORWARDED_FOR).stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(ClientAddress::withoutPort)
                .toList();
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
            client = hops.get(i);
        }
        return proxies.contains(client) ? Optional.empty() : AddressRanges.counted(client);
    }

    private Optional<String> direct(Ask ask, String peer) {
        if (peer.startsWith("127.") || peer.equals("0:0:0:0:0:0:0:1") || peer.equals("::1")) {
            return Optional.empty();
        }
        if (ask.header(FORWARDED_FOR).isPresent()) {
            log.warn("whoever comes through {} counts as one: if that is your proxy, list it in trustedProxies", peer);
        }
        return AddressRanges.counted(peer);
    }

    // "10.1.2.3:4711" and "[fd00::1]:4711", as some proxies write.
    private static String withoutPort(String hop) {
        String text = hop.strip();
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end < 0 ? text : text.substring(1, end);
        }
        int colon = text.indexOf(':');
        return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
    }
}
