package dev.saoma.page.settings;

import dev.saoma.page.settings.stored.SealedSecrets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The setting {@code keys}: signing and cookie keys.
 *
 * @param signing the file with the keys that sign ID tokens; written on the first start
 * @param cookie the 32-byte keys that seal cookies, as {@link #bytes} reads them, the current one first; empty if
 *     {@code cookieFile} is set
 * @param cookieFiles the files of those cookie keys that are in files
 * @param cookieFile the file to write a new cookie key into, or null if {@code cookie} has one
 */
public record KeySettings(
        Path signing,
        List<Secret> cookie,
        List<Path> cookieFiles,
        @Nullable Path cookieFile) {
    private static final String NEW_KEY = "Generate one with: openssl rand -hex 32";
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{64}");

    /** Copies the lists. */
    public KeySettings {
        cookieFiles = List.copyOf(cookieFiles);
        cookie = List.copyOf(cookie);
    }

    /**
     * Reads {@code keys}.
     *
     * @param suffix suffix of the default file names
     */
    static KeySettings read(Section section, String suffix) {
        String signingFile = Values.parsed(section, "signing", "signing-key" + suffix + ".json", Optional::of);
        Path signing = path(section, "signing", signingFile);
        String cookieFile = "cookie" + suffix + ".key";
        Path toWrite = cookieFileToWrite(section, cookieFile);
        List<Secret> keys = toWrite == null ? cookieKeys(section, cookieFile) : List.of();
        section.close();
        return new KeySettings(signing, keys, cookieFiles(section, cookieFile), toWrite);
    }

    /** Returns the cookie key file to write at the first start; null if it exists. */
    private static @Nullable Path cookieFileToWrite(Section section, String cookieFile) {
        if (!section.has("cookie")) {
            Path standard = path(section, "cookie", cookieFile);
            return section.references().files().exists(standard) ? null : standard;
        }
        if (section.raws("cookie").size() != 1) {
            return null;
        }
        Optional<String> raw = Optional.of(section.raws("cookie").get(0)).filter(section.references()::isFile);
        if (raw.isEmpty()) {
            return null;
        }
        try {
            Path file = section.references().file(raw.get());
            return section.references().files().exists(file)
                    ? null
                    : file.toAbsolutePath().normalize();
        } catch (References.Unresolved e) {
            section.mistake("cookie", e.getMessage(), e.fix());
            return null;
        }
    }

    private static List<Path> cookieFiles(Section section, String cookieFile) {
        if (!section.has("cookie")) {
            return List.of(path(section, "cookie", cookieFile));
        }
        List<Path> files = new ArrayList<>();
        for (String raw : section.raws("cookie")) {
            if (section.references().isFile(raw)) {
                files.add(path(section, "cookie", raw.substring("${file:".length(), raw.length() - 1)));
            }
        }
        return files;
    }

    private static List<Secret> cookieKeys(Section section, String cookieFile) {
        List<String> texts = section.has("cookie") ? section.texts("cookie") : standardFile(section, cookieFile);
        List<Secret> keys = new ArrayList<>();
        for (String text : texts) {
            Optional<String> wrong = wrong(text);
            wrong.ifPresent(why -> section.mistake("cookie", why, NEW_KEY));
            keys.add(Secret.of(text));
        }
        return keys;
    }

    private static List<String> standardFile(Section section, String cookieFile) {
        try {
            return List.of(section.references().resolve("${file:" + cookieFile + "}"));
        } catch (References.Unresolved e) {
            section.mistake("cookie", e.getMessage(), e.fix());
            return List.of();
        }
    }

    private static Optional<String> wrong(String key) {
        byte[] bytes;
        try {
            bytes = KeySettings.bytes(key);
        } catch (IllegalArgumentException e) {
            return Optional.of("is neither 64 hexadecimal digits nor base64.");
        }
        if (bytes.length != 32) {
            return Optional.of("has " + bytes.length + " bytes where 32 are needed.");
        }
        long different = new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .distinct()
                .count();
        return different < 12 ? Optional.of("is not random.") : Optional.empty();
    }

    /** Returns the codec for secrets that are sealed with these keys in a pool's database. */
    SealedSecrets sealedSecrets(String pool) {
        return new SealedSecrets(
                pool,
                cookie.stream()
                        .filter(key -> wrong(key.reveal()).isEmpty())
                        .map(KeySettings::bytes)
                        .toList());
    }

    private static Path path(Section section, String key, String text) {
        return section.file(key, text)
                .map(path -> path.toAbsolutePath().normalize())
                .orElse(Path.of(""));
    }

    /**
     * Decodes a cookie key: 64 hexadecimal digits, or base64 in either alphabet.
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
