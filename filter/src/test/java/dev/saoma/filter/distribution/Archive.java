package dev.saoma.filter.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A distribution's zip archive. */
final class Archive {
    private Archive() {}

    /**
     * Unpacks an archive without its top folder, unless it has been unpacked already, and makes its scripts executable.
     */
    static Path unpack(Path zip, Path folder) throws IOException {
        if (Files.exists(folder)) {
            return folder;
        }
        Path fresh = Files.createTempDirectory(Files.createDirectories(folder.getParent()), "unpacking");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path path = fresh.resolve(entry.getName().replaceFirst("^[^/]*/", ""))
                        .normalize();
                if (entry.isDirectory() || !path.startsWith(fresh)) {
                    continue;
                }
                Files.createDirectories(path.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
                }
                if (path.getParent().endsWith("bin")) {
                    path.toFile().setExecutable(true);
                }
            }
        }
        return Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }
}
