package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Reports.Cursor;
import dev.saoma.page.database.Reports.Invitation;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.seal.Fingerprint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Invitations. */
interface InvitationCases extends DirectoryCases {
    @Test
    @DisplayName("5A: an invitation admits one person with its roles, and no second one")
    default void invitation_admitsOnePerson() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(Role.parse("staff")), Duration.ofDays(7), null);

        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("staff", secret)))
                .isInstanceOf(Admitted.class);
        assertThat(node.directory.arrive(wechat("oB", U2), U2, invited("crm", secret)))
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
        assertThat(node.directory.claims(U1, "crm")).isEqualTo(Map.of("roles", List.of("staff")));
    }

    @Test
    @DisplayName("5A, rule 4: where the person would not come in all the same, the invitation is not used up")
    default void invitationOfNoUse_isKept() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(7), null);

        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("staff", secret)))
                .isEqualTo(new Refused(Reason.ROLE_MISSING));
        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret)))
                .isInstanceOf(Admitted.class);
    }

    @Test
    default void invitationThatIsTooOld_admitsNobody() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        clock().advance(Duration.ofDays(1));

        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret)))
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
    }

    @Test
    @DisplayName("5A, rule 9: an invitation is kept for seven days after its use or its end, and with it the note")
    default void invitations_areKeptForSevenDays() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(30), "for 李四");
        node.people.invite(ROOT, List.of(), Duration.ofDays(1), "for 王五");
        node.people.invite(ROOT, List.of(), Duration.ofDays(30), "for 赵六");
        node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret));
        clock().advance(Duration.ofDays(7));
        node.database.retention().sweep();
        assertThat(rows("saoma_invitation")).hasSize(3);

        clock().advance(Duration.ofDays(1).plusSeconds(1));

        await(() -> rows("saoma_invitation").size() == 1);
        assertThat(dump()).contains("赵六").doesNotContain("李四").doesNotContain("王五");
    }

    @Test
    @DisplayName("5A, rule 8: an invitation that was not used is erased by its id, and admits no one any more")
    default void unusedInvitation_isErased() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(30), "for 李四");
        node.people.invite(ROOT, List.of(), Duration.ofDays(30), "for 王五");
        String id = Fingerprint.of(secret);
        assertThat(node.database.reports().invitations(new Cursor(Long.MAX_VALUE, "")))
                .extracting(Invitation::id)
                .contains(id);

        node.people.erase(ROOT, id);

        assertThat(dump()).doesNotContain("李四").contains("王五");
        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret)))
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThatThrownBy(() -> node.people.erase(ROOT, id)).isInstanceOf(OrderRefusedException.class);
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }
}
