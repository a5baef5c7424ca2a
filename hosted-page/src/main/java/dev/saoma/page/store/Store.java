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
    /** Stores {@code value}, replacing what is there. */
    void put(Kind kind, String key, String value);

    /** Stores {@code value} unless something is there; of many callers at once exactly one gets true. */
    boolean putIfAbsent(Kind kind, String key, String value);

    /** What is there and not past its lifetime. */
    Optional<String> get(Kind kind, String key);

    /** Removes and returns the value; of concurrent callers exactly one gets it. */
    Optional<String> take(Kind kind, String key);

    /**
     * How many values that still live were stored here, by the tag of their kind; in a store that nodes share, by this node.
     * What was replaced or expired may be counted for a while.
     */
    Map<String, Integer> sizes();

    /** Whether the store can be reached right now; for the readiness probe, never throws. */
    boolean isReady();
}
