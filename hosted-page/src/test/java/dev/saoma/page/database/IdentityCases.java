package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Database.IdentityConflicts;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ids stay the same through WeChat's changes. */
interface IdentityCases extends DirectoryCases {
    @Test
    @DisplayName("5A, rule 1: another app of the same person attaches by unionid; sub stays")
    default void otherApp_isTheSamePerson() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        var official = new dev.saoma.page.directory.WeChatPerson("wxffffffffffffffff", "oOfficial", U1, null, null);

        assertThat(node.directory.arrive(official, "another-id", visit("crm"))).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(node.people.show(U1).identities()).hasSize(2);
    }

    @Test
    @DisplayName("5A: openid → unionid: no new sub")
    default void changedPolicy_keepsSubjects() {
        DirectoryFixture node = node("everybody");
        node.directory.arrive(wechat("oA", null), "oA", visit("crm"));

        assertThat(node.directory.arrive(wechat("oA", U1), U1, visit("crm"))).isEqualTo(new Admitted("oA", "张伟"));
    }

    @Test
    @DisplayName(
            "5A, rule 2: a known openid with another unionid is refused; with wechat.moved it is linked, and audited")
    default void movedApp_keepsSubjects() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));

        DirectoryFixture moving = node("everybody", ", moved: { until: 2199-01-31 }");
        assertThat(arrive(moving, "oA", U2, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive(node, "oA", U1, "crm"))
                .as("no node remembers the id of before")
                .isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(moving.people.verifyAudit(Map.of())).isEmpty();
        assertThat(rows("saoma_audit")).hasSize(1);
    }

    @Test
    @DisplayName("5A: unionid changed for 1,000 people: without moved 1,000 refusals, with it no new sub")
    default void movedAccount_keepsAThousandSubjects() {
        int people = 1000;
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < people; i++) {
            assertThat(arrive(node, "o" + i, "before" + i, "crm")).isEqualTo(new Admitted("before" + i, "张伟"));
        }
        for (int i = 0; i < people; i++) {
            assertThat(arrive(node, "o" + i, "after" + i, "crm")).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        }

        DirectoryFixture moving = node("everybody", ", moved: { until: 2199-01-31 }");
        for (int i = 0; i < people; i++) {
            assertThat(arrive(moving, "o" + i, "after" + i, "crm")).isEqualTo(new Admitted("before" + i, "张伟"));
        }

        assertThat(rows("saoma_person")).hasSize(people);
        assertThat(rows("saoma_identity")).hasSize(people);
        assertThat(rows("saoma_audit")).as("each one is audited").hasSize(people);
        assertThat(moving.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 2: ids that lead to two people are refused, whatever moves")
    default void idsOfTwoPeople_areRefused() {
        DirectoryFixture node = node("everybody", ", moved: { until: 2199-01-31 }");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");

        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        await(() -> !conflictsThatTheDoctorReads(node).isEmpty());
        assertThat(conflictsThatTheDoctorReads(node))
                .containsExactly(
                        new IdentityConflicts("crm", 1, clock().instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static List<IdentityConflicts> conflictsThatTheDoctorReads(DirectoryFixture node) {
        return Database.attempt(node.database.settings().database(), node.settings.name(), Instant.EPOCH)
                .conflicts();
    }

    @Test
    @DisplayName("5A: 20 first sign-ins of one person at once on two nodes make one row")
    default void firstSignInsAtOnce_makeOnePerson() throws Exception {
        List<DirectoryFixture> two = List.of(node("everybody"), node("everybody"));

        List<Verdict> verdicts = atOnce(20, i -> () -> arrive(two.get(i % 2), "oA", U1, "crm"));

        assertThat(verdicts).containsOnly(new Admitted(U1, "张伟"));
        assertThat(rows("saoma_person")).hasSize(1);
        assertThat(rows("saoma_identity")).hasSize(1);
    }

    @Test
    default void merge_movesIdentities_andEndsTheOtherEntry() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "shop");
        node.people.roles(ROOT, U2, List.of(new Role("", "staff")), List.of());

        var plan = node.people.previewMerge(U1, U2);
        assertThat(plan.identities()).isEqualTo(1);
        assertThat(plan.applications()).containsExactly("shop");
        assertThat(arrive(node, "oB", U2, "crm")).as("a preview does nothing").isEqualTo(new Admitted(U2, "张伟"));

        node.people.merge(ROOT, U1, U2);

        assertThat(arrive(node, "oB", U2, "staff")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(node.directory.recheck(U2, "shop", clock().instant())).isInstanceOf(Refused.class);
    }
}
