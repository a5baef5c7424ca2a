package dev.saoma.sandbox.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises hosts that only this machine, or only this network, can reach. Judges by the text alone, without a name server.
 */
final class PrivateHosts {

    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private PrivateHosts() {}

    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || firstByteOf(host) == 127;
    }

    static boolean isPrivate(String host) {
        if (isLoopback(host)) {
            return true;
        }
        Matcher address = IPV4.matcher(host);
        if (!address.matches()) {
            return false;
        }
        int first = Integer.parseInt(address.group(1));
        int second = Integer.parseInt(address.group(2));
        return first == 0
                || first == 10
                || (first == 172 && second >= 16 && second <= 31)
                || (first == 192 && second == 168)
                || (first == 169 && second == 254);
    }

    private static int firstByteOf(String host) {
        Matcher address = IPV4.matcher(host);
        return address.matches() ? Integer.parseInt(address.group(1)) : -1;
    }
}
