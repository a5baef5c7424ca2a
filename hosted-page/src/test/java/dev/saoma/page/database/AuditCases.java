package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.PeopleTables.PoolRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rows of the audit that are missing, that are too old to be kept, and that are written while it is verified. */
interface AuditCases extends DirectoryCases {
    private DirectoryFixture renamed(int times) {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        for (int i = 0; i < times; i++) {
            node.people.rename(ROOT, U1, "Name " + i);
        }
        return node;
    }

    private List<Long> seqs() {
        return rows("saoma_audit").stream()
                .map(row -> ((Number) row.get("seq")).longValue())
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("5A, rule 10: rows that were removed at the beginning are missed, however many are left")
    default void missingBeginning_isFound() {
        DirectoryFixture node = renamed(5);
        sql("DELETE FROM saoma_audit WHERE seq <= 3");
        assertThat(node.people.verifyAudit(Map.of())).hasValue("rows 1 to 3 are missing");

        sql("DELETE FROM saoma_audit WHERE seq <= 4");
        assertThat(node.people.verifyAudit(Map.of())).hasValue("rows 1 to 4 are missing");

        node.people.rename(ROOT, U1, "Later");
        assertThat(node.people.verifyAudit(Map.of())).hasValue("rows 1 to 4 are missing");

        sql("DELETE FROM saoma_audit");
        node.people.rename(ROOT, U1, "After all");
        assertThat(node.people.verifyAudit(Map.of())).hasValue("rows 1 to 6 are missing");
    }

    @Test
    @DisplayName(
            "5A, rules 9 and 10: which rows were too old to be kept is recorded, so that no other ones can be missing")
    default void sweptRows_areRecorded() {
        DirectoryFixture node = renamed(3);
        clock().advance(Duration.ofDays(800));
        node.people.rename(ROOT, U1, "Younger");
        node.people.rename(ROOT, U1, "Youngest");
        clock().advance(Duration.ofDays(400));

        await(() -> seqs().equals(List.of(4L, 5L, 6L)));

        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
        assertThat(rows("saoma_audit_detail").toString()).contains("rows 1 to 3");
        sql("DELETE FROM saoma_audit WHERE seq <= 5");
        assertThat(node.people.verifyAudit(Map.of())).hasValue("rows 4 to 5 are missing");
    }

    @Test
    @DisplayName("all reads of a snapshot see one state, whatever is written meanwhile")
    default void snapshot_isOneState() {
        DirectoryFixture node = renamed(2);
        AuditChain audit = node.database.audit();

        List<Long> seen = node.database.transactions().snapshot(tables -> {
            PoolRow before = tables.pool().orElseThrow();
            // On another thread, as another node's would be.
            CompletableFuture.runAsync(() -> node.people.rename(ROOT, U1, "Meanwhile"))
                    .join();
            assertThat(tables.pool()).hasValue(before);
            assertThat(audit.verify(tables, Map.of())).isEmpty();
            return AuditChain.rows(tables, 0).stream().map(AuditChain.Row::seq).toList();
        });

        assertThat(seen).containsExactly(1L, 2L);
        assertThat(seqs()).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("5A, rule 10: the audit verifies while orders are carried out")
    default void audit_verifiesBesideOrders() {
        DirectoryFixture node = renamed(20);
        CompletableFuture<Void> orders = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 60; i++) {
                node.people.rename(ROOT, U1, "Other " + i);
            }
        });

        do {
            assertThat(node.database.verifyAudit()).isEmpty();
        } while (!orders.isDone());

        orders.join();
    }
}
