package dev.saoma.page.settings.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings file and the files it refers to, as each was when it was first read: further reads return the same, so that two
 * readings of the settings cannot differ because a file was written between them. Not thread-safe.
 */
public final class FileSnapshot {
    private final Map<Path, Boolean> present = new HashMap<>();
    private final Map<Path, Long> sizes = new HashMap<>();
    private final Map<Path, Content> contents = new HashMap<>();

    /** A file's bytes, or the error of reading them. */
    private record Content(
            byte @Nullable [] bytes, @Nullable IOException failure) {}

    /** Returns the size in bytes. */
    public long size(Path file) throws IOException {
        Long known = sizes.get(file);
        if (known != null) {
            return known;
        }
        long size = contents.containsKey(file) ? bytes(file).length : Files.size(file);
        sizes.put(file, size);
        return size;
    }

    /** Whether there is such a file. */
    public boolean exists(Path file) {
        return present.computeIfAbsent(file, Files::exists);
    }

    /** Returns the whole content; a read that failed once fails again. */
    public byte[] bytes(Path file) throws IOException {
        Content content = contents.computeIfAbsent(file, FileSnapshot::read);
        if (content.bytes() == null) {
            throw content.failure() == null ? new IOException("not read") : content.failure();
        }
        return content.bytes();
    }

    private static Content read(Path file) {
        try {
            return new Content(Files.readAllBytes(file), null);
        } catch (IOException e) {
            return new Content(null, e);
        }
    }

    /**
     * Returns the whole content as text.
     *
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     */
    public String text(Path file) throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes(file)))
                .toString();
    }

    /** Forgets a file that this process has just written, so that it is read again. */
    public void forget(Path file) {
        present.remove(file);
        sizes.remove(file);
        contents.remove(file);
    }
}
