package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.directory.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Blocking, ending sessions, roles and erasing. */
interface PuttingOutCases extends DirectoryCases {
    @Test
    @DisplayName("5A, rule 5: who was erased and came again is put out of the same applications as everybody")
    default void erasedPerson_whoComesAgain_isPutOut() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.people.erase(ROOT, U1);
        clock().advance(Duration.ofSeconds(1));
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);

        assertThat(node.people.block(ROOT, U1, "left").messages()).hasSize(1);
    }

    @Test
    @DisplayName("5A: after the commit of a block nothing is let through on any node")
    default void block_countsAtOnce() throws Exception {
        DirectoryFixture one = node("everybody");
        DirectoryFixture other = node("everybody");
        arrive(one, "oA", U1, "crm");
        arrive(one, "oA", U1, "shop");
        clock().advance(Duration.ofSeconds(5));

        PutOut out = one.people.block(ROOT, U1, "left the company");

        assertThat(out.withoutLogoutTokens()).containsExactly("shop");
        for (DirectoryFixture node : List.of(one, other)) {
            assertThat(node.directory.recheck(U1, "crm", clock().instant())).isEqualTo(new Refused(Reason.BLOCKED));
            assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.BLOCKED));
        }
        await(() -> one.people.deliveries(out.messages()).stream()
                .allMatch(d -> d.state().equals("done")));
        List<String> sent = new ArrayList<>(one.sent());
        sent.addAll(other.sent());
        assertThat(sent).as("exactly once, by whichever node").containsExactly("crm " + U1);
    }

    @Test
    default void unblock_letsInAgain_andWhatWasEndedStaysEnded() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        clock().advance(Duration.ofSeconds(5));
        var begun = clock().instant();
        node.people.block(ROOT, U1, "");
        node.people.unblock(ROOT, U1, "a mistake");

        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        clock().advance(Duration.ofSeconds(1));
        assertThat(node.directory.recheck(U1, "crm", clock().instant())).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A, rule 10: a role belongs to one application and is sent to no other; taking one ends sessions")
    default void roles_belongToApplications() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        assertThat(arrive(node, "oA", U1, "staff")).isEqualTo(new Refused(Reason.ROLE_MISSING));

        node.people.roles(ROOT, U1, List.of(new Role("staff", "staff"), new Role("", "all")), List.of());

        assertThat(arrive(node, "oA", U1, "staff")).isInstanceOf(Admitted.class);
        assertThat(node.directory.claims(U1, "staff")).isEqualTo(Map.of("roles", List.of("all", "staff")));
        assertThat(node.directory.claims(U1, "crm")).isEqualTo(Map.of("roles", List.of("all")));
        clock().advance(Duration.ofSeconds(5));
        var begun = clock().instant();
        assertThat(rows("saoma_outbox")).as("a role more ends nothing").isEmpty();
        PutOut out = node.people.roles(ROOT, U1, List.of(), List.of(new Role("staff", "staff")));
        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        await(() -> node.sent().equals(List.of("crm " + U1)));
        assertThat(out.withoutLogoutTokens()).containsExactly("staff");
        assertThatThrownBy(() -> node.people.roles(ROOT, U1, List.of(new Role("nowhere", "x")), List.of()))
                .hasMessageContaining("nowhere");
    }

    @Test
    @DisplayName("5A: after erase a dump has no nickname, openid, unionid or address; the audit still verifies")
    default void erase_leavesNothingPersonal() throws Exception {
        DirectoryFixture node = node("approve");
        Waiting waiting = (Waiting) node.directory.arrive(wechat("oPersonal", U1), U1, visit("crm", "198.51.100.77"));
        node.people.approve(ROOT, waiting.code());
        node.people.rename(ROOT, U1, "王大锤");
        node.people.roles(ROOT, U1, List.of(new Role("", "staff")), List.of());
        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm", "198.51.100.77"), "finished", null, null));
        await(() -> !node.people.show(U1).signIns().isEmpty());
        node.people.block(ROOT, U1, "left");
        assertThat(dump()).contains(U1, "oPersonal", "张伟", "王大锤", "198.51.100.77");

        node.people.erase(ROOT, U1);

        await(() -> rows("saoma_outbox").isEmpty());
        assertThat(dump())
                .doesNotContain(U1)
                .doesNotContain("oPersonal")
                .doesNotContain("张伟")
                .doesNotContain("王大锤")
                .doesNotContain("198.51.100.77");
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
        assertThat(arrive(node, "oPersonal", U1, "crm"))
                .as("erasing is no way back in for who was blocked")
                .isEqualTo(new Refused(Reason.BLOCKED));
    }

    @Test
    @DisplayName(
            "5A: a stranger who was refused, then became known and was erased: the dump has no id, name or address")
    default void strangerWhoBecameKnown_isErasedWithTheirRefusals() throws Exception {
        DirectoryFixture node = node("known");
        String address = "198.51.100.78";
        String pseudonym = node.database.audit().logName(U1);
        assertThat(node.directory.arrive(wechat("oStranger", U1), U1, visit("crm", address)))
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        node.directory.record(new SignInRecord(null, null, visit("crm", address), "declined", null, null));
        await(() -> rows("saoma_sign_in").size() == 2);
        assertThat(dump())
                .as("a refusal is evidence, under a pseudonym")
                .contains(address)
                .contains(pseudonym)
                .doesNotContain(U1)
                .doesNotContain("oStranger");
        String invitation = node.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        node.directory.arrive(wechat("oStranger", U1), U1, invitedFrom("crm", invitation, address));
        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm", address), "finished", null, null));
        await(() -> rows("saoma_sign_in").size() == 3);

        node.people.erase(ROOT, U1);

        await(() -> rows("saoma_outbox").isEmpty());
        assertThat(dump())
                .doesNotContain(U1)
                .doesNotContain("oStranger")
                .doesNotContain("张伟")
                .doesNotContain(address)
                .doesNotContain(pseudonym);
        assertThat(rows("saoma_sign_in")).as("that something happened stays").hasSize(3);
    }

    private static Visit invitedFrom(String clientId, String invitation, String address) {
        return new Visit(clientId, "redirect", address, "Mozilla/5.0", Optional.of(invitation));
    }

    @Test
    @DisplayName("a stranger who was only ever refused is erased by the pseudonym of the log of sign-ins, or by id")
    default void stranger_isErasedByPseudonym() throws Exception {
        DirectoryFixture node = node("known");
        for (String unionid : List.of(U1, U2)) {
            node.directory.arrive(wechat("o" + unionid, unionid), unionid, visit("crm", "198.51.100.79"));
        }
        await(() -> rows("saoma_sign_in").size() == 2);
        List<String> pseudonyms = new ArrayList<>();
        node.people.signIns(row -> pseudonyms.add(row.subject()));
        String other = node.database.audit().logName(U2);
        assertThat(pseudonyms).containsExactlyInAnyOrder(node.database.audit().logName(U1), other);

        node.people.erase(ROOT, other);
        assertThat(dump()).doesNotContain(other).contains("198.51.100.79");
        node.people.erase(ROOT, U1);

        assertThat(dump())
                .doesNotContain("198.51.100.79")
                .doesNotContain(pseudonyms.get(0))
                .doesNotContain(pseudonyms.get(1));
        assertThatThrownBy(() -> node.people.erase(ROOT, U1)).hasMessageContaining("there is no person " + U1);
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("what is written down late of a person who has been erased meanwhile holds nothing of them")
    default void lateRowOfAnErasedPerson_holdsNothing() throws Exception {
        DirectoryFixture node = node("everybody");
        arrive(node, "oLate", U1, "crm");
        node.people.erase(ROOT, U1);

        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm", "198.51.100.80"), "finished", null, null));
        await(() -> rows("saoma_sign_in").size() == 1 && rows("saoma_outbox").isEmpty());

        assertThat(dump()).doesNotContain(U1).doesNotContain("198.51.100.80").doesNotContain("sid-1");
    }

    @Test
    @DisplayName(
            "a person whose ids conflict is refused, and the refusal is erased with the person whom the openid belongs to")
    default void conflict_isErasedWithThePerson() throws Exception {
        DirectoryFixture node = node("everybody");
        arrive(node, "oMoves", U1, "crm");
        assertThat(node.directory.arrive(wechat("oMoves", U2), U2, visit("crm", "198.51.100.82")))
                .isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        await(() -> rows("saoma_sign_in").size() == 1);
        assertThat(node.people.show(U1).signIns()).hasSize(1);

        node.people.erase(ROOT, U1);

        await(() -> rows("saoma_outbox").isEmpty());
        assertThat(dump()).doesNotContain("198.51.100.82").doesNotContain(U2);
    }

    @Test
    @DisplayName("one session is ended by a running node, once; the person's other sessions stay")
    default void endedSession_isEndedByANode() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm"), "finished", null, null));
        node.directory.record(new SignInRecord(U1, "sid-2", visit("crm"), "finished", null, null));
        await(() -> node.people.show(U1).sessions().size() == 2);

        node.people.endSession(ROOT, U1, "sid-1");

        await(() -> node.people.isEnded("sid-1"));
        assertThat(node.ended).containsExactly("sid-1 " + U1);
        assertThat(node.people.isEnded("sid-2")).isFalse();
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
        assertThatThrownBy(() -> node.people.endSession(ROOT, U1, "sid-1")).isInstanceOf(OrderRefusedException.class);
        assertThatThrownBy(() -> node.people.endSession(ROOT, U1, "sid-of-another"))
                .isInstanceOf(OrderRefusedException.class);
    }

    @Test
    @DisplayName("5A: erasing takes the entries with it that were merged into the person, and notes of invitations")
    default void erase_takesMergedEntriesAlong() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        String invitation = node.people.invite(ROOT, List.of(), Duration.ofDays(1), "for 李四");
        node.directory.arrive(wechat("oB", U2), U2, invited("crm", invitation));
        node.people.merge(ROOT, U1, U2);
        assertThat(dump()).contains(U1, U2, "李四");

        node.people.erase(ROOT, U1);

        await(() -> rows("saoma_outbox").isEmpty());
        assertThat(dump())
                .doesNotContain(U1)
                .doesNotContain(U2)
                .doesNotContain("李四")
                .doesNotContain("张伟");
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }
}
