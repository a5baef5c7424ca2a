package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Merging.Plan;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a merge takes over from the entry that is given up. */
interface MergeCases extends DirectoryCases {
    private void bring(DirectoryFixture node, String openid, String subject, State state) {
        switch (state) {
            case WAITING -> arrive(node, openid, subject, "crm");
            case VISITOR -> arrive(node, openid, subject, "shop");
            default -> {
                arrive(node, openid, subject, "shop");
                node.people.admit(ROOT, subject);
                if (state == State.BLOCKED) {
                    node.people.block(ROOT, subject, "left");
                }
            }
        }
        assertThat(node.people.show(subject).person().state()).isEqualTo(state);
    }

    @Test
    @DisplayName("5A: a merge takes over the better admission, and never lifts a block; the preview says so")
    default void merge_takesOverTheBetterState() {
        DirectoryFixture node = node("approve");
        List<State> states = List.of(State.BLOCKED, State.ACTIVE, State.VISITOR, State.WAITING);
        for (State keep : states) {
            for (State gone : states) {
                String kept = "k" + keep.code() + gone.code();
                String other = "g" + keep.code() + gone.code();
                sql("DELETE FROM saoma_person WHERE state = 'waiting'"); // Few may wait from one address.
                bring(node, "o" + kept, kept, keep);
                bring(node, "o" + other, other, gone);
                State better = states.get(Math.min(states.indexOf(keep), states.indexOf(gone)));

                assertThat(node.people.previewMerge(kept, other).state())
                        .as(keep + " and " + gone)
                        .isEqualTo(better);
                node.people.merge(ROOT, kept, other);

                Person now = node.people.show(kept).person();
                assertThat(now.state()).as(keep + " and " + gone).isEqualTo(better);
                assertThat(now.status().waitingCode() != null).isEqualTo(better == State.WAITING);
                assertThat(now.status().stateWhy()).isEqualTo(better == State.BLOCKED ? "left" : null);
                assertThat(node.people.show(other).person().state()).isEqualTo(State.MERGED);
            }
        }
        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("a visitor who was merged with an admitted entry is admitted where only known people are")
    default void admissionOfTheOtherEntry_counts() {
        DirectoryFixture node = node("known");
        arrive(node, "oA", U1, "shop");
        String invitation = node.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        node.directory.arrive(wechat("oB", U2), U2, invited("crm", invitation));
        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));

        node.people.merge(ROOT, U1, U2);

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive(node, "oB", U2, "crm")).isEqualTo(new Admitted(U1, "张伟"));
    }

    @Test
    @DisplayName("5A, rule 5: who becomes blocked by a merge is put out as by a block; an administrator does not")
    default void blockThatIsTakenOver_endsSessions() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "shop");
        node.people.block(ROOT, U2, "left");
        var begun = clock().instant();
        clock().advance(Duration.ofSeconds(5));

        PutOut out = node.people.merge(ROOT, U1, U2);

        assertThat(out.messages()).hasSize(1);
        assertThat(out.withoutLogoutTokens()).containsExactly("shop");
        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.BLOCKED));
        arrive(node, "oC", "oThird", "crm");
        node.database.administrators(new RandomText(new SecureRandom())).add(ROOT, "oThird", Duty.OWNER);
        assertThatThrownBy(() -> node.people.merge(ROOT, "oThird", U1))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining("administrator");
    }

    @Test
    @DisplayName("5A: a merge takes over attributes that the kept entry lacks, at most as many as a person may have")
    default void merge_takesOverAttributes() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        arrive(node, "oB", U2, "shop");
        node.people.attributes(ROOT, U1, Map.of("department", "sales"), List.of());
        node.people.attributes(ROOT, U2, Map.of("department", "law", "level", "3"), List.of());
        Map<String, String> expected = Map.of("department", "sales", "level", "3");

        Plan plan = node.people.previewMerge(U1, U2);
        assertThat(plan.attributes()).isEqualTo(expected);
        node.people.merge(ROOT, U1, U2);

        assertThat(node.people.show(U1).person().attributes()).isEqualTo(expected);
        assertThat(node.people.show(U2).person().attributes()).isEmpty();
        arrive(node, "oC", "oThird", "shop");
        for (int i = 0; i < 63; i++) {
            node.people.attributes(ROOT, "oThird", Map.of("a" + i, "x"), List.of());
        }
        assertThatThrownBy(() -> node.people.previewMerge(U1, "oThird"))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessage("a person has at most 64 attributes");
    }
}
