package dev.saoma.filter.internal.signin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A return path in seven bits for each character: it is printable ASCII, and the longest one has to fit into a cookie. Paths as
 * they were written before, one byte for each character, are read as well.
 */
final class PackedPath {
    private static final byte PACKED = 1;
    private static final int BITS = 7;

    private PackedPath() {}

    static byte[] pack(String path) {
        byte[] packed = new byte[1 + (path.length() * BITS + 7) / 8];
        packed[0] = PACKED;
        for (int bit = 0; bit < path.length() * BITS; bit++) {
            if ((path.charAt(bit / BITS) >> (BITS - 1 - bit % BITS) & 1) != 0) {
                packed[1 + bit / 8] |= (byte) (0x80 >> bit % 8);
            }
        }
        return packed;
    }

    static String unpack(byte[] packed) {
        if (packed.length == 0 || packed[0] != PACKED) {
            return new String(packed, StandardCharsets.US_ASCII);
        }
        byte[] path = new byte[(packed.length - 1) * 8 / BITS];
        for (int bit = 0; bit < path.length * BITS; bit++) {
            if ((packed[1 + bit / 8] & 0x80 >> bit % 8) != 0) {
                path[bit / BITS] |= (byte) (1 << (BITS - 1 - bit % BITS));
            }
        }
        // Up to seven bits are left over, all zero.
        int length = path.length > 0 && path[path.length - 1] == 0 ? path.length - 1 : path.length;
        return new String(Arrays.copyOf(path, length), StandardCharsets.US_ASCII);
    }
}
