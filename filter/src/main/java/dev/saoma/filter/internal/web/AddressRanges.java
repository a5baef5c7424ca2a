package dev.saoma.filter.internal.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internet addresses and ranges of them: {@code 10.1.2.3}, {@code 10.0.0.0/8}, {@code fd00::/8}. Literal addresses only; no
 * name is ever looked up. Immutable.
 *
 * @see "RFC 4632, 3.1; RFC 4291, 2.3"
 */
public final class AddressRanges {
    // Java looks up in DNS what it does not take for a literal, such as 999.1.1.1 or .:1. Nothing here may get that
    // far.
    private static final Pattern IPV4 =
            Pattern.compile("(?:OCTET\\.){3}OCTET".replace("OCTET", "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"));
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]{1,44}");

    private final List<Range> ranges = new ArrayList<>();

    /** @throws IllegalArgumentException if {@link #mistake} finds one in a range */
    public AddressRanges(Collection<String> ranges) {
        for (String range : ranges) {
            Optional<String> mistake = mistake(range);
            if (mistake.isPresent()) {
                throw new IllegalArgumentException(range + ": " + mistake.get());
            }
            this.ranges.add(Range.of(range));
        }
    }

    /** Returns what is wrong with a range, for the person who wrote it. */
    public static Optional<String> mistake(String text) {
        Range range = Range.of(text);
        if (range == null) {
            return Optional.of("is no address or range, such as 10.1.2.3, 10.0.0.0/8 or fd00::/8");
        }
        if (range.bits == 0) {
            return Optional.of("is everybody");
        }
        return range.isAligned() ? Optional.empty() : Optional.of("has bits set behind /" + range.bits);
    }

    /** Whether the set is empty. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether an address is in one of the ranges; false if the text is not an address. */
    public boolean contains(@Nullable String text) {
        byte[] address = text == null ? null : address(text);
        if (address == null) {
            return false;
        }
        for (Range range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the network within which a client can choose its address: the first 64 bits of an IPv6 address, the whole of an
     * IPv4 address; any other text unchanged.
     */
    public static String network(String text) {
        byte[] address = address(text);
        if (address == null || address.length == 4) {
            return text;
        }
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < 8; i += 2) {
            network.append(String.format("%x:", (address[i] & 0xff) << 8 | address[i + 1] & 0xff));
        }
        return network + ":/64";
    }

    // An IPv4-mapped IPv6 address counts as that IPv4 address. Null if it is not a literal address.
    private static byte @Nullable [] address(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        boolean literal = bare.indexOf(':') >= 0
                ? IPV6.matcher(bare).matches()
                : IPV4.matcher(bare).matches();
        try {
            return literal ? InetAddress.getByName(bare).getAddress() : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static final class Range {
        private final byte[] address;
        private final int bits;

        private Range(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        static @Nullable Range of(String text) {
            int slash = text.indexOf('/');
            byte[] address = address(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                return null;
            }
            String length = slash < 0 ? String.valueOf(address.length * 8) : text.substring(slash + 1);
            boolean number = length.matches("[0-9]{1,3}");
            return number && Integer.parseInt(length) <= address.length * 8
                    ? new Range(address, Integer.parseInt(length))
                    : null;
        }

        /** Whether all bits behind the prefix are zero. */
        boolean isAligned() {
            for (int i = 0; i < address.length; i++) {
                if ((address[i] & 0xff & ~mask(i)) != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int i = 0; i < address.length; i++) {
                if (((address[i] ^ other[i]) & mask(i)) != 0) {
                    return false;
                }
            }
            return true;
        }

        private int mask(int octet) {
            int kept = Math.max(0, Math.min(8, bits - octet * 8));
            return 0xff << 8 - kept & 0xff;
        }
    }
}
