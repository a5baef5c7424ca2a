package dev.saoma.filter.internal.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256, which every Java runtime has. */
public final class Sha256 {
    private static final int SHORT = 8;

    private Sha256() {}

    /** Returns the digest of a text in UTF-8: 32 bytes. */
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the digest of these bytes: 32 bytes. */
    public static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /**
     * Returns a short name of a longer text: eight characters of {@code A-Z a-z 0-9 - _} (48 bits), fit for cookie and
     * attribute names. Not secret, and not unique enough to decide anything by itself.
     */
    public static String shortId(String text) {
        return Base64.getUrlEncoder().encodeToString(of(text)).substring(0, SHORT);
    }
}
