package dev.saoma.page.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Hosts that are called without the outbound proxy. Entries are written as in {@code NO_PROXY}: a name stands for itself and
 * every name below it, an address or a range of addresses for itself, each with or without {@code :port}; {@code *} for
 * everything. Names with {@code *} at one end, as Java's {@code http.nonProxyHosts} has them, are understood as well.
 * Loopback addresses are always among them. No name is looked up. Immutable.
 */
public final class DirectHosts {
    /** This machine only. */
    public static final DirectHosts LOOPBACK = new DirectHosts(List.of());

    private final List<String> entries;

    private DirectHosts(List<String> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Those that {@code entries} name, in upper or lower case. */
    static DirectHosts of(List<String> entries) {
        List<String> clean = new ArrayList<>();
        for (String entry : entries) {
            String lower = entry.strip().toLowerCase(Locale.ROOT);
            if (!lower.isEmpty()) {
                clean.add(lower);
            }
        }
        return new DirectHosts(clean);
    }

    /** Whether that host is called directly. */
    boolean contains(String host, int port) {
        String lower = bare(host.toLowerCase(Locale.ROOT));
        return isLoopback(lower) || entries.stream().anyMatch(entry -> matches(entry, lower, port));
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || host.matches("127(?:\\.[0-9]{1,3}){3}");
    }

    private static boolean matches(String entry, String host, int port) {
        if (AddressRanges.of(bare(entry)).map(range -> range.contains(host)).orElse(false)) {
            return true;
        }
        int colon = entry.lastIndexOf(':');
        if (colon > 0 && entry.substring(colon + 1).equals(Integer.toString(port))) {
            return matchesName(bare(entry.substring(0, colon)), host);
        }
        return matchesName(bare(entry), host);
    }

    private static boolean matchesName(String pattern, String host) {
        if (pattern.equals("*") || pattern.equals(host)) {
            return true;
        }
        if (pattern.startsWith("*")) {
            return host.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith("*")) {
            return host.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return host.endsWith(pattern.startsWith(".") ? pattern : "." + pattern);
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DirectHosts hosts && entries.equals(hosts.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    @Override
    public String toString() {
        return String.join(", ", entries);
    }
}
