package dev.saoma.filter.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
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
