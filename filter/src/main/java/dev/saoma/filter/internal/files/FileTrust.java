package dev.saoma.filter.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether another user of this machine could have written a file that is about to be trusted. The user that runs this
 * process is trusted, and so is root. Where the file system has no such owners (Windows), nothing is checked: there the folder
 * has to be closed to others. Immutable.
 */
public final class FileTrust {
    private static final int ROOT = 0;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    /** Only owners can rename and remove entries of such a folder. */
    private static final int STICKY = 01000;

    private static final int TYPE = 0170000;
    private static final int LINK = 0120000;

    private final Set<Integer> trusted;

    private FileTrust(Collection<Integer> trusted) {
        this.trusted = Collections.unmodifiableSet(new HashSet<>(trusted));
    }

    /** Trusts the user of this process, and root. */
    public static FileTrust ofThisProcess() {
        return new FileTrust(Arrays.asList(ROOT, ownId()));
    }

    /** Trusts these users alone. */
    static FileTrust of(Integer... ids) {
        return new FileTrust(Arrays.asList(ids));
    }

    // Java does not expose the user id of the process; a file that it creates does.
    private static int ownId() {
        try {
            Path made = Files.createTempFile("saoma", ".tmp");
            try {
                return isUnix(made) ? new Status(made).owner : ROOT;
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException | SecurityException e) {
            return ROOT;
        }
    }

    /**
     * Returns why a file that this process keeps for itself cannot be trusted, with the fix; empty if it can. It must not be a
     * link, it and its folder must belong to trusted users, and no one else may be able to write to it or replace it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no file
     */
    public Optional<String> doubtOfOwn(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !isUnix(file)) {
            return Optional.empty();
        }
        Optional<String> doubt = doubtOfFolder(folder);
        if (doubt.isPresent()) {
            return doubt;
        }
        Status status = new Status(file);
        if (status.isLink()) {
            return Optional.of("it is a symbolic link; remove it, or name the file that it leads to");
        }
        if (!trusted.contains(status.owner)) {
            return Optional.of(foreign("it", status));
        }
        return status.may(GROUP_WRITES | OTHERS_WRITE)
                ? Optional.of("others than the owner may write to it; run chmod 600, or remove it")
                : Optional.empty();
    }

    /** Returns the same for the folder alone, before there is a file. */
    public Optional<String> doubtOfFolder(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!isUnix(real)) {
            return Optional.empty();
        }
        Status status = new Status(real);
        if (!trusted.contains(status.owner)) {
            return Optional.of(foreign("the folder " + real, status));
        }
        return status.may(GROUP_WRITES | OTHERS_WRITE) && !status.may(STICKY)
                ? Optional.of("others than the owner may write to the folder " + real + "; run chmod go-w on it")
                : Optional.empty();
    }

    /**
     * Returns why a file that an administrator names cannot be trusted, with the fix; empty if it can. It may have any owner
     * and may be a link, but must not be writable or replaceable by everyone.
     *
     * @throws java.nio.file.NoSuchFileException if there is no file
     */
    public Optional<String> doubtOfNamed(Path file) throws IOException {
        if (!isUnix(file)) {
            return Optional.empty();
        }
        Optional<String> doubt = doubtOnTheWay(file.toAbsolutePath());
        return doubt.isPresent() ? doubt : doubtOnTheWay(file.toRealPath());
    }

    private Optional<String> doubtOnTheWay(Path path) throws IOException {
        Status last = new Status(path);
        if (!last.isLink() && last.may(OTHERS_WRITE)) {
            return Optional.of("everybody may write to it; run chmod o-w on it");
        }
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            Status status = new Status(folder);
            if (!status.isLink() && status.may(OTHERS_WRITE) && !trusted.contains(last.owner)) {
                return Optional.of("everybody may write to the folder " + folder + ", and what is in it belongs to "
                        + "user id " + last.owner + "; move it to a folder of its own, or run chmod o-w on that one");
            }
            last = status;
        }
        return Optional.empty();
    }

    private static String foreign(String what, Status status) {
        return what + " belongs to user id " + status.owner
                + "; remove it, or give it to the user that runs this server";
    }

    private static boolean isUnix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** Owner and mode of an entry itself, not of what a link leads to. */
    private static final class Status {
        private final int owner;
        private final int mode;

        Status(Path path) throws IOException {
            Map<String, Object> all = Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            owner = (Integer) all.get("uid");
            mode = (Integer) all.get("mode");
        }

        boolean isLink() {
            return (mode & TYPE) == LINK;
        }

        boolean may(int bits) {
            return (mode & bits) != 0;
        }
    }
}
