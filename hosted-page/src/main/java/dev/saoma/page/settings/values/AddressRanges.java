package dev.saoma.page.settings.values;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Internet addresses and ranges of them, such as {@code 10.0.0.0/8}. No name is ever looked up. Immutable. */
public final class AddressRanges {
    /** An empty set. */
    public static final AddressRanges NONE = new AddressRanges(List.of());

    // Java looks up in DNS what it does not recognise as a literal, such as 999.1.1.1 or .:1. This pattern must not let
    // any of that through.
    private static final Pattern LITERAL = Pattern.compile("(?:OCTET\\.){3}OCTET|(?=[^:]*:)[0-9a-fA-F:][0-9a-fA-F:.]*"
            .replace("OCTET", "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})"));

    private final List<Range> ranges;

    private AddressRanges(List<Range> ranges) {
        this.ranges = List.copyOf(ranges);
    }

    private record Range(byte[] start, int bits) {
        boolean contains(byte[] address) {
            return address.length == start.length && Arrays.equals(prefix(address, bits), prefix(start, bits));
        }
    }

    /** Returns the union of these ranges. */
    public static AddressRanges union(List<AddressRanges> parts) {
        List<Range> ranges =
                parts.stream().flatMap(part -> part.ranges.stream()).toList();
        return ranges.isEmpty() ? NONE : new AddressRanges(ranges);
    }

    /** Whether one of the ranges contains every address. */
    public boolean isEverything() {
        return ranges.stream().anyMatch(range -> range.bits() == 0);
    }

    /** Parses one text, such as {@code 10.0.0.0/8}; empty if it is not an address or range. */
    public static Optional<AddressRanges> of(String text) {
        return range(text).map(range -> new AddressRanges(List.of(range)));
    }

    private static Optional<Range> range(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> start = bytes(slash < 0 ? text : text.substring(0, slash));
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (start.isEmpty() || slash >= 0 && !bits.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int most = start.get().length * Byte.SIZE;
        int length = slash < 0 ? most : Integer.parseInt(bits);
        return length <= most ? Optional.of(new Range(start.get(), length)) : Optional.empty();
    }

    /** Whether the set is empty. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether one of the ranges contains the address; false for a text that is not an address. */
    public boolean contains(String address) {
        if (ranges.isEmpty()) {
            return false;
        }
        Optional<byte[]> bytes = bytes(address);
        return bytes.isPresent() && ranges.stream().anyMatch(range -> range.contains(bytes.get()));
    }

    /**
     * Returns the rate-limit key of an address: IPv4 unchanged, IPv6 cut to its /64; empty if the text is not an address.
     */
    public static Optional<String> counted(String address) {
        return bytes(address).map(bytes -> text(bytes.length == 4 ? bytes : prefix(bytes, 64)));
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: 4 or 16 bytes expected", e);
        }
    }

    /** Returns the bytes of an address; for an IPv4-mapped IPv6 address, those of the IPv4 address. */
    private static Optional<byte[]> bytes(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        if (!LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static byte[] prefix(byte[] address, int bits) {
        byte[] prefix = new byte[address.length];
        for (int i = 0; i < prefix.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            prefix[i] = (byte) (address[i] & 0xff << Byte.SIZE - kept);
        }
        return prefix;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRanges that && described().equals(that.described());
    }

    @Override
    public int hashCode() {
        return described().hashCode();
    }

    private List<String> described() {
        return ranges.stream()
                .map(range -> text(range.start()) + "/" + range.bits())
                .toList();
    }

    @Override
    public String toString() {
        return described().toString();
    }
}
