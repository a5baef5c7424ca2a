package dev.saoma.page.seal;

import java.security.SecureRandom;
import java.util.Base64;

/** Text that nobody can guess. Thread-safe. */
public final class RandomText {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final SecureRandom random;

    /** Text from that source. */
    public RandomText(SecureRandom random) {
        this.random = random;
    }

    /** {@code length} of the characters A-Z a-z 0-9; 22 of them hold 130 bits. */
    public String alphanumeric(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHANUMERIC.charAt(random.nextInt(ALPHANUMERIC.length())));
        }
        return text.toString();
    }

    /** 256 bits in base64url, 43 characters. */
    public String token() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
