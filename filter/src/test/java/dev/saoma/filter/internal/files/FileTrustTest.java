package dev.saoma.filter.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that another user of the machine could have written are not trusted. */
class FileTrustTest {
    private static final int NOBODY_HERE = 4_711_000;

    private final FileTrust own = FileTrust.ofThisProcess();
    /** Takes everything in the temporary folder for another user's. */
    private final FileTrust stranger = FileTrust.of(NOBODY_HERE);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("file"), "x");
        permit(file, "rw-------");
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private static int idOf(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid");
    }

    @Test
    void ownFileInOwnFolder_isBelieved() throws IOException {
        assertThat(own.doubtOfOwn(file)).isEmpty();
        assertThat(own.doubtOfNamed(file)).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("our own file, and its folder, are closed to the group and to everybody")
    @CsvSource({
        "rw-r--r--, rwxr-xr-x, ''",
        "rw-rw----, rwx------, others than the owner may write to it; run chmod 600",
        "rw-----w-, rwx------, others than the owner may write to it; run chmod 600",
        "rw-------, rwxrwx---, run chmod go-w on it",
        "rw-------, rwx----w-, run chmod go-w on it"
    })
    void permissionsOfOurOwn(String ofFile, String ofFolder, String doubt) throws IOException {
        permit(file, ofFile);
        permit(folder, ofFolder);

        Optional<String> found = own.doubtOfOwn(file);
        if (doubt.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found.orElseThrow()).contains(doubt);
        }
    }

    @Test
    @DisplayName("another user's file, even with the best permissions, is not ours")
    void foreignFile_isNotOurs() throws IOException {
        Path sticky = Files.createDirectory(folder.resolve("tmp"));
        mode(sticky, 01777);
        Path planted = Files.writeString(sticky.resolve("keys"), "x");
        permit(planted, "rw-------");

        assertThat(own.doubtOfOwn(planted)).isEmpty();
        assertThat(stranger.doubtOfOwn(file).orElseThrow())
                .startsWith("the folder " + folder.toRealPath() + " belongs to user id " + idOf(folder));
    }

    @Test
    @DisplayName("a symbolic link in the place of our own file is not followed, wherever it leads")
    void link_isNotOurs() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("gone"));

        assertThat(own.doubtOfOwn(link).orElseThrow()).startsWith("it is a symbolic link");
        assertThat(own.doubtOfOwn(dangling).orElseThrow()).startsWith("it is a symbolic link");
        assertThat(own.doubtOfNamed(link)).isEmpty(); // As Kubernetes mounts secrets.
    }

    @Test
    @DisplayName("a linked folder is judged where it really is")
    void linkedFolder_isJudgedByItsTarget() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        mode(open, 0777);
        Path inside = Files.writeString(open.resolve("file"), "x");
        permit(inside, "rw-------");
        Path link = Files.createSymbolicLink(folder.resolve("safe-looking"), open);

        assertThat(own.doubtOfOwn(link.resolve("file")).orElseThrow()).contains("run chmod go-w on it");
    }

    @Test
    @DisplayName("a named file that everybody may write is not believed; one that a group may write is")
    void namedFile() throws IOException {
        permit(file, "rw-rw-r--");
        assertThat(own.doubtOfNamed(file)).isEmpty();
        permit(file, "rw-rw-rw-");
        assertThat(own.doubtOfNamed(file)).contains("everybody may write to it; run chmod o-w on it");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(own.doubtOfNamed(link)).isPresent();
    }

    @Test
    @DisplayName(
            "in a folder where everybody writes, a named file must be ours or root's, however far up that folder is")
    void namedFileInAnOpenFolder() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        mode(open, 01777);
        Path inside = Files.createDirectory(open.resolve("inside"));
        Path named = Files.writeString(inside.resolve("roles"), "x");
        permit(named, "rw-r--r--");
        Path elsewhere = Files.createSymbolicLink(folder.resolve("link"), named);
        Path linked = Files.createSymbolicLink(open.resolve("planted"), file);

        assertThat(own.doubtOfNamed(named)).isEmpty();
        for (Path path : new Path[] {named, elsewhere, linked}) {
            assertThat(stranger.doubtOfNamed(path).orElseThrow()).contains("everybody may write to the folder");
        }
    }

    @Test
    void missingFile_isMissing() {
        assertThatThrownBy(() -> own.doubtOfOwn(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> own.doubtOfNamed(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
    }
}
