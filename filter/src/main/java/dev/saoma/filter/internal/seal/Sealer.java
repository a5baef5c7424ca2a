package dev.saoma.filter.internal.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals bytes into text that only holders of the key can read or create: AES-256-GCM with a random nonce. The purpose and the
 * expiry of a value are authenticated with it, so it cannot be used for another purpose, or later.
 *
 * <p>Format, as unpadded base64url: version (1 byte), key id (4), expiry in epoch seconds (8), nonce (12), ciphertext and
 * tag. Thread-safe.
 */
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + ID_BYTES + Long.BYTES;
    private static final int MIN_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BITS / 8;

    private final SealKey key;
    private volatile @Nullable Ready ready;
    private final Clock clock;
    private final SecureRandom random;
    // Creating a cipher costs several times as much as sealing. There are never more of them than threads sealing at
    // once.
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /**
     * @param key 32 random bytes, copied
     * @throws IllegalArgumentException if the key is not 32 bytes long
     */
    public Sealer(byte[] key, Clock clock, SecureRandom random) {
        this(SealKey.of(key), clock, random);
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key: expected 32 bytes, got " + key.length);
        }
    }

    /** @param key of 32 bytes, which are computed at the first use */
    public Sealer(SealKey key, Clock clock, SecureRandom random) {
        this.key = Objects.requireNonNull(key, "key");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    private Ready ready() {
        Ready known = ready;
        if (known == null) {
            known = new Ready(key.bytes());
            ready = known;
        }
        return known;
    }

    /** A key prepared for use. */
    private static final class Ready {
        private final SecretKeySpec spec;
        private final byte[] id;

        Ready(byte[] key) {
            spec = new SecretKeySpec(key, "AES");
            id = Arrays.copyOf(SealKeys.hmac(key, "saoma key id".getBytes(StandardCharsets.US_ASCII)), ID_BYTES);
        }
    }

    /**
     * Seals a value.
     *
     * @param purpose what it is for; must be the same when it is opened
     * @param validFor how long it can be opened, in whole seconds
     */
    public String seal(String purpose, byte[] value, Duration validFor) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .put(ready().id)
                .putLong(now() + validFor.getSeconds())
                .array();
        try {
            byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, head, purpose, value);
            byte[] all = ByteBuffer.allocate(HEAD_BYTES + NONCE_BYTES + sealed.length)
                    .put(head)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks AES-256-GCM", e);
        }
    }

    /** Opens a value; empty if the text was not sealed by us for this purpose, was changed, or has expired. */
    public Optional<byte[]> open(String purpose, String text) {
        byte[] all = decode(text);
        if (all.length < MIN_BYTES
                || all[0] != VERSION
                || !Arrays.equals(ready().id, Arrays.copyOfRange(all, 1, 1 + ID_BYTES))) {
            return Optional.empty();
        }
        if (expiry(all) <= now()) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(all, HEAD_BYTES);
        byte[] nonce = Arrays.copyOfRange(all, HEAD_BYTES, HEAD_BYTES + NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(all, HEAD_BYTES + NONCE_BYTES, all.length);
        try {
            return Optional.of(apply(Cipher.DECRYPT_MODE, nonce, head, purpose, sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks AES-256-GCM", e);
        }
    }

    /**
     * Returns the expiry that a sealed text claims, in epoch seconds. It is <em>not</em> checked for authenticity: good for
     * sorting, never for deciding whether a value is valid.
     */
    public static OptionalLong claimedExpiry(String text) {
        byte[] all = decode(text);
        return all.length < MIN_BYTES ? OptionalLong.empty() : OptionalLong.of(expiry(all));
    }

    private static long expiry(byte[] all) {
        return ByteBuffer.wrap(all, 1 + ID_BYTES, Long.BYTES).getLong();
    }

    private static byte[] decode(String text) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(text);
            // The decoder tolerates padding and stray bits in the last character; here, one value has one spelling.
            boolean exact =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(text);
            return exact ? all : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] apply(int mode, byte[] nonce, byte[] head, String purpose, byte[] text)
            throws GeneralSecurityException {
        Cipher waiting = idle.poll();
        Cipher cipher = waiting == null ? Cipher.getInstance("AES/GCM/NoPadding") : waiting;
        cipher.init(mode, ready().spec, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        byte[] result = cipher.doFinal(text);
        idle.offer(cipher);
        return result;
    }

    private long now() {
        return clock.millis() / 1000;
    }
}
