package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.admission.Admissions.InvitationOfNoUse;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.seal.Fingerprint;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How invitations change admission, and that each counts once. */
class AdmissionInvitationTest extends AdmissionFixture {
    private String invitation(String roles, Duration lifetime) {
        String secret = UUID.randomUUID().toString();
        transactions.run(tables -> tables.update(Sql.INVITATION_INSERT)
                .bind("hash", Fingerprint.of(secret))
                .bind("roles", roles)
                .bind("now", clock.millis())
                .bind("until", clock.millis() + lifetime.toMillis())
                .bind("note", (String) null)
                .execute());
        return secret;
    }

    @Test
    void invitation_admitsANewPersonWithRoles_once() {
        String secret = invitation("staff crm:admin", Duration.ofDays(1));
        long before = revision();

        Arrival arrival = arrive("oA", U1, U1, invited("known", secret));

        assertThat(arrival.verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(person(U1).state()).isEqualTo(State.ACTIVE);
        assertThat(person(U1).roles()).containsExactlyInAnyOrder(Role.parse("staff"), Role.parse("crm:admin"));
        assertThat(auditRows()).isEqualTo(1);
        assertThat(revision()).isGreaterThan(before);
        assertThat(arrive("oB", U2, U2, invited("known", secret)).verdict())
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
    }

    @Test
    void invitation_activatesWhoWaitsOrVisits_andNobodyElse() {
        arrive("oW", "uW", "approve");
        arrive("oV", "uV", "open");
        for (String who : List.of("W", "V")) {
            assertThat(arrive("o" + who, "u" + who, "u" + who, invited("known", invitation("", Duration.ofDays(1))))
                            .verdict())
                    .isInstanceOf(Admitted.class);
            assertThat(person("u" + who).state()).isEqualTo(State.ACTIVE);
            assertThat(person("u" + who).roles()).isEmpty();
        }

        String unused = invitation("", Duration.ofDays(1));
        arrive("oW", "uW", "uW", invited("known", unused));
        state("uV", State.BLOCKED);
        assertThat(arrive("oV", "uV", "uV", invited("known", unused)).verdict()).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive("oN", "uN", "uN", invited("known", unused)).verdict())
                .as("it is still good")
                .isInstanceOf(Admitted.class);
    }

    @Test
    void invitationThatHasExpired_orIsNone_isNothing() {
        String late = invitation("", Duration.ofMillis(1));
        clock.advance(Duration.ofMillis(1));

        for (String secret : List.of(late, "made-up")) {
            assertThat(arrive("oA", U1, U1, invited("known", secret)).verdict())
                    .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        }
    }

    @Test
    @DisplayName("an invitation whose person would lack the role all the same is not used up")
    void invitationOfNoUse_isThrown() {
        String secret = invitation("guest", Duration.ofDays(1));

        assertThatThrownBy(() -> arrive("oA", U1, U1, invited("staff", secret)))
                .isInstanceOf(InvitationOfNoUse.class)
                .hasMessageContaining("for nothing");
        assertThatThrownBy(() -> {
                    arrive("oB", U2, "open");
                    arrive("oB", U2, U2, invited("staff", secret));
                })
                .isInstanceOf(InvitationOfNoUse.class);
        assertThat(arrive("oA", U1, U1, invited("known", secret)).verdict()).isInstanceOf(Admitted.class);
    }
}
