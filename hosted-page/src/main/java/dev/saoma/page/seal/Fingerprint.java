package dev.saoma.page.seal;

import dev.saoma.page.digest.Sha256;
import java.util.Base64;

/** The SHA-256 hash of a text: identifies a secret without revealing it. */
public final class Fingerprint {
    private Fingerprint() {}

    /** Returns the fingerprint in base64url, 43 characters. */
    public static String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(text));
    }

    /** Returns its first 60 bits in base64url, 10 characters: enough to distinguish sign-ins in a log. */
    public static String brief(String text) {
        return of(text).substring(0, 10);
    }
}
