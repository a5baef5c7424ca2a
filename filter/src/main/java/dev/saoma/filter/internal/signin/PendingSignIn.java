package dev.saoma.filter.internal.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** A pending sign-in, which the browser keeps sealed between the redirect to the provider and the callback. Immutable. */
final class PendingSignIn {
    private static final int RANDOM_BYTES = 32;
    private static final byte PACKED = 1;
    private static final int BITS = 7;

    private final byte[] secrets;
    private final String returnTo;

    private PendingSignIn(byte[] secrets, String returnTo) {
        this.secrets = secrets;
        this.returnTo = returnTo;
    }

    /** Creates a sign-in with 256 random bits each for state, nonce and code verifier. */
    static PendingSignIn create(SecureRandom random, String returnTo) {
        byte[] secrets = new byte[3 * RANDOM_BYTES];
        random.nextBytes(secrets);
        return new PendingSignIn(secrets, returnTo);
    }

    static PendingSignIn decode(byte[] bytes) {
        int length = 3 * RANDOM_BYTES;
        return new PendingSignIn(Arrays.copyOf(bytes, length), unpack(Arrays.copyOfRange(bytes, length, bytes.length)));
    }

    byte[] encode() {
        byte[] path = pack(returnTo);
        byte[] bytes = Arrays.copyOf(secrets, secrets.length + path.length);
        System.arraycopy(path, 0, bytes, secrets.length, path.length);
        return bytes;
    }

    String state() {
        return part(0);
    }

    String nonce() {
        return part(1);
    }

    String codeVerifier() {
        return part(2);
    }

    /** Returns the path with query inside the application, beginning with a slash; safe by the rule for return paths. */
    String returnTo() {
        return returnTo;
    }

    boolean hasState(String state) {
        return MessageDigest.isEqual(
                state().getBytes(StandardCharsets.US_ASCII), state.getBytes(StandardCharsets.UTF_8));
    }

    private String part(int number) {
        byte[] part = Arrays.copyOfRange(secrets, number * RANDOM_BYTES, (number + 1) * RANDOM_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }

    /**
     * Packs a return path into seven bits per character: it is printable ASCII, and the longest has to fit into a cookie.
     */
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

    /** Unpacks a path; also reads the older format, one byte per character. */
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
