package dev.saoma.page.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.support.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Y1: the life of a signing key. Elliptic-curve keys throughout, because they are generated at once. */
class SigningKeysTest {
    private static final Set<String> ES256 = Set.of("ES256");
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final MutableClock clock = new MutableClock(Instant.ofEpochSecond(1_800_000_000));
    private Path path = Path.of("");
    private SigningKeyFile file = new SigningKeyFile(path);

    @BeforeEach
    void make() {
        path = directory.resolve("key.json");
        file = new SigningKeyFile(path);
        file.loadOrCreate(ES256);
    }

    private SigningKeys watched() {
        return new SigningKeys(new WatchedKeys(path, file.read(), clock), clock);
    }

    /** Sets the file's time by the clock of the test: files know only the real time. */
    private void touch() throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(clock.instant()));
    }

    private static List<String> ids(List<SigningKey> keys) {
        return keys.stream().map(SigningKey::id).toList();
    }

    @Test
    @DisplayName("Y1: the next key is published at once, signs after the lead, and the old one stays for a day")
    void rotation_publishesFirst_usesLater_andKeepsTheOld() throws IOException {
        SigningKeys keys = watched();
        String old = keys.inUse("ES256").id();

        file.rotate(ES256, HOUR, clock);
        touch();
        clock.advance(Duration.ofSeconds(10)); // The page checks the file again.
        String next = ids(keys.published()).stream()
                .filter(id -> !id.equals(old))
                .findFirst()
                .orElseThrow();

        assertThat(keys.inUse("ES256").id()).isEqualTo(old);
        clock.advance(HOUR.minusSeconds(11));
        assertThat(keys.inUse("ES256").id()).isEqualTo(old);
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.inUse("ES256").id()).isEqualTo(next);
        assertThat(ids(keys.published())).containsExactly(old, next);
        clock.advance(Duration.ofDays(1));
        assertThat(ids(keys.published())).containsExactly(old, next);
        clock.advance(Duration.ofMinutes(10));
        assertThat(ids(keys.published())).containsExactly(next);
    }

    @Test
    void nextRotation_dropsWhatNobodyNeeds() {
        file.rotate(ES256, HOUR, clock);
        clock.advance(Duration.ofDays(2));

        file.rotate(ES256, HOUR, clock);

        assertThat(file.read()).hasSize(2).allMatch(key -> key.from().isAfter(Instant.EPOCH));
    }

    @Test
    void rotatedFile_isStillItsOwnersOnly() throws IOException {
        file.rotate(ES256, HOUR, clock);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void algorithmThatIsNew_signsAtOnce() {
        file.rotate(Set.of("ES256", "RS256"), HOUR, clock);

        SigningKey rsa = new SigningKeys(file::read, clock).inUse("RS256");

        assertThat(rsa.from()).isEqualTo(clock.instant());
        assertThat(rsa.publicJwk()).contains("\"alg\":\"RS256\"").doesNotContain("saoma", "\"d\"");
    }

    @Test
    void rotationWithoutAFile_makesOne() {
        SigningKeyFile other = new SigningKeyFile(directory.resolve("other.json"));

        other.rotate(ES256, HOUR, clock);

        assertThat(other.read()).isNotEmpty();
    }

    @Test
    @DisplayName("Y4: a file that became unusable changes nothing for a page that runs")
    void brokenFile_keepsTheKeys() throws IOException {
        SigningKeys keys = watched();
        List<String> before = ids(keys.published());

        Files.writeString(path, "{");
        touch();
        clock.advance(Duration.ofMinutes(1));

        assertThat(ids(keys.published())).isEqualTo(before);
    }

    @Test
    void algorithmWithoutKey_isSaidAtTheStart() {
        assertThatThrownBy(() -> file.loadOrCreate(Set.of("RS256")))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("no key for RS256")
                .hasMessageContaining("--rotate-keys");
    }
}
