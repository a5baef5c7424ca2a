package dev.saoma.page.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What concerns the process as a whole, whatever it serves.
 *
 * @param sharedStore the store that the nodes share, or null where the store is the memory of this process
 */
public record ProcessSettings(@Nullable RedisSettings sharedStore) {
    /** The store that the nodes share. */
    public Optional<RedisSettings> redis() {
        return Optional.ofNullable(sharedStore);
    }
}
