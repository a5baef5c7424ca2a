package dev.saoma.page.settings;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code keys}. */
final class KeyReader {
    private static final String NEW_KEY = "Make one with: openssl rand -hex 32";

    private final References references;
    private final String suffix;

    /** {@code suffix}: ends the names of the files where the settings name none. */
    KeyReader(References references, String suffix) {
        this.references = references;
        this.suffix = suffix;
    }

    KeySettings read(Section section) {
        Path signing = path(section, "signing", section.text("signing").orElse("signing-key" + suffix + ".json"));
        Path toWrite = cookieFileToWrite(section);
        List<Secret> keys = toWrite == null ? cookieKeys(section) : List.of();
        section.close();
        return new KeySettings(signing, keys, cookieFiles(section), toWrite);
    }

    /** A cookie key file that does not exist yet is written at the first start, like the signing key. */
    private @Nullable Path cookieFileToWrite(Section section) {
        if (!section.has("cookie")) {
            Path standard = path(section, "cookie", cookieFile());
            return Files.exists(standard) ? null : standard;
        }
        if (section.raws("cookie").size() != 1) {
            return null;
        }
        Optional<String> raw = Optional.of(section.raws("cookie").get(0)).filter(references::isFile);
        if (raw.isEmpty()) {
            return null;
        }
        try {
            Path file = references.file(raw.get());
            return Files.exists(file) ? null : file.toAbsolutePath().normalize();
        } catch (References.Unresolved e) {
            section.mistake("cookie", e.getMessage(), e.fix());
            return null;
        }
    }

    private List<Path> cookieFiles(Section section) {
        if (!section.has("cookie")) {
            return List.of(path(section, "cookie", cookieFile()));
        }
        List<Path> files = new ArrayList<>();
        for (String raw : section.raws("cookie")) {
            if (references.isFile(raw)) {
                files.add(path(section, "cookie", raw.substring("${file:".length(), raw.length() - 1)));
            }
        }
        return files;
    }

    private String cookieFile() {
        return "cookie" + suffix + ".key";
    }

    private List<Secret> cookieKeys(Section section) {
        List<String> texts = section.has("cookie") ? section.texts("cookie") : standardFile(section);
        List<Secret> keys = new ArrayList<>();
        for (String text : texts) {
            Optional<String> wrong = wrong(text);
            wrong.ifPresent(why -> section.mistake("cookie", why, NEW_KEY));
            keys.add(Secret.of(text));
        }
        return keys;
    }

    private List<String> standardFile(Section section) {
        try {
            return List.of(references.resolve("${file:" + cookieFile() + "}"));
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

    private Path path(Section section, String key, String text) {
        try {
            return references.path(text).toAbsolutePath().normalize();
        } catch (References.Unresolved e) {
            section.mistake(key, e.getMessage(), e.fix());
            return Path.of("");
        }
    }
}
