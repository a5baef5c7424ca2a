package dev.saoma.page.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key and the public id that says a value was sealed with it. */
public final class SealKey {
    static final int ID_BYTES = 4;

    private final SecretKey aes;
    private final byte[] id;

    private SealKey(SecretKey aes, byte[] id) {
        this.aes = aes;
        this.id = id;
    }

    /**
     * The key of those 32 bytes.
     *
     * @throws IllegalArgumentException if there are not 32
     */
    public static SealKey of(byte[] bytes) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("bytes: 32 expected, not " + bytes.length);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 'i');
            return new SealKey(new SecretKeySpec(bytes, "AES"), Arrays.copyOf(digest.digest(bytes), ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }

    SecretKey aes() {
        return aes;
    }

    byte[] id() {
        return id.clone();
    }
}
