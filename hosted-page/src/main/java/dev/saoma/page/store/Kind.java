package dev.saoma.page.store;

import java.time.Duration;
import java.util.Objects;

/**
 * A type tag and the lifetime of everything stored under it. A value of one kind is never found as another.
 *
 * @param tag unique in the product; lower-case letters and hyphens
 * @param lifetime how long a value is kept, counted from when it was put
 */
public record Kind(String tag, Duration lifetime) {
    /** Checks the tag and the lifetime. */
    public Kind {
        Objects.requireNonNull(lifetime, "lifetime");
        if (!tag.matches("[a-z-]{1,32}")) {
            throw new IllegalArgumentException("tag: lower-case letters and hyphens expected, not " + tag);
        }
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime: positive duration expected, not " + lifetime);
        }
    }
}
