package dev.saoma.filter.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Short names made of longer texts; not secret and not unique enough to decide anything by themselves. */
public final class ShortId {
    private static final int LENGTH = 8;

    private ShortId() {}

    /** Eight characters of {@code A-Z a-z 0-9 - _} (48 bits of SHA-256), fit for cookie and attribute names. */
    public static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().encodeToString(digest).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
