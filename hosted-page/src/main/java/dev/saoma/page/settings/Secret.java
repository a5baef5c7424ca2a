package dev.saoma.page.settings;

import dev.saoma.page.digest.Sha256;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A text that must not be printed: {@code toString} hides it, comparing takes the same time for every input. */
public final class Secret {
    private final String text;
    private final @Nullable Secret older;

    private Secret(String text, @Nullable Secret older) {
        this.text = text;
        this.older = older;
    }

    /** Wraps {@code text}. */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text, "text"), null);
    }

    /** This secret, beside which {@code other} is accepted as well: whoever uses it is changing from the one to the other. */
    Secret or(Secret other) {
        return new Secret(text, other);
    }

    /** The text itself, for the one place that sends or uses it. */
    public String reveal() {
        return text;
    }

    /** Whether {@code other} is this secret; the time taken tells nothing about where they differ. */
    public boolean matches(String other) {
        boolean same = MessageDigest.isEqual(Sha256.of(text), Sha256.of(other));
        return older == null ? same : older.matches(other) | same; // Both are always compared.
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(Sha256.of(text), Sha256.of(secret.text))
                && Objects.equals(older, secret.older);
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
