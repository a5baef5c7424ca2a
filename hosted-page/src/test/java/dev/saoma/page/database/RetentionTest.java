package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.jdbc.NamedSql;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too old is deleted in small batches, and the other work of a node does not wait for all of them. */
@Timeout(300)
class RetentionTest {
    private static final int OLD = 12_000;

    @TempDir
    Path folder;

    private DirectoryNodes nodes;
    /** Without the upkeep of a node, which would delete as well. */
    private PeopleDatabase database;

    @BeforeEach
    void start() {
        nodes = new DirectoryNodes(folder, "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        database = PeopleDatabase.open(
                DirectoryFixture.pool(folder, nodes.url(), "everybody", ""), List.of(new byte[32]), nodes.clock);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private long left(String table) {
        return Long.parseLong(nodes.text("SELECT COUNT(*) FROM " + table));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "saoma_sign_in (pool, id, happened_at, client_id, sign_in_method, outcome)"
                        + " SELECT 'default', 'old-' || x, x, 'crm', 'redirect', 'declined'",
                "saoma_page_session (pool, sid, subject, begun_at, seen_at, sign_in_method)"
                        + " SELECT 'default', 'old-' || x, 'u', x, x, 'redirect'",
                "saoma_outbox (pool, id, subject, client_id, created_at, next_at, attempts, state)"
                        + " SELECT 'default', 'old-' || x, 'u', 'crm', x, x, 1, 'done'",
                "saoma_outbox (pool, id, subject, client_id, created_at, next_at, attempts, state)"
                        + " SELECT 'default', 'old-' || x, 'u', 'crm', x, x, 6, 'failed'",
                "saoma_barred (pool, fingerprint, barred_at) SELECT 'default', 'erased.' || x, x",
                "saoma_invitation (pool, token_hash, roles, created_at, expires_at) SELECT 'default', 'h' || x, '', x, x",
                "saoma_invitation (pool, token_hash, roles, created_at, expires_at, used_at)"
                        + " SELECT 'default', 'h' || x, '', x, 99999999999999, x",
                "saoma_reading (pool, reader, hour_at, requests, people) SELECT 'default', 'adm:1', x, 1, 1"
            })
    @DisplayName("5A, rule 9: a turn deletes a bounded number of rows, and the next turn continues without a pause")
    void sweep_isBounded(String rows) {
        Retention retention = database.retention();
        String table = rows.substring(0, rows.indexOf(' '));
        nodes.sql("INSERT INTO " + rows + " FROM SYSTEM_RANGE(1, " + OLD + ")");

        retention.sweep();

        long left = left(table);
        assertThat(left).as("after one turn").isPositive().isLessThan(OLD);
        while (left > 0) { // The clock stands still.
            retention.sweep();
            assertThat(left(table)).as("after the next").isLessThan(left);
            left = left(table);
        }
    }

    @Test
    @DisplayName(
            "5A, rule 9: no statement deletes by age or any other range: keys are read in batches, and deleted by key")
    void noStatement_deletesARange() {
        assertThat(NamedSql.all())
                .filteredOn(sql -> sql.text().startsWith("DELETE"))
                .hasSizeGreaterThan(20)
                .allSatisfy(sql -> assertThat(sql.text())
                        .as(sql.toString())
                        .matches("DELETE FROM \\w+ WHERE \\w+ = :\\w+( AND \\w+ (= :\\w+|<> 'open'))+"));
        assertThat(NamedSql.all())
                .filteredOn(sql -> sql.toString().endsWith("_OLD"))
                .hasSizeGreaterThan(5)
                .allSatisfy(sql -> assertThat(sql.text())
                        .as(sql.toString())
                        .startsWith("SELECT")
                        .containsPattern(" LIMIT \\d+$"));
    }
}
