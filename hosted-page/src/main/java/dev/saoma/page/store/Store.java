package dev.saoma.page.store;

import java.util.Map;
import java.util.Optional;

/**
 * Keeps short values for the lifetime of their kind. Safe for many threads, and for many nodes where the implementation is
 * shared. A key that derives from a secret should be its hash: a store may be dumped.
 *
 * <p>Every method throws {@link StoreUnavailableException} if the store cannot be reached, or is full of values of a kind
 * that must not be dropped; the caller fails closed. If a kind is expendable, a full store stores the new value and drops the
 * oldest one. A store that is full still replaces and finds the values that it has.
 */
public interface Store {
    /** Stores {@code value}, replacing an earlier one. */
    void put(Kind kind, String key, String value);

    /**
     * Stores {@code value} unless the key has a value, and returns whether it did; only one of concurrent callers gets true,
     * unless the value was dropped meanwhile.
     */
    boolean putIfAbsent(Kind kind, String key, String value);

    /** Returns the value, if there is one that has not expired. */
    Optional<String> get(Kind kind, String key);

    /** Removes and returns the value; only one of concurrent callers gets it. */
    Optional<String> take(Kind kind, String key);

    /**
     * Returns the number of live values by the tag of their kind; in a shared store, of those that this node has stored.
     * Replaced and expired values may be counted for a while.
     */
    Map<String, Integer> sizes();

    /** Whether the store can be reached right now, for the readiness probe; never throws. */
    boolean isReady();
}
