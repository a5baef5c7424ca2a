package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who arrives: openids and unionids, conflicts between them, an account that moves, and barred ids. */
class AdmissionIdentityTest extends AdmissionFixture {
    @Test
    void anotherAppOfTheSameAccount_leadsToTheSamePerson() {
        arrive("oA", U1, "open");

        Arrival arrival = arrive("oB", U1, "oB", visit("open"));

        assertThat(arrival.verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<Integer>run(tables -> tables.identities(U1).size()))
                .isEqualTo(2);
    }

    @Test
    void unionidOfTwoPeople_isAConflict() {
        transactions.run(tables -> {
            tables.insert(wechat("o1", U1), "one", 1);
            tables.insert(wechat("o2", U1), "two", 1);
            return null;
        });

        Arrival arrival = arrive("oNew", U1, "open");

        assertThat(arrival.verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(arrival.id()).isEqualTo(U1);
    }

    @Test
    void identityWithoutItsPerson_isAConflict() {
        transactions.run(tables -> {
            tables.insert(wechat("o1", U1), "gone", 1);
            return null;
        });

        assertThat(arrive("o1", U1, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(arrive("o2", U1, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void openidThatGainsAUnionid_isLinked() {
        assertThat(arrive("oA", null, "oA", visit("open")).verdict()).isEqualTo(new Admitted("oA", "张伟"));

        assertThat(arrive("oA", U1, "oA", visit("open")).verdict()).isEqualTo(new Admitted("oA", "张伟"));

        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .containsExactly("oA");
        assertThat(auditRows()).as("nothing has moved").isZero();
        assertThat(arrive("oA", null, "oA", visit("open")).verdict())
                .as("a scan without a unionid unlinks nothing")
                .isInstanceOf(Admitted.class);
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .containsExactly("oA");
    }

    @Test
    void otherUnionid_isRefused_unlessTheAccountMoves() {
        arrive("oA", U1, "open");

        Arrival refused = arrive("oA", U2, "open");
        assertThat(refused.verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(refused.id()).as("of the person whose openid it is").isEqualTo(U1);

        admissions = moving(clock.instant().plusSeconds(1));
        assertThat(arrive("oA", U2, "open").verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U2)))
                .containsExactly(U1);
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .isEmpty();
        assertThat(auditRows()).isEqualTo(1);
        assertThat(fault()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(arrive("oA", "u3", "open").verdict())
                .as("not after that time")
                .isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void movedPerson_takesTheRefusalsOfBeforeAlong() {
        arrive("oA", U1, "open");
        transactions.run(tables -> tables.update(Sql.SIGN_IN_INSERT)
                .bind("id", "1")
                .bind("now", 1)
                .bind("subject", audit.logName(U1))
                .bind("clientId", "crm")
                .bind("method", "redirect")
                .bind("outcome", "refused")
                .bind("reason", "unknown_person")
                .bind("errorId", (String) null)
                .bind("ip", "192.0.2.9")
                .bind("agent", (String) null)
                .execute());
        admissions = moving(clock.instant().plusSeconds(1));

        arrive("oA", U2, "open");

        assertThat(addresses(audit.logName(U2))).containsExactly("192.0.2.9");
        assertThat(addresses(audit.logName(U1))).isEmpty();
    }

    private List<String> addresses(String name) {
        return transactions.run(tables -> tables.query(Sql.SIGN_IN_ADDRESSES)
                .bind("subject", name)
                .mapTo(String.class)
                .list());
    }

    @Test
    void unionidOfAnotherPerson_isAConflict_alsoWhileTheAccountMoves() {
        arrive("oA", U1, "open");
        arrive("oB", U2, "open");
        admissions = moving(clock.instant().plusSeconds(60));

        assertThat(arrive("oA", U2, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void importedPerson_isRecognisedByTheIdThatIsWanted() {
        transactions.run(tables -> {
            insertPerson(tables, U1);
            return null;
        });

        assertThat(arrive("oA", U1, "known").verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<Integer>run(tables -> tables.identities(U1).size()))
                .isEqualTo(1);
    }

    private static void insertPerson(PeopleTables tables, String subject) {
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", subject)
                .bind("ending", "end")
                .bind("name", (String) null)
                .bind("search", (String) null)
                .bind("picture", (String) null)
                .bind("state", "active")
                .bind("code", (String) null)
                .bind("waitingAt", (Long) null)
                .bind("waitingFrom", (String) null)
                .bind("now", 1)
                .execute();
    }

    @Test
    void barredIds_areRefused_byOpenidAndByUnionid() {
        for (String barred : List.of("wx0123456789abcdef oBarred", "uBarred")) {
            transactions.run(tables -> tables.update(Sql.BARRED_INSERT)
                    .bind("fingerprint", audit.fingerprint(barred))
                    .bind("now", 1)
                    .execute());
        }

        assertThat(arrive("oBarred", null, "oBarred", visit("open")).verdict()).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive("oOther", "uBarred", "open").verdict()).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive("oOther", "uOther", "open").verdict()).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName(
            "who was barred under an earlier key stays barred after a new one, as long as the earlier key is listed")
    void barredIds_areRefusedAfterANewKey() {
        transactions.run(tables -> tables.update(Sql.BARRED_INSERT)
                .bind("fingerprint", audit.fingerprint("uBarred"))
                .bind("now", 1)
                .execute());
        byte[] newKey = {1, 2, 3};
        audit = new AuditChain(List.of(newKey, new byte[32]));
        admissions = moving(null);

        assertThat(arrive("oOther", "uBarred", "open").verdict()).isEqualTo(new Refused(Reason.BLOCKED));
    }
}
