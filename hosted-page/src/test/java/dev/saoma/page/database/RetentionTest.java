package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 5A, rule 9: what is too old goes in small batches, and the other work of a node does not wait for all of them. */
@Timeout(300)
class RetentionTest {
    private static final int OLD = 12_000;

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

    private long left() {
        return Long.parseLong(nodes.text("SELECT COUNT(*) FROM saoma_sign_in"));
    }

    private void fill() {
        nodes.sql("INSERT INTO saoma_sign_in (pool, id, happened_at, client_id, sign_in_method, outcome)"
                + " SELECT 'default', 'old-' || x, x, 'crm', 'redirect', 'declined' FROM SYSTEM_RANGE(1, " + OLD + ")");
    }

    @Test
    @DisplayName("5A: a turn deletes a bounded number of rows, and the next turn goes on without a pause")
    void sweep_isBounded() {
        Retention retention = node.database.retention();
        fill();

        retention.sweep();

        long left = left();
        assertThat(left).as("after one turn").isPositive().isLessThan(OLD);
        while (left() > 0) { // The clock stands still.
            retention.sweep();
            assertThat(left()).as("after the next").isLessThan(left);
            left = left();
        }
    }
}
