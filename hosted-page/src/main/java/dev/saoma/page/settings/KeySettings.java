package dev.saoma.page.settings;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of the page come from.
 *
 * @param signing the file with the keys that sign ID tokens; written on the first start
 * @param cookie the 32-byte keys that seal cookies, as {@link #bytes} reads them, the one in use first; empty when {@code cookieFile} is set
 * @param cookieFiles the files that the cookie keys are in, as far as they are in files of their own
 * @param cookieFile the file to write a new cookie key into, or null when {@code cookie} has one
 */
public record KeySettings(
        Path signing,
        List<Secret> cookie,
        List<Path> cookieFiles,
        @Nullable Path cookieFile) {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    /** Copies the lists. */
    public KeySettings {
        cookieFiles = List.copyOf(cookieFiles);
        cookie = List.copyOf(cookie);
    }

    /**
     * The bytes of a cookie key as it is written: 64 hexadecimal digits, or base64 in either alphabet.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static byte[] bytes(Secret key) {
        return bytes(key.reveal());
    }

    static byte[] bytes(String key) {
        return HEX.matcher(key).matches()
                ? HexFormat.of().parseHex(key)
                : Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
    }
}
