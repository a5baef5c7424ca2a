package dev.saoma.page.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256 of a text: a name for a secret that does not give it away. */
public final class Fingerprint {
    private Fingerprint() {}

    /** All of it in base64url, 43 characters. */
    public static String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text));
    }

    /** Its first 60 bits in base64url, 10 characters: enough to tell sign-ins apart in a log. */
    public static String brief(String text) {
        return of(text).substring(0, 10);
    }

    /** All of it as 32 bytes. */
    public static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }
}
