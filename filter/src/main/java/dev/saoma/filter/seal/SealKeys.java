package dev.saoma.filter.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes sealing keys out of other secrets. */
public final class SealKeys {
    private static final int LENGTH = 32;

    private SealKeys() {}

    /**
     * A 32-byte key from a secret, the same on every node that has the same secret.
     *
     * @param secret long and random; a guessable secret gives a guessable key
     * @param salt fixed text of the use
     * @param info what the key is for; another text gives an unrelated key
     * @see "RFC 5869 (HKDF) with SHA-256, one block"
     */
    public static byte[] derive(String secret, String salt, String info) {
        byte[] extracted = hmac(utf8(salt), utf8(secret));
        byte[] text = utf8(info);
        byte[] block = Arrays.copyOf(text, text.length + 1);
        block[text.length] = 1;
        return Arrays.copyOf(hmac(extracted, block), LENGTH);
    }

    /** What this Java runtime lacks for sealing, in words for the person who runs it; nothing as a rule. */
    public static Optional<String> runtimeMistake() {
        try {
            return runtimeMistake("AES/GCM/NoPadding", Cipher.getMaxAllowedKeyLength("AES"));
        } catch (GeneralSecurityException e) {
            return Optional.of("this Java runtime lacks AES – use a complete one, of version 8 or later");
        }
    }

    static Optional<String> runtimeMistake(String cipher, int maxAesBits) {
        if (maxAesBits < LENGTH * 8) {
            return Optional.of(
                    "this Java runtime allows AES keys of " + maxAesBits + " bits only – update Java 8 to 8u161 or"
                            + " later, or set crypto.policy=unlimited in its java.security");
        }
        try {
            Cipher.getInstance(cipher);
            Mac.getInstance("HmacSHA256");
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(
                    "this Java runtime lacks " + cipher + " or HmacSHA256 – use a complete one, of version 8 or"
                            + " later, and do not remove its security providers");
        }
    }

    static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
