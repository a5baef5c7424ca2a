package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.admission.WaitingList;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is admitted, and under which id. */
interface AdmissionCases extends DirectoryCases {
    @Test
    @DisplayName("5A: every statement of the product works here")
    default void everyStatement_isTaken() {
        assertThat(node("everybody").database.refusedStatements()).isEmpty();
    }

    @Test
    default void everybody_comesInUnderTheirOwnId() {
        DirectoryFixture node = node("everybody");

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(node.people.list(Filter.ALL, null)).singleElement().satisfies(person -> {
            assertThat(person.subject()).isEqualTo(U1);
            assertThat(person.state()).isEqualTo(State.VISITOR);
        });
    }

    @Test
    @DisplayName("5A: a stranger with known gets in nowhere, and leaves no row")
    default void known_refusesStrangers() {
        DirectoryFixture node = node("known");

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(node.directory.recheck(U1, "crm", clock().instant())).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(node.people.list(Filter.ALL, null)).isEmpty();
    }

    @Test
    @DisplayName("5A: who came in where everybody may is no known person elsewhere")
    default void visitorOfAnOpenApplication_isUnknownElsewhere() {
        DirectoryFixture node = node("known");
        assertThat(arrive(node, "oA", U1, "shop")).isInstanceOf(Admitted.class);

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));

        node.people.admit(ROOT, U1);
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A, rule 4: who waits is shown six digits; approving needs them typed")
    default void approve_needsTheNumber() {
        DirectoryFixture node = node("approve");
        Waiting waiting = (Waiting) arrive(node, "oA", U1, "crm");
        assertThat(waiting.code()).matches("[0-9]{6}");
        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(waiting);
        assertThat(node.directory.recheck(U1, "crm", clock().instant())).isEqualTo(waiting);
        String wrong = waiting.code().equals("000000") ? "000001" : "000000";
        assertThatThrownBy(() -> node.people.approve(ROOT, wrong))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessageContaining(wrong);

        assertThat(node.people.approve(ROOT, " " + waiting.code() + " ").subject())
                .isEqualTo(U1);

        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
        assertThat(node.directory.recheck(U1, "crm", clock().instant())).isInstanceOf(Admitted.class);
        assertThatThrownBy(() -> node.people.approve(ROOT, waiting.code())).isInstanceOf(OrderRefusedException.class);
    }

    @Test
    @DisplayName("5A, rule 4: few wait per address; a place expires within a day")
    default void waitingPlaces_areFewPerAddress() {
        DirectoryFixture node = node("approve");
        for (int i = 0; i < WaitingList.MOST_PER_ADDRESS; i++) {
            assertThat(arrive(node, "oA" + i, "u-" + i, "crm")).isInstanceOf(Waiting.class);
        }

        assertThat(arrive(node, "oB", "u-b", "crm")).isEqualTo(new Refused(Reason.TOO_MANY_WAITING));
        assertThat(node.directory.arrive(wechat("oC", "u-c"), "u-c", visit("crm", "198.51.100.7")))
                .isInstanceOf(Waiting.class);

        clock().advance(WaitingList.LIFETIME.plusSeconds(1));
        assertThat(arrive(node, "oB", "u-b", "crm")).isInstanceOf(Waiting.class);
        assertThat(node.people.list(Filter.ALL, null)).hasSize(1);
    }

    @Test
    @DisplayName("5A, rule 4: few wait per address, also where many come at once on two nodes")
    default void waitingPlaces_areFewPerAddress_atOnce() throws Exception {
        List<DirectoryFixture> two = List.of(node("approve"), node("approve"));

        List<Verdict> verdicts = atOnce(20, i -> () -> arrive(two.get(i % 2), "oA" + i, "u-" + i, "crm"));

        assertThat(verdicts).filteredOn(Waiting.class::isInstance).hasSize(WaitingList.MOST_PER_ADDRESS);
        assertThat(verdicts)
                .filteredOn(new Refused(Reason.TOO_MANY_WAITING)::equals)
                .hasSize(15);
        assertThat(rows("saoma_person")).hasSize(WaitingList.MOST_PER_ADDRESS);
    }

    @Test
    @DisplayName("5A, rule 6: the users file wins where it says something")
    default void usersFile_wins() {
        DirectoryFixture node = node("everybody");
        node.usersFile.put(U1, Map.of("roles", List.of("staff")));

        assertThat(arrive(node, "oA", U1, "staff")).isInstanceOf(Admitted.class);

        node.usersFile.put(U1, Map.of("roles", List.of()));
        node.people.roles(ROOT, U1, List.of(new Role("", "staff")), List.of());
        assertThat(arrive(node, "oA", U1, "staff")).isEqualTo(new Refused(Reason.ROLE_MISSING));
    }

    @Test
    @DisplayName("an older node beside a newer one: tables that are there are not made again")
    default void secondStart_changesNothing() {
        arrive(node("everybody"), "oA", U1, "crm");

        assertThat(node("everybody").people.list(Filter.ALL, null)).hasSize(1);
    }
}
