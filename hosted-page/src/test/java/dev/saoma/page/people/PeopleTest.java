package dev.saoma.page.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.support.MutableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
    @TempDir
    Path directory;

    private final MutableClock clock = MutableClock.atNow();
    private Path file;
    private long writes;

    @BeforeEach
    void start() {
        file = directory.resolve("users.yaml");
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L + 1000 * writes++));
    }

    @Test
    void attributes_areTextsAndLists_rolesAlwaysAList() throws IOException {
        write("""
                oUnionId1:
                  roles: admin
                  department: 销售
                  teams: [a, b]
                oUnionId2: {}
                """);
        People people = People.of(file, clock);

        assertThat(people.about("oUnionId1"))
                .isEqualTo(Map.of("roles", List.of("admin"), "department", "销售", "teams", List.of("a", "b")));
        assertThat(people.about("oUnionId2")).isEmpty();
        assertThat(people.about("somebody")).isEmpty();
        assertThat(People.of(null, clock).about("oUnionId1")).isEmpty();
    }

    @Test
    void changedFile_isReadAgain() throws IOException {
        write("u: { roles: [reader] }");
        People people = People.of(file, clock);
        write("u: { roles: [writer] }");

        assertThat(people.about("u")).containsEntry("roles", List.of("reader"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(people.about("u")).containsEntry("roles", List.of("writer"));
    }

    @Test
    @DisplayName("C20: a file with mistakes, or none, leaves everybody as they were")
    void fileWithMistakes_changesNothing() throws IOException {
        write("u: { roles: [reader] }");
        People people = People.of(file, clock);

        write("u: { sub: other }");
        clock.advance(Duration.ofSeconds(5));
        assertThat(people.about("u")).containsOnlyKeys("roles");
        Files.delete(file);
        clock.advance(Duration.ofSeconds(5));
        assertThat(people.about("u")).containsOnlyKeys("roles");

        write("u: { roles: [] }");
        clock.advance(Duration.ofSeconds(5));
        assertThat(people.about("u")).isEqualTo(Map.of("roles", List.of()));
    }

    @Test
    void fileThatIsWrongAtTheStart_isRefused() throws IOException {
        assertThatThrownBy(() -> People.of(file, clock)).isInstanceOf(SettingsException.class);
        write("- a");
        assertThatThrownBy(() -> People.of(file, clock)).isInstanceOf(SettingsException.class);
    }
}
