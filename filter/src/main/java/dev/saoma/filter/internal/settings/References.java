package dev.saoma.filter.internal.settings;

import java.util.Optional;

/** Resolves {@code ${kind:name}} in values. */
public interface References {
    /**
     * Resolves a reference; empty if there is no such value.
     *
     * @param kind {@code env}, {@code file}, {@code sys} or {@code jndi}
     * @throws IllegalArgumentException if there is no such kind, or looking it up failed; the message says why
     */
    Optional<String> find(String kind, String name);
}
