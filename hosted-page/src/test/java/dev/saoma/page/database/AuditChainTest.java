package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manipulation of the chain behind its back is detected, in an embedded database where each test has a pool of its own. */
class AuditChainTest {
    private static final Actor ROOT = new Actor("shell:root", "owner");
    private static final String URL = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private static Database database;

    private final AuditChain chain = new AuditChain(List.of(key(1)));
    private String pool;
    private Transactions transactions;

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }

    @BeforeAll
    static void open() {
        database = BareDatabase.open(URL);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void makePool() {
        pool = UUID.randomUUID().toString();
        transactions = new Transactions(database, pool);
    }

    private long append(AuditChain by, String action, Detail... details) {
        return transactions.run(tables -> {
            tables.lockPool();
            return by.append(tables, ROOT, action, 1000, List.of(details));
        });
    }

    private void append(int rows) {
        IntStream.rangeClosed(1, rows).forEach(i -> append(chain, "act-" + i, new Detail("u" + i, "u" + i + " did")));
    }

    private Optional<String> verify(Map<Long, String> known) {
        return transactions.run(tables -> chain.verify(tables, known));
    }

    private Optional<String> verify() {
        return verify(Map.of());
    }

    private void sql(String text) {
        Jdbi.create(URL).useHandle(handle -> handle.execute(text.replace("$", "pool = '" + pool + "'")));
    }

    private String mac(long seq) {
        return transactions.run(tables ->
                tables.query(Sql.AUDIT_MAC).bind("seq", seq).mapTo(String.class).one());
    }

    @Test
    void rows_areNumberedFromOne_andVerify() {
        assertThat(verify()).as("an empty chain").isEmpty();
        assertThat(append(chain, "first")).isEqualTo(1);
        assertThat(append(chain, "second", new Detail(null, "x"), new Detail("u", "")))
                .isEqualTo(2);

        assertThat(verify()).isEmpty();
        assertThat(verify(Map.of(1L, mac(1), 2L, mac(2)))).isEmpty();
    }

    @Test
    @DisplayName("more rows than are read at once verify, too, and a fault beyond the first page is found")
    void longChain_isReadToItsEnd() {
        append(502);
        assertThat(verify()).isEmpty();

        sql("UPDATE saoma_audit SET action = 'other' WHERE $ AND seq = 501");

        assertThat(verify()).hasValue("row 501 has been changed, or was written with another key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "happened_at = 1001",
                "actor = 'shell:other'",
                "duty = 'auditor'",
                "action = 'act-1'",
                "commitments = ''",
                "mac = 'forged'"
            })
    void changedRow_isFound(String change) {
        append(3);

        sql("UPDATE saoma_audit SET " + change + " WHERE $ AND seq = 2");

        assertThat(verify()).hasValueSatisfying(fault -> assertThat(fault).startsWith("row 2 has been changed"));
    }

    @Test
    void changedPredecessor_isFound() {
        append(3);

        sql("UPDATE saoma_audit SET prev = 'other' WHERE $ AND seq = 2");

        assertThat(verify()).hasValue("row 2 does not continue the row before it");
    }

    @Test
    void missingRows_areNamed() {
        append(5);

        sql("DELETE FROM saoma_audit WHERE $ AND seq IN (2, 3)");

        assertThat(verify()).hasValue("rows 2 to 3 are missing");
    }

    @Test
    void missingBeginning_isNamed() {
        append(4);

        sql("DELETE FROM saoma_audit WHERE $ AND seq <= 2");

        assertThat(verify()).hasValue("rows 1 to 2 are missing");
    }

    @Test
    void cutTail_isFoundByThePoolsRow_andByWhatWasNotedElsewhere() {
        append(4);
        Map<Long, String> noted = Map.of(4L, mac(4));
        String third = mac(3);
        sql("DELETE FROM saoma_audit WHERE $ AND seq = 4");
        assertThat(verify()).hasValue("the chain ends at row 3, and row 4 was the last written");

        sql("UPDATE saoma_pool SET audit_seq = 3, audit_head = 'other' WHERE $");
        assertThat(verify()).hasValue("the chain ends at row 3, and row 3 was the last written");

        sql("UPDATE saoma_pool SET audit_seq = 3, audit_head = '" + third + "' WHERE $");
        assertThat(verify()).as("cut cleanly").isEmpty();
        assertThat(verify(Map.of(3L, third))).as("what is still there").isEmpty();
        assertThat(verify(noted)).hasValue("the chain ends at row 3, and row 4 was written once");
    }

    @Test
    void rowOtherThanTheOneNoted_isFound() {
        append(2);

        assertThat(verify(Map.of(1L, mac(2)))).hasValue("row 1 is not the row that was written once");
    }

    @Test
    void chainWithoutTheKey_isFound() {
        append(1);
        append(new AuditChain(List.of(key(2))), "forged");

        assertThat(verify()).hasValue("row 2 has been changed, or was written with another key");
    }

    @Test
    void keyThatWasInUseBefore_stillVerifies_andTheFirstSigns() {
        append(1);
        AuditChain rotated = new AuditChain(List.of(key(2), key(1)));
        append(rotated, "after");

        assertThat(transactions.<Optional<String>>run(tables -> rotated.verify(tables, Map.of())))
                .isEmpty();
        assertThat(verify()).as("the old key alone").isPresent();
    }

    @Test
    void changedDetail_isFound_andErasedOnesAreNot() {
        transactions.run(tables -> {
            tables.lockPool();
            return chain.append(tables, ROOT, "merged", 1, List.of(new Detail("u1", "kept"), new Detail("u2", "gone")));
        });
        sql("DELETE FROM saoma_audit_detail WHERE $ AND part = 0");
        assertThat(verify()).as("erased").isEmpty();

        sql("UPDATE saoma_audit_detail SET content = 'kept' WHERE $ AND part = 1");
        assertThat(verify()).hasValue("the details of row 1 have been changed");
        sql("UPDATE saoma_audit_detail SET content = 'gone' WHERE $ AND part = 1");
        assertThat(verify()).isEmpty();

        sql("UPDATE saoma_audit_detail SET salt = 'other' WHERE $ AND part = 1");
        assertThat(verify()).isPresent();
    }

    @Test
    void detailThatNobodyCommittedTo_isFound() {
        append(1);

        sql("UPDATE saoma_audit_detail SET part = 1 WHERE $");

        assertThat(verify()).hasValue("the details of row 1 have been changed");
    }

    @Test
    void longContent_isCutToTheColumn() {
        append(chain, "long", new Detail(null, "x".repeat(4000) + "y"));
        append(chain, "fits", new Detail(null, "z".repeat(4000)));

        assertThat(verify()).isEmpty();
        List<String> contents = transactions.run(tables -> tables.query(Sql.AUDIT_DETAILS_BETWEEN)
                .bind("seq", 1)
                .bind("until", 2)
                .map((row, context) -> row.getString("content"))
                .list());
        assertThat(contents).containsExactly("x".repeat(4000), "z".repeat(4000));
    }

    @Test
    @DisplayName("the same text is committed to differently each time, so that a guess cannot be checked")
    void commitments_areSalted() {
        append(chain, "same", new Detail("u", "text"));
        append(chain, "same", new Detail("u", "text"));

        List<String> commitments = transactions.run(tables -> tables.query(Sql.AUDIT)
                .bind("seq", 0)
                .map((row, context) -> row.getString("commitments"))
                .list());
        assertThat(commitments).doesNotHaveDuplicates().hasSize(2).allMatch(one -> one.matches("\\S{43} first:1"));
    }

    @Test
    void names_dependOnTheKeyAndThePurpose() {
        AuditChain other = new AuditChain(List.of(key(2)));

        assertThat(chain.logName("u1"))
                .matches("p-[A-Za-z0-9_-]{16}")
                .isEqualTo(chain.logName("u1"))
                .isNotEqualTo(chain.logName("u2"))
                .isNotEqualTo(other.logName("u1"));
        assertThat(chain.fingerprint("u1"))
                .hasSize(43)
                .isNotEqualTo(other.fingerprint("u1"))
                .doesNotStartWith(chain.logName("u1").substring(2));
    }
}
