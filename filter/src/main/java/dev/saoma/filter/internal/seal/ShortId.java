package dev.saoma.filter.internal.seal;

import java.util.Base64;

/** Short names made of longer texts; not secret and not unique enough to decide anything by themselves. */
public final class ShortId {
    private static final int LENGTH = 8;

    private ShortId() {}

    /** Eight characters of {@code A-Z a-z 0-9 - _} (48 bits of SHA-256), fit for cookie and attribute names. */
    public static String of(String text) {
        return Base64.getUrlEncoder().encodeToString(Sha256.of(text)).substring(0, LENGTH);
    }
}
