package dev.saoma.page.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/** A text that must not be printed: {@code toString} hides it, comparing takes the same time for every input. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** Wraps {@code text}. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "text"));
    }

    /** The text itself, for the one place that sends or uses it. */
    public String reveal() {
        return text;
    }

    /** Whether {@code other} is this secret; the time taken tells nothing about where they differ. */
    public boolean matches(String other) {
        return MessageDigest.isEqual(digest(text), digest(other));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java runtime has no SHA-256.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && matches(secret.text);
    }

    @Override
    public int hashCode() {
        return 0; // Equal by content, and the content must not show.
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
