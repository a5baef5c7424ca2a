package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Places on the waiting list that expire, as soon as another person makes room. */
interface WaitingCases extends DirectoryCases {
    @Test
    @DisplayName("5A, rules 1 and 4: a visitor whose place has expired is a visitor again, under the same id")
    default void expiredPlace_leavesAVisitor() {
        DirectoryFixture node = node("approve");
        arrive(node, "oWaits", U1, "shop");
        Instant begun = clock().instant();
        clock().advance(Duration.ofSeconds(5));
        node.people.endSessions(ROOT, U1);
        node.people.roles(ROOT, U1, List.of(new Role("", "staff")), List.of());
        node.people.attributes(ROOT, U1, Map.of("department", "sales"), List.of());
        node.people.rename(ROOT, U1, "李四");
        clock().advance(Duration.ofDays(300));
        assertThat(arrive(node, "oWaits", U1, "crm")).isInstanceOf(Waiting.class);
        clock().advance(Duration.ofDays(2));

        arrive(node, "oOther", U2, "crm");

        PersonProfile kept = node.people.show(U1);
        assertThat(kept.person().state()).isEqualTo(State.VISITOR);
        assertThat(kept.person().status().waitingCode()).isNull();
        assertThat(kept.person().name()).hasValue("李四");
        assertThat(kept.person().roles()).containsExactly(new Role("", "staff"));
        assertThat(kept.person().attributes()).isEqualTo(Map.of("department", "sales"));
        assertThat(kept.applications()).as("to which logout tokens go").containsExactly("shop");
        assertThat(kept.identities()).hasSize(1);
        assertThat(node.directory.recheck(U1, "shop", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        assertThat(node.directory.arrive(wechat("oWaits", U1), "another-id", visit("shop")))
                .as("whatever wechat.subject is now")
                .isEqualTo(new Admitted(U1, "李四"));
        assertThat(arrive(node, "oWaits", U1, "crm")).as("a new place").isInstanceOf(Waiting.class);
    }

    @Test
    @DisplayName("a visitor who was let in nowhere yet, such as one who was imported, stays as well")
    default void expiredPlace_leavesWhoWasThereBefore() {
        DirectoryFixture node = node("approve");
        assertThat(arrive(node, "oWaits", U1, "staff")).isEqualTo(new Refused(Reason.ROLE_MISSING));
        clock().advance(Duration.ofSeconds(2));
        arrive(node, "oWaits", U1, "crm");
        clock().advance(Duration.ofDays(2));

        arrive(node, "oOther", U2, "crm");

        assertThat(node.people.show(U1).person().state()).isEqualTo(State.VISITOR);
    }

    @Test
    @DisplayName("5A, rule 4: a newcomer whose place has expired leaves no entry")
    default void expiredPlace_ofANewcomer_leavesNoEntry() {
        DirectoryFixture node = node("approve");
        assertThat(arrive(node, "oWaits", U1, "crm")).isInstanceOf(Waiting.class);
        clock().advance(Duration.ofDays(2));

        arrive(node, "oOther", U2, "crm");

        assertThat(dump()).contains(U2).doesNotContain(U1).doesNotContain("oWaits");
    }

    @Test
    @DisplayName(
            "5A, rule 8: what is left of a newcomer in the log and the audit is erased later, by id or by pseudonym")
    default void newcomer_isErasedLater() {
        DirectoryFixture node = node("approve");
        for (String unionid : List.of(U1, U2)) {
            arrive(node, "o" + unionid, unionid, "crm");
            node.people.rename(ROOT, unionid, "李四");
            node.people.rename(ROOT, unionid, null);
            node.directory.record(new SignInRecord(
                    unionid, null, visit("crm", "198.51.100.81"), "refused", Reason.ROLE_MISSING.code(), null));
        }
        await(() -> rows("saoma_sign_in").size() == 2);
        clock().advance(Duration.ofDays(2));
        arrive(node, "oOther", "o6_bmThird", "crm");
        assertThat(rows("saoma_person")).hasSize(1);

        node.people.erase(ROOT, U1);
        node.people.erase(ROOT, node.database.audit().logName(U2));

        assertThat(dump())
                .doesNotContain(U1)
                .doesNotContain(U2)
                .doesNotContain("李四")
                .doesNotContain("198.51.100.81")
                .doesNotContain(node.database.audit().logName(U1));
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 8: the same where the person has come again meanwhile")
    default void newcomerWhoComesAgain_isErasedWhole() {
        DirectoryFixture node = node("approve");
        arrive(node, "oWaits", U1, "crm");
        node.people.rename(ROOT, U1, "李四");
        node.people.rename(ROOT, U1, null);
        clock().advance(Duration.ofDays(2));
        arrive(node, "oOther", U2, "crm");
        arrive(node, "oWaits", U1, "crm");

        node.people.erase(ROOT, U1);

        await(() -> !rows("saoma_outbox").toString().contains("state=open"));
        assertThat(dump())
                .doesNotContain(U1)
                .doesNotContain("李四")
                .doesNotContain(node.database.audit().logName(U1));
    }

    @Test
    @DisplayName("5A, rule 8: the block of a person who was imported by the id alone outlives the erasure")
    default void erasedPersonWithoutWeChatIds_staysBlocked() {
        DirectoryFixture node = node("everybody");
        for (String subject : List.of(U1, "oSubject")) {
            sql("INSERT INTO saoma_person (pool, subject, id_ending, state, first_at, last_at, sign_ins, ended_before,"
                    + " version, revision) VALUES ('default', '" + subject + "', '"
                    + Person.idEnding(subject) + "', 'blocked', 1, 1, 0, 0, 1, 0)");
            node.people.erase(ROOT, subject);
        }

        assertThat(arrive(node, "oAnother", U1, "shop")).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(node.directory.arrive(wechat("oSubject", U2), U2, visit("shop")))
                .as("also where the id was an openid, and wechat.subject is another one now")
                .isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(rows("saoma_person")).isEmpty();
        assertThat(dump()).doesNotContain(U1).doesNotContain("oSubject");
    }
}
