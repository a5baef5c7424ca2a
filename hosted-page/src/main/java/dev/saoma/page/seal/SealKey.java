package dev.saoma.page.seal;

import dev.saoma.page.digest.Sha256;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key, with the public id by which sealed values name it. */
public final class SealKey {
    static final int ID_BYTES = 4;

    private final SecretKey aes;
    private final byte[] id;

    private SealKey(SecretKey aes, byte[] id) {
        this.aes = aes;
        this.id = id;
    }

    /**
     * Creates a key of 32 bytes.
     *
     * @throws IllegalArgumentException if there are not exactly 32
     */
    public static SealKey of(byte[] bytes) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("bytes: 32 expected, not " + bytes.length);
        }
        byte[] digest = Sha256.of(new byte[] {'i'}, bytes);
        return new SealKey(new SecretKeySpec(bytes, "AES"), Arrays.copyOf(digest, ID_BYTES));
    }

    SecretKey aes() {
        return aes;
    }

    byte[] id() {
        return id.clone();
    }
}
