package dev.saoma.page.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErasureMarksTest {
    private static final byte[] EARLIER = {1};
    private static final byte[] NEW = {2};

    @Test
    @DisplayName("a mark that was left under an earlier key is found after a new one")
    void mark_isFoundAfterANewKey() {
        try (var database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID())) {
            Transactions transactions = new Transactions(database, "staff");
            var before = new Erasure.Marks(new AuditChain(List.of(EARLIER)));
            var after = new Erasure.Marks(new AuditChain(List.of(NEW, EARLIER)));
            transactions.run(tables -> {
                before.eraseAddress(tables, "192.0.2.1", 5);
                return true;
            });

            assertThat(transactions.<Long>read(tables -> after.addressErasedAt(tables, "192.0.2.1")))
                    .isEqualTo(5);
            assertThat(transactions.<Long>read(tables -> after.addressErasedAt(tables, "192.0.2.2")))
                    .isZero();
        }
    }

    @Test
    @DisplayName("the pseudonyms of earlier keys belong to a person too, the current one first")
    void pseudonyms_areOfEveryKey() {
        var earlier = new AuditChain(List.of(EARLIER));
        var both = new AuditChain(List.of(NEW, EARLIER));

        assertThat(both.logNames("u")).containsExactly(new AuditChain(List.of(NEW)).logName("u"), earlier.logName("u"));
    }
}
