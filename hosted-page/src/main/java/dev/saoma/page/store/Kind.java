package dev.saoma.page.store;

import java.time.Duration;
import java.util.Objects;

/**
 * A type tag and the lifetime of everything stored under it. A value of one kind is never found as another.
 *
 * @param tag unique in the product; lower-case letters and hyphens
 * @param lifetime how long a value is kept after it was stored
 * @param oneUse whether a value that was taken must never be found again, not even after a failure: a store that may have
 *     lost its latest changes then forgets such values rather than returning one twice
 * @param expendable whether a full store drops the oldest value rather than refusing a new one: nothing that any visitor can store may
 *     keep others from signing in
 */
public record Kind(String tag, Duration lifetime, boolean oneUse, boolean expendable) {
    /** Creates a kind whose values may be read more than once. */
    public Kind(String tag, Duration lifetime) {
        this(tag, lifetime, false, false);
    }

    /** Creates a kind whose values can be used once. */
    public static Kind oneUse(String tag, Duration lifetime) {
        return new Kind(tag, lifetime, true, false);
    }

    /** Creates a kind whose values may be missing. Whatever an anonymous request can store is of such a kind. */
    public static Kind expendable(String tag, Duration lifetime) {
        return new Kind(tag, lifetime, false, true);
    }

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
