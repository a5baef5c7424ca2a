package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
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
}
