package dev.saoma.sandbox.model;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Ids in the shapes that were seen at WeChat. */
public final class RandomIds {

    private static final String ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String BASE64_URL = ALPHANUMERIC + "-_";

    private final RandomGenerator random = new SecureRandom();

    /** Returns 16 characters, as in {@code 041aBcDeFgHiJkLm}. */
    public String qrUuid() {
        return "0" + random.nextInt(1, 10) + "1" + some(BASE64_URL, 13);
    }

    /** Returns 32 characters, as in {@code 051…}. */
    public String code() {
        return "0" + random.nextInt(1, 10) + "1" + some(ALPHANUMERIC, 29);
    }

    /** Returns two digits, an underscore and 107 characters. */
    public String token() {
        return random.nextInt(70, 99) + "_" + some(BASE64_URL, 107);
    }

    /** Returns a group of a {@code rid}. */
    public String eightHexDigits() {
        return String.format("%08x", random.nextInt());
    }

    /** Returns the nonce of a content security policy: 24 characters, 144 bits. */
    public String nonce() {
        return some(BASE64_URL, 24);
    }

    private String some(String alphabet, int length) {
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            id.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return id.toString();
    }
}
