package dev.saoma.page.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;

/** Checks key files without creating any. */
public final class KeyFiles {
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private KeyFiles() {}

    /**
     * Requires that the file has a valid key for each of those algorithms.
     *
     * @throws KeyFileException if not
     */
    public static void checkSigning(Path file, Collection<String> algorithms) {
        new SigningKeyFile(file).require(algorithms);
    }

    /** Whether others than its owner may do anything with the file; false where that cannot be known. */
    public static boolean othersMayRead(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (IOException e) {
            return false;
        }
    }
}
