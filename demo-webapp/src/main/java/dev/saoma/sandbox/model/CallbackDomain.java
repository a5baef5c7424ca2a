package dev.saoma.sandbox.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one callback domain (授权回调域) of an app: a bare host. A {@code redirect_uri} is accepted if it is http or https, its
 * host is exactly this one, and it has no port other than 80 and 443. Hosts that only one machine or network can reach are
 * refused, as at WeChat; a loopback host that was registered as the callback domain is the sandbox's one exception, and is
 * accepted with any port.
 */
public final class CallbackDomain {

    private static final Pattern HOST = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HTTP_URL = Pattern.compile(
            "https?://(?<host>[^/?#:@\\\\\\[\\]\\p{Cntrl}\\s]+)(:(?<port>[0-9]{1,5}))?([/?][^#\\\\\\p{Cntrl}\\s]*)?(#[^#\\\\\\p{Cntrl}\\s]*)?",
            Pattern.CASE_INSENSITIVE);

    private final String host;

    private CallbackDomain(String host) {
        this.host = host;
    }

    /**
     * Returns the domain, as entered at WeChat.
     *
     * @throws IllegalArgumentException if it is more than a host, or a host that WeChat refuses
     */
    public static CallbackDomain of(String registered) {
        if (!HOST.matcher(registered).matches()) {
            throw new IllegalArgumentException(
                    "callbackDomain must be a bare host without scheme, port and path, but is \"" + registered
                            + "\"; for example login.example.com or 127.0.0.1");
        }
        String host = registered.toLowerCase(Locale.ROOT);
        if (PrivateHosts.isPrivate(host) && !PrivateHosts.isLoopback(host)) {
            throw new IllegalArgumentException("callbackDomain must not be a private address, but is \"" + registered
                    + "\"; use a public host name, or localhost or 127.0.0.1 on this machine");
        }
        return new CallbackDomain(host);
    }

    /** Returns the host. */
    public String host() {
        return host;
    }

    /** Whether WeChat would redirect to that URI. */
    public boolean accepts(String redirectUri) {
        Matcher url = HTTP_URL.matcher(redirectUri);
        if (!url.matches() || !url.group("host").toLowerCase(Locale.ROOT).equals(host)) {
            return false;
        }
        if (PrivateHosts.isLoopback(host)) {
            return hasValidPort(url.group("port"));
        }
        String port = url.group("port");
        return port == null || port.equals("80") || port.equals("443");
    }

    private static boolean hasValidPort(@Nullable String port) {
        if (port == null) {
            return true;
        }
        int number = Integer.parseInt(port);
        return number >= 1 && number <= 65535;
    }
}
