package dev.saoma.page.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
    @TempDir
    Path directory;

    private final SecureRandom random = new SecureRandom();

    private Path file() {
        return directory.resolve("key");
    }

    @Test
    void missingSigningKey_isMadeOnceForItsOwnerOnly() throws IOException {
        List<SigningKey> made = new SigningKeyFile(file()).loadOrCreate();
        List<SigningKey> read = new SigningKeyFile(file()).loadOrCreate();

        assertThat(read).hasSize(1).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).as("no draft is left").containsExactly(file());
        }
    }

    @Test
    @DisplayName("K11: the published key has public members only")
    void publicJwk_hasNoPrivateMember() {
        SigningKey key = new SigningKeyFile(file()).loadOrCreate().get(0);

        assertThat(key.publicJwk())
                .contains("\"kty\":\"RSA\"", "\"use\":\"sig\"", "\"alg\":\"RS256\"", key.id())
                .doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"");
        assertThat(key.toString().replace(key.id(), ""))
                .as("without its id, which is random")
                .doesNotContain("RSA");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\"}]}"
            })
    @DisplayName("C5: a signing key file that is none says which file, and what to do")
    void brokenSigningKey_isNamed(String content) throws IOException {
        Files.writeString(file(), content);

        assertThatThrownBy(() -> new SigningKeyFile(file()).loadOrCreate())
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith(file().toString());
    }

    @Test
    void missingDirectory_isNamed() {
        Path nowhere = directory.resolve("no/such/key");

        assertThatThrownBy(() -> new SigningKeyFile(nowhere).loadOrCreate()).hasMessageContaining(nowhere.toString());
        assertThatThrownBy(() -> new CookieKeyFile(nowhere).loadOrCreate(random))
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    @DisplayName("a file system without hard links: the file is moved into place, and still never replaced")
    void noHardLinks_isNoObstacle() throws IOException {
        OwnerOnlyFile file = new OwnerOnlyFile(file(), (path, draft) -> {
            throw new FileSystemException(path.toString(), null, "Operation not permitted");
        });

        assertThat(file.create("first")).isTrue();
        assertThat(file.create("second")).isFalse();
        assertThat(file.read()).isEqualTo("first");
        try (var files = Files.list(directory)) {
            assertThat(files).as("no draft is left").containsExactly(file());
        }
    }

    @Test
    void missingCookieKey_isMadeOnceForItsOwnerOnly() throws IOException {
        byte[] made = new CookieKeyFile(file()).loadOrCreate(random);

        assertThat(made).hasSize(32);
        assertThat(new CookieKeyFile(file()).loadOrCreate(random)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "###", "c2hvcnQ="})
    void brokenCookieKey_isNamed(String content) throws IOException {
        Files.writeString(file(), content);

        assertThatThrownBy(() -> new CookieKeyFile(file()).loadOrCreate(random))
                .isInstanceOf(KeyFileException.class)
                .hasMessageStartingWith(file().toString());
    }
}
