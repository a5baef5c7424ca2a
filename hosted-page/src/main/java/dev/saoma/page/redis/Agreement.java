package dev.saoma.page.redis;

import java.util.Collections;
import java.util.Set;

/**
 * What the nodes of one page must have in common, so that a sign-in may begin on one and end on another.
 *
 * @param identity identifies the page; must be equal
 * @param signingKeys ids of the keys that a node publishes: two nodes must share at least one, since keys are rotated
 */
public record Agreement(String identity, Set<String> signingKeys) {
    /** Copies the set. */
    public Agreement {
        signingKeys = Set.copyOf(signingKeys);
    }

    boolean fits(Agreement other) {
        return identity.equals(other.identity) && !Collections.disjoint(signingKeys, other.signingKeys);
    }
}
