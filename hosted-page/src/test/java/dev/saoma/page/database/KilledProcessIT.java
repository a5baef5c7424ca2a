package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryCases.U1;
import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person.State;
import dev.saoma.page.support.JavaCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page with an embedded database whose process is killed. */
@Timeout(300)
class KilledProcessIT {
    private static final int KILLED = 137;

    @TempDir
    Path folder;

    private static DirectoryFixture node(Path folder) {
        return new DirectoryFixture(folder, "jdbc:h2:file:" + folder.resolve("people"), "everybody", Clock.systemUTC());
    }

    /** Runs in the process: blocks a person, and dies at once, as if killed. */
    public static void main(String[] arguments) {
        DirectoryFixture node = node(Path.of(arguments[0]));
        node.directory.arrive(wechat("oA", U1), U1, visit("crm"));
        node.people.block(ROOT, U1, "left");
        Runtime.getRuntime().halt(KILLED); // No shutdown hook runs.
    }

    @Test
    @DisplayName("5A: an order that was acknowledged survives the kill of the process, audit included")
    void acknowledgedOrder_survives() throws Exception {
        Process process = new ProcessBuilder(JavaCommand.ofClass(KilledProcessIT.class, folder.toString()))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isEqualTo(KILLED);

        try (DirectoryFixture again = node(folder)) {
            assertThat(again.people.show(U1).person().state()).isEqualTo(State.BLOCKED);
            assertThat(again.people.verifyAudit(Map.of())).isEmpty();
        }
    }
}
