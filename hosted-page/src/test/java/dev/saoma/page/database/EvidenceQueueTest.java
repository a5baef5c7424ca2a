package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.support.LogLines;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of sign-ins while its table cannot be written. */
@Timeout(300)
class EvidenceQueueTest {
    private static final int BOUND = 10_000;
    private static final int LOST = 500;

    @TempDir
    Path folder;

    private DirectoryNodes nodes;
    private DirectoryFixture node;

    @BeforeEach
    void start() {
        nodes = new DirectoryNodes(folder, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        node = nodes.node("everybody", "");
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    private DirectoryState state() {
        return node.directory.state().orElseThrow();
    }

    private void record(int times) {
        for (int i = 0; i < times; i++) {
            node.directory.record(new SignInRecord(null, null, visit("crm"), "declined", null, null));
        }
    }

    @Test
    @DisplayName("5A: 10,000 entries wait and no more; sign-ins continue, the loss is counted, and logged once")
    void fullQueue_losesTheRest_andRefusesNobody() {
        nodes.sql("ALTER TABLE saoma_sign_in RENAME TO away");
        try (LogLines log = new LogLines()) {
            record(BOUND + LOST);

            assertThat(state().queuedSignIns()).isEqualTo(BOUND);
            assertThat(state().lostSignIns()).isEqualTo(LOST);
            assertThat(log.with("the sign-in log is full")).hasSize(1);
            assertThat(node.directory.arrive(wechat("oNew", "oNewcomer"), "oNewcomer", visit("crm")))
                    .as("somebody who comes meanwhile")
                    .isEqualTo(new Admitted("oNewcomer", "张伟"));
        }

        nodes.sql("ALTER TABLE away RENAME TO saoma_sign_in");
        DirectoryNodes.await(() -> state().queuedSignIns() == 0);

        assertThat(nodes.text("SELECT COUNT(*) FROM saoma_sign_in")).isEqualTo(Integer.toString(BOUND));
        assertThat(state().lostSignIns()).as("not counted twice").isEqualTo(LOST);
        record(1);
        DirectoryNodes.await(
                () -> nodes.text("SELECT COUNT(*) FROM saoma_sign_in").equals(Integer.toString(BOUND + 1)));
    }
}
