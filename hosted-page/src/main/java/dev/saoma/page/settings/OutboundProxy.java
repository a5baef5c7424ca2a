package dev.saoma.page.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that https calls of the page leave through.
 *
 * @param host its name or address; IPv6 without brackets
 * @param port 1 to 65535
 * @param user whom the proxy knows the page as, or null where it asks for nobody
 * @param password that user's password, or null
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
     * What a URL says.
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
            return Optional.empty(); // A % that escapes nothing.
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether calls to {@code target} go through it: https only, and never to this machine itself. */
    public boolean carries(URI target) {
        String host = target.getHost();
        return "https".equals(target.getScheme())
                && host != null
                && !direct.contains(host, target.getPort() == -1 ? 443 : target.getPort());
    }

    /** Where it is, as {@code host:port}; never with the password. */
    public String address() {
        return new Listen(host, port).toString();
    }

    @Override
    public String toString() {
        return address();
    }
}
