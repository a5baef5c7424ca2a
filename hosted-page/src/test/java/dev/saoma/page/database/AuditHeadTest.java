package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.LogLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every node records the audit's last row beside the keys, so that a truncated audit is detected. */
@Timeout(300)
class AuditHeadTest {
    @TempDir
    Path folder;

    private DirectoryNodes nodes;
    private DirectoryFixture node;
    private Path file;
    private LogLines log;

    @BeforeEach
    void start() {
        log = new LogLines();
        nodes = new DirectoryNodes(folder, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        node = nodes.node("everybody", "");
        file = folder.resolve("signing-key.audit");
        node.directory.arrive(wechat("oA", "u1"), "u1", visit("crm"));
        node.people.admit(ROOT, "u1");
        node.people.rename(ROOT, "u1", "One");
        node.people.rename(ROOT, "u1", "Two");
        DirectoryNodes.await(() -> noted().startsWith("3 "));
    }

    @AfterEach
    void stop() {
        nodes.close();
        log.close();
    }

    private String noted() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (java.io.IOException e) {
            return "";
        }
    }

    /** Removes the last row, as cleanly as is possible with the database alone. */
    private void cut() {
        String head = nodes.text("SELECT mac FROM saoma_audit WHERE seq = 2");
        nodes.sql("DELETE FROM saoma_audit WHERE seq = 3");
        nodes.sql("DELETE FROM saoma_audit_detail WHERE seq = 3");
        nodes.sql("UPDATE saoma_pool SET audit_seq = 2, audit_head = '" + head + "'");
    }

    @Test
    void audit_asItWasWritten_isFine() {
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("a cut end is found, although the rest is in order")
    void cutEnd_isFound() {
        cut();

        assertThat(node.people.verifyAudit(Map.of()))
                .as("the database alone cannot tell")
                .isEmpty();
        assertThat(node.database.verifyAudit())
                .hasValueSatisfying(fault -> assertThat(fault).contains("row 3"));
    }

    @Test
    @DisplayName("rows that are written afterwards do not cover it up")
    void cutEnd_isFoundLater() {
        cut();
        for (int i = 0; i < 5; i++) {
            node.people.rename(ROOT, "u1", "Later " + i);
        }
        node.database.noteAuditHead();

        assertThat(noted()).startsWith("3 ");
        assertThat(node.database.verifyAudit())
                .hasValueSatisfying(fault -> assertThat(fault).contains("row 3"));
    }

    @Test
    @DisplayName("an audit of which all rows were removed does not look like one that is too old to be kept")
    void emptyAudit_isFound() {
        nodes.sql("DELETE FROM saoma_audit_detail");
        nodes.sql("DELETE FROM saoma_audit");

        assertThat(node.people.verifyAudit(Map.of())).isPresent();
    }

    private List<String> logged() {
        return log.with("event=audit-head");
    }

    @Test
    @DisplayName("5A, rule 10: the last row is logged once a day, also one that has been there since the line before")
    void head_isLoggedDaily() {
        DirectoryNodes.await(() -> logged().size() == 1);

        nodes.clock.advance(Duration.ofDays(1));
        DirectoryNodes.await(() -> logged().size() == 2);

        assertThat(logged().get(1)).contains("row=3 ", "proof=" + mac(3));
        for (int row = 4; row <= 5; row++) {
            String next = row + " ";
            node.people.rename(ROOT, "u1", "Row " + row);
            DirectoryNodes.await(() -> noted().startsWith(next));
        }
        assertThat(logged()).as("on the same day").hasSize(2);
        nodes.clock.advance(Duration.ofDays(1));
        DirectoryNodes.await(() -> logged().size() == 3);
        assertThat(logged().get(2)).contains("row=5 ", "proof=" + mac(5));
    }

    private String mac(int row) {
        return nodes.text("SELECT mac FROM saoma_audit WHERE seq = " + row);
    }

    @Test
    void olderRowsThanAreKept_areNotMissed() {
        nodes.clock.advance(Duration.ofDays(365 * 3 + 10));
        DirectoryNodes.await(() -> nodes.rows("saoma_audit").size() == 1);

        assertThat(node.database.verifyAudit()).isEmpty();
        node.people.rename(ROOT, "u1", "Three");
        DirectoryNodes.await(() -> noted().startsWith("5 "));
        assertThat(node.database.verifyAudit()).isEmpty();
    }
}
