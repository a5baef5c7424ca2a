package dev.saoma.filter.internal.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesFileTest {
    private final TestClock clock = new TestClock();
    private final FailureLines lines = new FailureLines();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void start() {
        file = folder.resolve("roles.properties");
    }

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void lines_giveRoles() throws IOException {
        Files.writeString(
                file, "\ufeff# 客户管理\no6_AbC = admin, 经理  clerk,\nempty =\nurn\\:x = owner\nlong = a, \\\n  b\n");
        RolesFile roles = new RolesFile(file, clock);

        assertThat(roles.of("o6_AbC")).containsExactlyInAnyOrder("admin", "经理", "clerk");
        assertThat(roles.of("o6_abc")).isEmpty();
        assertThat(roles.of("empty")).isEmpty();
        assertThat(roles.of("urn:x")).containsExactly("owner");
        assertThat(roles.of("long")).containsExactlyInAnyOrder("a", "b");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void changedFile_isReadOnceTheSecondIsOver() throws IOException {
        Files.writeString(file, "a = one\n");
        RolesFile roles = new RolesFile(file, clock);
        Files.writeString(file, "a = other\n");

        assertThat(roles.of("a")).containsExactly("one");
        clock.advance(Duration.ofSeconds(1));
        assertThat(roles.of("a")).containsExactly("other");
    }

    @Test
    @DisplayName("C20: a file that breaks at run time leaves the last good roles, and one warning")
    void brokenFile_leavesTheLastGoodRolesAndOneWarning() throws IOException {
        Files.writeString(file, "a = one\n");
        RolesFile roles = new RolesFile(file, clock);
        Files.delete(file);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(roles.of("a")).containsExactly("one");
        }
        assertThat(warnings()).hasSize(1).first().asString().startsWith("Roles stay as they were");

        Files.write(file, "a = 管理员\n".getBytes(java.nio.charset.Charset.forName("GBK")));
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(roles.of("a")).containsExactly("one");
        }
        assertThat(warnings()).hasSize(2);

        Files.write(file, "a = 管理员\n".getBytes(StandardCharsets.UTF_8));
        clock.advance(Duration.ofSeconds(1));
        assertThat(roles.of("a")).containsExactly("管理员");
        assertThat(warnings()).hasSize(2);
    }

    @Test
    @DisplayName("roles in a world-writable file make no user an administrator, until the file is closed again")
    void fileThatEverybodyMayWrite_leavesTheLastGoodRoles() throws IOException {
        Files.writeString(file, "a = clerk\n");
        RolesFile roles = new RolesFile(file, clock);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.writeString(file, "a = clerk\nintruder = admin\n");

        clock.advance(Duration.ofSeconds(1));
        assertThat(roles.of("intruder")).isEmpty();
        assertThat(roles.of("a")).containsExactly("clerk");
        assertThat(warnings()).hasSize(1).first().asString().contains("cannot be used");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(roles.of("intruder")).containsExactly("admin");
    }

    // The log belongs to the whole process: leftovers of other tests write to it as well.
    private List<String> warnings() {
        return lines.lines().stream()
                .filter(line -> line.contains(file.toString()))
                .toList();
    }
}
