package dev.saoma.filter.internal.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import org.jspecify.annotations.Nullable;

/**
 * A key that values are sealed with. If it is derived from a secret, that happens at its first use: it takes about a tenth of a
 * second, which no start has to wait for. Thread-safe.
 */
public final class SealKey {
    private final @Nullable String secret;
    private final String use;
    private final String owner;
    private byte @Nullable [] known;

    private SealKey(byte @Nullable [] known, @Nullable String secret, String use, String owner) {
        this.known = known;
        this.secret = secret;
        this.use = use;
        this.owner = owner;
    }

    /** Creates a key from its bytes. */
    public static SealKey of(byte[] key) {
        return new SealKey(Arrays.copyOf(key, key.length), null, "", "");
    }

    /**
     * Creates a key that {@link SealKeys#derive} derives at its first use.
     *
     * @throws IllegalStateException if this Java runtime cannot derive keys
     */
    public static SealKey derived(String secret, String use, String owner) {
        if (!SealKeys.isInTheJdk("SecretKeyFactory", SealKeys.DERIVATION)) {
            try {
                SecretKeyFactory.getInstance(SealKeys.DERIVATION);
            } catch (GeneralSecurityException e) {
                throw SealKeys.cannotDerive(e);
            }
        }
        return new SealKey(null, Objects.requireNonNull(secret, "secret"), use, owner);
    }

    /** Returns the bytes of the key, which must not be changed. */
    public synchronized byte[] bytes() {
        byte[] bytes = known;
        if (bytes == null) {
            bytes = SealKeys.derive(Objects.requireNonNull(secret, "secret"), use, owner);
            known = bytes;
        }
        return bytes;
    }
}
