package dev.saoma.page.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals values with the first key, and opens them with any of its keys. Thread-safe.
 *
 * <pre>
 *   base64url( version 1 | key id 4 | expiry 8, seconds | nonce 12 | AES-256-GCM ciphertext and tag )
 *   also authenticated: version, key id, expiry, owner, purpose
 * </pre>
 *
 * Nonces are random, so a key may seal 2^32 values, a thousand a second for seven weeks; replace it earlier.
 */
public final class Sealer {
    private static final byte VERSION = 1;
    private static final int HEADER = 1 + SealKey.ID_BYTES + Long.BYTES;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final List<SealKey> keys;
    private final byte[] owner;
    private final Clock clock;
    private final SecureRandom random;
    /**
     * Ciphers to reuse: creating one costs several times as much as sealing. There are at most as many as threads that
     * seal.
     */
    private final Queue<Cipher> idle = new ConcurrentLinkedQueue<>();

    /**
     * Creates a sealer; the first key seals.
     *
     * @param owner identifies the pool; a sealer with another owner cannot open its values, even with the same keys
     * @throws IllegalArgumentException if there is no key
     */
    public Sealer(List<SealKey> keys, String owner, Clock clock, SecureRandom random) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys: at least one expected");
        }
        this.keys = List.copyOf(keys);
        this.owner = (owner + "\0").getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.random = random;
    }

    /** Seals {@code content}; it opens only for the same {@code purpose} and before {@code expires} (to the second). */
    public String seal(String purpose, byte[] content, Instant expires) {
        SealKey key = keys.get(0);
        byte[] header = ByteBuffer.allocate(HEADER)
                .put(VERSION)
                .put(key.id())
                .putLong(expires.getEpochSecond())
                .array();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = apply(Cipher.ENCRYPT_MODE, key, nonce, header, purpose, content);
            byte[] all = ByteBuffer.allocate(HEADER + NONCE + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot do AES-256-GCM.", e);
        }
    }

    /** Opens a sealed text; empty if it is not ours, for another purpose, modified, expired, or sealed with a removed key. */
    public Optional<byte[]> open(String purpose, String sealed) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(sealed);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < HEADER + NONCE + TAG || all[0] != VERSION) {
            return Optional.empty();
        }
        long expires = ByteBuffer.wrap(all).getLong(1 + SealKey.ID_BYTES);
        if (clock.instant().getEpochSecond() >= expires) {
            return Optional.empty();
        }
        byte[] keyId = Arrays.copyOfRange(all, 1, 1 + SealKey.ID_BYTES);
        return keys.stream()
                .filter(key -> Arrays.equals(key.id(), keyId))
                .findFirst()
                .flatMap(key -> open(key, purpose, all));
    }

    private Optional<byte[]> open(SealKey key, String purpose, byte[] all) {
        byte[] header = Arrays.copyOf(all, HEADER);
        byte[] nonce = Arrays.copyOfRange(all, HEADER, HEADER + NONCE);
        try {
            byte[] sealed = Arrays.copyOfRange(all, HEADER + NONCE, all.length);
            return Optional.of(apply(Cipher.DECRYPT_MODE, key, nonce, header, purpose, sealed));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private byte[] apply(int mode, SealKey key, byte[] nonce, byte[] header, String purpose, byte[] text)
            throws GeneralSecurityException {
        Cipher waiting = idle.poll();
        Cipher cipher = waiting == null ? Cipher.getInstance("AES/GCM/NoPadding") : waiting;
        cipher.init(mode, key.aes(), new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(owner);
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        byte[] result = cipher.doFinal(text);
        idle.offer(cipher);
        return result;
    }
}
