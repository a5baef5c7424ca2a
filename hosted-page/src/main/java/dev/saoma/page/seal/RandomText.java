package dev.saoma.page.seal;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates text that cannot be guessed. Thread-safe. */
public final class RandomText {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SIX_BITS = 63;

    private final SecureRandom random;

    /** Creates a generator with {@code random} as its source. */
    public RandomText(SecureRandom random) {
        this.random = random;
    }

    /** Returns {@code length} characters of A-Z a-z 0-9; 22 of them have 130 bits. */
    public String alphanumeric(int length) {
        StringBuilder text = new StringBuilder(length);
        // All at once, since each call of the source is expensive; 1 of 32 bytes is not used.
        byte[] bytes = new byte[length + 4];
        while (text.length() < length) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < length; i++) {
                int index = bytes[i] & SIX_BITS;
                if (index < ALPHANUMERIC.length()) { // Otherwise some would be more frequent than others.
                    text.append(ALPHANUMERIC.charAt(index));
                }
            }
        }
        return text.toString();
    }

    /** Returns 256 bits in base64url, 43 characters. */
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
