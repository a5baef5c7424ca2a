package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of the page come from.
 *
 * @param signing the file with the keys that sign ID tokens; written on the first start
 * @param cookie base64 of the 32-byte keys that seal cookies, the one in use first; empty when {@code cookieFile} is set
 * @param cookieFile the file to write a new cookie key into, or null when {@code cookie} has one
 */
public record KeySettings(
        Path signing, List<Secret> cookie, @Nullable Path cookieFile) {
    /** Copies the list. */
    public KeySettings {
        cookie = List.copyOf(cookie);
    }
}
