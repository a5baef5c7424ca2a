package dev.saoma.page.http;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.settings.values.AddressRanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Determines the client address of a request, as far as possible. {@code X-Forwarded-For} is trusted only on connections
 * from a proxy that the settings name: then the client is the last address before our own proxies. Thread-safe.
 */
public final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    /** Headers that proxies set; only the first is used, and only from a trusted proxy. */
    private static final List<String> FORWARDED =
            List.of(FORWARDED_FOR, "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "X-Forwarded-Host");

    private static final Duration AGAIN = Duration.ofHours(1);

    private final AtomicLong warned = new AtomicLong();
    private final AddressRanges proxies;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(ClientAddress.class));

    public ClientAddress(AddressRanges trustedProxies) {
        this.proxies = trustedProxies;
    }

    /**
     * Returns the address, for IPv6 its first 64 bits; empty if it is a proxy's and so does not identify the client:
     * loopback, or a trusted proxy that does not name the client.
     */
    public Optional<String> of(PageRequest request) {
        String client = request.peer();
        if (!proxies.contains(client)) {
            return direct(request, client);
        }
        List<String> hops = request.headers(FORWARDED_FOR).stream()
                .flatMap(header -> List.of(header.split(",", -1)).stream())
                .map(ClientAddress::withoutPort)
                .toList();
        for (int i = hops.size() - 1; i >= 0 && proxies.contains(client); i--) {
            client = hops.get(i);
        }
        return proxies.contains(client) ? Optional.empty() : AddressRanges.counted(client);
    }

    private Optional<String> direct(PageRequest request, String peer) {
        boolean loopback = peer.startsWith("127.") || peer.equals("0:0:0:0:0:0:0:1") || peer.equals("::1");
        if (FORWARDED.stream().anyMatch(name -> request.header(name).isPresent()) && isDue()) {
            log.warn(
                    "{} sends X-Forwarded-For or the like, and is not in trustedProxies, so {}. If it is your proxy, add"
                            + " it: trustedProxies: [{}]",
                    peer,
                    loopback ? "there is no limit per address for its clients" : "all its clients count as one",
                    peer);
        }
        return loopback ? Optional.empty() : AddressRanges.counted(peer);
    }

    /** Whether to warn again: at most once an hour. */
    private boolean isDue() {
        long now = System.nanoTime();
        long before = warned.get();
        return (before == 0 || now - before > AGAIN.toNanos()) && warned.compareAndSet(before, now);
    }

    // "10.1.2.3:4711" and "[fd00::1]:4711", as some proxies write it.
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
