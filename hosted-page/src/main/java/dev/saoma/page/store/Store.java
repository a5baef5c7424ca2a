package dev.saoma.page.store;

import java.util.Map;
import java.util.Optional;

/**
 * Keeps short values for the lifetime of their kind. Safe for use by many threads, and by many nodes where the
 * implementation is shared. Keys should be hashes where the original is a secret: a store may be dumped.
 *
 * <p>Every method throws {@link StoreUnavailableException} when the store cannot be reached, or is full of values of that kind
 * that must not be dropped; the caller fails closed. Where a kind is expendable, a full store drops values.
 */
public interface Store {
    /** Stores {@code value}, replacing an earlier one. */
    void put(Kind kind, String key, String value);

    /** Stores {@code value} unless the key has a value; of concurrent callers exactly one gets true. */
    boolean putIfAbsent(Kind kind, String key, String value);

    /** Returns the value, if there is one within its lifetime. */
    Optional<String> get(Kind kind, String key);

    /** Removes and returns the value; of concurrent callers exactly one gets it. */
    Optional<String> take(Kind kind, String key);

    /**
     * Returns the number of live values stored here, by the tag of their kind; in a store that nodes share, by this node.
     * What was replaced or expired may be counted for a while.
     */
    Map<String, Integer> sizes();

    /** Whether the store can be reached right now; for the readiness probe, never throws. */
    boolean isReady();
}
