package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.DirectorySettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 5A, rules 9 and 10: rows of the audit that are too old go, and the rest proves that these were all. */
@Timeout(300)
class AuditSweepTest {
    private static final Period YEAR = Period.ofDays(365);
    private static final Period HALF_A_YEAR = Period.ofDays(180);

    @TempDir
    Path folder;

    private DirectoryNodes nodes;
    /** Without the upkeep of a node, which would sweep as well. */
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

    /** Adds a row that is so old. */
    private void append(Duration age) {
        long at = nodes.clock.instant().minus(age).toEpochMilli();
        database.transactions()
                .underLock(tables -> database.audit()
                        .append(tables, DirectoryFixture.ROOT, "act", at, List.of(new Detail("u1", "u1 did"))));
    }

    private void append(int... daysOld) {
        for (int days : daysOld) {
            append(Duration.ofDays(days));
        }
    }

    private void sweep(Period keep) {
        DirectorySettings own = database.settings();
        DirectorySettings settings = new DirectorySettings(own.database(), own.admission(), own.keepSignIns(), keep);
        new Retention(
                        database.transactions(),
                        settings,
                        database.audit(),
                        database.orders(new RandomText(new SecureRandom())),
                        nodes.clock)
                .sweep();
    }

    private List<Long> left() {
        return database.transactions()
                .read(tables -> AuditChain.rows(tables, 0).stream()
                        .map(AuditChain.Row::seq)
                        .toList());
    }

    private Optional<String> fault() {
        return database.verifyAudit();
    }

    @Test
    void oldRows_goWithTheirTexts_andOneRowRecordsIt() {
        append(400, 399, 200, 1);

        sweep(YEAR);

        assertThat(left()).containsExactly(3L, 4L, 5L);
        assertThat(nodes.text("SELECT content FROM saoma_audit_detail WHERE seq = 5"))
                .isEqualTo("rows 1 to 2");
        assertThat(nodes.rows("saoma_audit_detail")).hasSize(3);
        assertThat(fault()).isEmpty();
    }

    @Test
    @DisplayName(
            "where all rows are old, the one that records it is left; it makes no further one when it is old itself")
    void recordOfASweep_isNotSweptAlone() {
        append(400, 399);
        sweep(YEAR);
        assertThat(left()).containsExactly(3L);

        nodes.clock.advance(Duration.ofDays(500));
        sweep(YEAR);
        assertThat(left()).containsExactly(3L);
        append(499);
        sweep(YEAR);

        assertThat(left()).containsExactly(5L);
        assertThat(fault()).isEmpty();
    }

    @Test
    @DisplayName("keep.audit may be shortened and lengthened again: what was removed meanwhile is known")
    void keepAudit_mayChange() {
        append(400, 200, 1);
        sweep(HALF_A_YEAR);
        assertThat(left()).containsExactly(3L, 4L);

        sweep(Period.ofYears(100));

        assertThat(fault()).isEmpty();
        nodes.sql("DELETE FROM saoma_audit WHERE seq = 3");
        assertThat(fault()).hasValue("rows 3 to 3 are missing");
    }

    @Test
    @DisplayName("more rows than one turn reads are swept by several, and the chain verifies in between")
    void manyRows_areSwept() {
        for (int i = 0; i < 1203; i++) {
            append(400);
        }
        append(1);

        sweep(YEAR);

        assertThat(left()).first().isEqualTo(1204L);
        assertThat(fault()).isEmpty();
    }

    @Test
    @DisplayName("clocks of nodes may differ: rows go in the order of their numbers, without a gap")
    void clocksThatDiffer_leaveNoGap() {
        append(400, 300, 399, 1);

        sweep(YEAR);

        assertThat(left()).containsExactly(2L, 3L, 4L, 5L);
        assertThat(fault()).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 10: rows that were made to look old in the database are missed when they have been swept")
    void forgedAge_isFound() {
        append(400, 2, 1, 1);
        nodes.sql("UPDATE saoma_audit SET happened_at = "
                + nodes.clock.instant().minus(Duration.ofDays(399)).toEpochMilli() + " WHERE seq IN (2, 3)");

        sweep(YEAR);

        assertThat(left()).containsExactly(4L, 5L);
        assertThat(fault()).hasValue("rows 2 to 3 are missing");
    }

    @Test
    @DisplayName("the sweep of a later time does not cover up that rows are missing")
    void missingRows_areFoundAfterASweep() {
        append(400, 2, 1, 1);
        nodes.sql("DELETE FROM saoma_audit WHERE seq IN (2, 3)");

        sweep(YEAR);

        assertThat(left()).containsExactly(4L, 5L);
        assertThat(fault()).hasValue("rows 2 to 3 are missing");
        assertThat(Instant.ofEpochMilli(database.transactions()
                        .<Long>read(tables -> AuditChain.rows(tables, 4).get(0).at())))
                .isEqualTo(Instant.ofEpochMilli(nodes.clock.millis()));
    }

    @Test
    @DisplayName("a node that is made to believe that older rows were swept has not said so itself")
    void beginningThatWasMovedMeanwhile_isFound() {
        append(3, 2, 1);
        String third = nodes.text("SELECT commitments FROM saoma_audit WHERE seq = 3");
        nodes.sql("DELETE FROM saoma_audit WHERE seq <= 2");
        nodes.sql("UPDATE saoma_audit SET commitments = '' WHERE seq = 3");
        append(0);

        nodes.sql("UPDATE saoma_audit SET commitments = '" + third + "' WHERE seq = 3");

        assertThat(fault()).hasValue("row 4 does not continue the row before it");
    }

    /** Adds rows as an earlier version has written them, which did not say which row is the first. */
    private void appendAsAnEarlierVersion() {
        List<String> macs = List.of(
                "4bVh_44IV8cgB7VBIepnws1wdHEugQg_n2zdyrOsAsc",
                "Iw-kmYN8CgnXvGLdC1Xg2ZA9HQ1dz0ex0SMHm-tRFkk",
                "yV5eh4CcnurGpTKXBow6JcBElWx9ty7Y63ftrZcJqwY");
        for (int seq = 1; seq <= 3; seq++) {
            String prev = seq == 1 ? "" : macs.get(seq - 2);
            nodes.sql(
                    "INSERT INTO saoma_audit (pool, seq, happened_at, actor, duty, action, commitments, prev, mac) VALUES"
                            + " ('default', " + seq + ", 1000, 'shell:root', 'owner', 'act-" + seq + "', '', '" + prev
                            + "', '"
                            + macs.get(seq - 1) + "')");
        }
        nodes.sql("UPDATE saoma_pool SET audit_seq = 3, audit_head = '" + macs.get(2) + "'");
    }

    @Test
    @DisplayName("rows of an earlier version verify, and so do those that are added to them")
    void rowsOfAnEarlierVersion_verify() {
        appendAsAnEarlierVersion();
        assertThat(fault()).isEmpty();

        append(2, 1);
        assertThat(fault()).isEmpty();
        sweep(YEAR);

        assertThat(left()).containsExactly(4L, 5L, 6L);
        assertThat(fault()).isEmpty();
    }

    @Test
    @DisplayName(
            "rows that an earlier version has swept are not missed; from the next row on, no more of them may be missing")
    void rowsThatAnEarlierVersionHasSwept_areNotMissed() {
        appendAsAnEarlierVersion();
        nodes.sql("DELETE FROM saoma_audit WHERE seq = 1");
        assertThat(fault()).isEmpty();
        append(2, 1);
        assertThat(fault()).isEmpty();

        nodes.sql("DELETE FROM saoma_audit WHERE seq = 2");

        assertThat(fault()).hasValue("rows 2 to 2 are missing");
    }
}
