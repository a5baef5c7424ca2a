package dev.saoma.page.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small text file that only its owner may read. */
final class OwnerOnlyFile {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnlyFile.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final Linking linking;

    OwnerOnlyFile(Path path) {
        this(path, Files::createLink);
    }

    OwnerOnlyFile(Path path, Linking linking) {
        this.path = path;
        this.linking = linking;
    }

    /** Makes {@code link} a second name of {@code file}, which not every file system supports. */
    @FunctionalInterface
    interface Linking {
        void link(Path link, Path file) throws IOException;
    }

    boolean exists() {
        return Files.exists(path);
    }

    /**
     * Writes the file in one step: no reader ever sees half of it, and one of two processes that start at the same time
     * wins.
     *
     * @return false if it already exists
     */
    boolean create(String text) throws IOException {
        Path draft = draft();
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            linking.link(path, draft); // Unlike a move, this never replaces a file.
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (FileSystemException | UnsupportedOperationException e) {
            return move(draft); // No hard links: exFAT, some network shares.
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private boolean move(Path draft) throws IOException {
        try {
            Files.move(draft, path);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Replaces the content in one step: a concurrent reader sees either the old or the new content. */
    void replace(String text) throws IOException {
        Path draft = draft();
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path draft() throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path directory = path.toAbsolutePath().getParent();
        return posix
                ? Files.createTempFile(directory, ".new-key", null, OWNER_ONLY)
                : Files.createTempFile(directory, ".new-key", null);
    }

    String read() throws IOException {
        warnIfOthersMayRead();
        return Files.readString(path, StandardCharsets.UTF_8);
    }

    private void warnIfOthersMayRead() {
        if (KeyFiles.othersMayRead(path)) {
            LOG.warn("{} can be read by others than its owner. Run: chmod 600 {}", path, path);
        }
    }
}
