package dev.saoma.page.logout;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Decides which addresses logout tokens may be sent to. Applied when connecting, so that a name cannot resolve to one
 * address for the check and to another for the connection.
 */
final class TargetRule implements DnsResolver {
    private final boolean privateAllowed;
    private final boolean loopbackAllowed;

    TargetRule(boolean privateAllowed, boolean loopbackAllowed) {
        this.privateAllowed = privateAllowed;
        this.loopbackAllowed = loopbackAllowed;
    }

    /** Thrown if the host exists, but logout tokens may not be sent to it. */
    static final class NotAllowed extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            if (isNoApplication(address)) {
                throw new NotAllowed(host
                        + " is a link-local, multicast or wildcard address, to which no logout token is ever sent");
            }
            if (!allows(address)) {
                throw new NotAllowed(host + " is a private address; allow such with backChannel.privateTargets: true");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    boolean allows(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return loopbackAllowed || privateAllowed;
        }
        return !isNoApplication(address) && (privateAllowed || !isPrivate(address));
    }

    /** Whether no application has such an address, but possibly a cloud's metadata service. */
    private static boolean isNoApplication(InetAddress address) {
        return address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress();
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            return address.isSiteLocalAddress() // RFC 1918
                    || first == 0
                    || first == 100 && second >= 64 && second < 128 // RFC 6598
                    || first == 198 && (second == 18 || second == 19) // RFC 2544
                    || first >= 240;
        }
        boolean carriesIpv4 = first == 0 && second == 0 || first == 0x20 && second == 2 || first == 0 && second == 0x64;
        return address.isSiteLocalAddress() || (first & 0xfe) == 0xfc || carriesIpv4; // RFC 4193, 3056, 6052
    }
}
