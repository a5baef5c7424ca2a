package dev.saoma.filter.internal.settings;

import java.util.Optional;

/** Where {@code ${kind:name}} in a value is looked up. */
public interface References {
    /**
     * The text behind a reference, or nothing if there is none.
     *
     * @param kind {@code env}, {@code file}, {@code sys} or {@code jndi}
     * @throws IllegalArgumentException if there is no such kind, or looking it up failed; the message says why
     */
    Optional<String> find(String kind, String name);
}
