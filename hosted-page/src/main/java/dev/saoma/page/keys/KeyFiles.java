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
     * Requires that the file has a valid key for each of {@code algorithms}.
     *
     * @throws KeyFileException if it does not
     */
    public static void checkSigning(Path file, Collection<String> algorithms) {
        new SigningKeyFile(file).require(algorithms);
    }

    /** Whether anyone but its owner has any access to the file; false if that cannot be determined. */
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
