package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of the page come from.
 *
 * @param signing the file with the keys that sign ID tokens; written on the first start
 * @param cookie base64 of the 32-byte keys that seal cookies, the one in use first; empty when {@code cookieFile} is set
 * @param cookieFiles the files that the cookie keys are in, as far as they are in files of their own
 * @param cookieFile the file to write a new cookie key into, or null when {@code cookie} has one
 */
public record KeySettings(
        Path signing,
        List<Secret> cookie,
        List<Path> cookieFiles,
        @Nullable Path cookieFile) {
    /** Copies the lists. */
    public KeySettings {
        cookieFiles = List.copyOf(cookieFiles);
        cookie = List.copyOf(cookie);
    }
}
