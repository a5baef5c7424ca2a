package dev.saoma.page.settings;

import dev.saoma.page.settings.values.AddressRanges;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for https calls of the page.
 *
 * @param host host name or address; IPv6 without brackets
 * @param port 1 to 65535
 * @param user user for the proxy's authentication; null if it needs none
 * @param password password of that user, or null
 * @param direct hosts that are called without the proxy
 * @param origin the setting, property or variable that names the proxy, for messages
 */
public record OutboundProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password,
        DirectHosts direct,
        String origin) {
    private static final Pattern URL = Pattern.compile("(?:http://)?(?:([^@/?#]*)@)?"
            + "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+])(?::([0-9]{1,5}))?/?");
    private static final int STANDARD_PORT = 80;

    /**
     * Parses a proxy URL.
     *
     * @return empty if it is not {@code http://[user:password@]host:port}
     */
    static Optional<OutboundProxy> of(String url, DirectHosts direct, String origin) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(3) == null ? STANDARD_PORT : Integer.parseInt(parts.group(3));
        String host = parts.group(2);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String[] credentials =
                parts.group(1) == null ? new String[0] : parts.group(1).split(":", 2);
        if (port < 1
                || port > 65535
                || credentials.length == 1
                || credentials.length == 2 && credentials[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OutboundProxy(
                    bare,
                    port,
                    credentials.length == 0 ? null : decoded(credentials[0]),
                    credentials.length == 0 ? null : Secret.of(decoded(credentials[1])),
                    direct,
                    origin));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // A malformed percent-encoding.
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether calls to {@code target} use the proxy: https only, and never to this machine itself. */
    public boolean carries(URI target) {
        String host = target.getHost();
        return "https".equals(target.getScheme())
                && host != null
                && !direct.contains(host, target.getPort() == -1 ? 443 : target.getPort());
    }

    /** Returns {@code host:port}, without the credentials. */
    public String address() {
        return new Listen(host, port).toString();
    }

    @Override
    public String toString() {
        return address();
    }

    /**
     * Hosts that are called without the outbound proxy. The syntax is that of {@code NO_PROXY}: a name matches itself and its
     * subdomains, an address itself, and a range its addresses, each with or without {@code :port}; {@code *} matches
     * everything. An IPv6 address or range with a port is in brackets. Names with {@code *} at one end, as in Java's {@code http.nonProxyHosts}, are accepted as well. Loopback
     * addresses are always included. No name is looked up. Immutable.
     */
    public static final class DirectHosts {
        /** Matches this machine only. */
        public static final DirectHosts LOOPBACK = new DirectHosts(List.of());

        private final List<String> entries;

        private DirectHosts(List<String> entries) {
            this.entries = List.copyOf(entries);
        }

        /** Parses entries, ignoring case. */
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

        /** Whether the host is called directly. */
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
            Optional<AddressRanges> addresses = AddressRanges.of(bare(entry));
            if (addresses.isPresent()) { // The last colon may be one of the address.
                return addresses.get().contains(host);
            }
            int colon = entry.lastIndexOf(':');
            if (colon > 0 && entry.substring(colon + 1).equals(Integer.toString(port))) {
                String portless = bare(entry.substring(0, colon));
                return AddressRanges.of(portless)
                        .map(range -> range.contains(host))
                        .orElseGet(() -> matchesName(portless, host));
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
}
