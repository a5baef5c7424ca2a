package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.PeopleTransfer.Admission;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.PeopleTransfer.Line;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Moving people to another database, and complete listings beside running nodes. */
interface TransferCases extends DirectoryCases {
    /** Exports, removes everything but the audit, and imports; a node that starts afterwards. */
    private DirectoryFixture moved(DirectoryFixture from, String admission) {
        List<Line> lines = new ArrayList<>();
        from.people.transfer().export(lines::add);
        for (String rows : List.of("person", "identity", "person_role", "person_attribute", "person_application")) {
            sql("DELETE FROM saoma_" + rows);
        }
        for (String rows : List.of("page_session", "sign_in", "invitation", "outbox", "barred")) {
            sql("DELETE FROM saoma_" + rows);
        }
        DirectoryFixture to = node(admission);
        for (Line line : lines) {
            assertThat(to.people.transfer().add(ROOT, line)).as(line.toString()).isTrue();
        }
        for (Line line : lines) {
            assertThat(to.people.transfer().add(ROOT, line)).as("again").isFalse();
        }
        assertThat(to.people.verifyAudit(Map.of())).isEmpty();
        return to;
    }

    private static Exported person(String subject, List<WeChatId> identities, List<String> roles) {
        return new Exported(
                subject,
                new Person.Profile("李四", null, null),
                new Admission(null, null, null, null),
                identities,
                roles,
                Map.of(),
                Map.of());
    }

    @Test
    @DisplayName("5A, rule 8: who was blocked and erased stays out after a move to another database")
    default void blockedAndErasedPerson_staysOut() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        node.people.block(ROOT, U1, "left");
        node.people.erase(ROOT, U1);

        DirectoryFixture moved = moved(node, "everybody");

        assertThat(arrive(moved, "oA", U1, "shop")).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive(moved, "oB", U2, "shop")).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A: sessions that were ended stay ended after a move, those of an erased person included")
    default void endedSessions_stayEnded() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        arrive(node, "oB", U2, "shop");
        Instant begun = clock().instant();
        clock().advance(Duration.ofSeconds(5));
        node.people.endSessions(ROOT, U1);
        node.people.erase(ROOT, U2);
        clock().advance(Duration.ofSeconds(5));

        DirectoryFixture moved = moved(node, "everybody");

        assertThat(arrive(moved, "oB", U2, "shop")).isInstanceOf(Admitted.class);
        for (String subject : List.of(U1, U2)) {
            assertThat(moved.directory.recheck(subject, "shop", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
            assertThat(moved.directory.recheck(subject, "shop", clock().instant()))
                    .isInstanceOf(Admitted.class);
        }
    }

    @Test
    @DisplayName("5A, rule 5: a block after a move reaches the applications of before, and reasons of blocks are kept")
    default void block_reachesApplicationsOfBefore() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oA", U1, "shop");
        node.people.attributes(ROOT, U1, Map.of("department", "销售"), List.of());
        arrive(node, "oB", U2, "shop");
        node.people.block(ROOT, U2, "left the company");

        DirectoryFixture moved = moved(node, "everybody");

        PutOut out = moved.people.block(ROOT, U1, "");
        assertThat(out.messages()).hasSize(1);
        assertThat(out.withoutLogoutTokens()).containsExactly("shop");
        assertThat(moved.people.show(U1).person().attributes()).containsExactly(Map.entry("department", "销售"));
        assertThat(moved.people.show(U2).person().status().stateWhy()).isEqualTo("left the company");
    }

    @Test
    @DisplayName("5A, rule 4: who waits, waits with the same number after a move")
    default void waitingPerson_keepsTheNumber() {
        DirectoryFixture node = node("approve");
        Waiting waiting = (Waiting) arrive(node, "oA", U1, "crm");

        DirectoryFixture moved = moved(node, "approve");

        assertThat(arrive(moved, "oA", U1, "crm")).isEqualTo(waiting);
        assertThat(moved.people.approve(ROOT, waiting.code()).subject()).isEqualTo(U1);
    }

    @Test
    @DisplayName("a waiting person whose number is unknown or another's here gets a new one")
    default void waitingPerson_getsANumber() {
        DirectoryFixture node = node("approve");
        Waiting waiting = (Waiting) arrive(node, "oA", U1, "crm");
        for (String number : java.util.Arrays.asList(null, waiting.code())) {
            String subject = number == null ? "without" : "with";
            node.people
                    .transfer()
                    .add(
                            ROOT,
                            new Exported(
                                    subject,
                                    new Person.Profile(null, null, null),
                                    new Admission("waiting", null, number, null),
                                    List.of(),
                                    List.of(),
                                    Map.of(),
                                    Map.of()));

            String code = node.people.show(subject).person().status().waitingCode();
            assertThat(code).matches("[0-9]{6}").isNotEqualTo(waiting.code());
            assertThat(node.people.approve(ROOT, code).subject()).isEqualTo(subject);
        }
    }

    @Test
    @DisplayName("an open invitation admits one person after a move; one that was used does not move")
    default void openInvitation_moves() {
        DirectoryFixture node = node("known");
        String used = node.people.invite(ROOT, List.of(), Duration.ofDays(7), null);
        node.directory.arrive(wechat("oB", U2), U2, invited("shop", used));
        String open = node.people.invite(ROOT, List.of(new Role("crm", "admin")), Duration.ofDays(7), "for 李四");

        DirectoryFixture moved = moved(node, "known");

        assertThat(rows("saoma_invitation")).hasSize(1);
        assertThat(moved.directory.arrive(wechat("oA", U1), U1, invited("crm", open)))
                .isInstanceOf(Admitted.class);
        assertThat(moved.directory.claims(U1, "crm")).isEqualTo(Map.of("roles", List.of("admin")));
    }

    @Test
    @DisplayName("ids that belong to another person here are refused, and the owner is named")
    default void idsOfSomebodyElse_areRefused() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        String app = "wx0123456789abcdef";

        assertThatThrownBy(() -> node.people
                        .transfer()
                        .add(ROOT, person("other", List.of(new WeChatId(app, "oA", null)), List.of())))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessage("other: the openid oA at " + app + " belongs to " + U1);
        assertThatThrownBy(() -> node.people
                        .transfer()
                        .add(ROOT, person("other", List.of(new WeChatId(app, "oB", U1)), List.of())))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessage("other: the unionid " + U1 + " belongs to " + U1);
        assertThat(rows("saoma_person")).hasSize(1);
    }

    @Test
    @DisplayName("a state that only a newer version knows is refused by an import, and never written")
    default void unknownState_isRefused() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        sql("UPDATE saoma_person SET state = 'suspended'");
        List<Line> lines = new ArrayList<>();
        node.people.transfer().export(lines::add);
        sql("DELETE FROM saoma_identity");
        sql("DELETE FROM saoma_person");

        assertThat(lines).hasSize(1);
        assertThatThrownBy(() -> node.people.transfer().add(ROOT, lines.get(0)))
                .isInstanceOf(OrderRefusedException.class)
                .hasMessage(U1 + ": state must be waiting, visitor, active or blocked");
        assertThat(rows("saoma_person")).isEmpty();
    }

    @Test
    @DisplayName("a role that an invitation could not carry is refused wherever it is given")
    default void malformedRole_isRefusedEverywhere() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "shop");
        for (String text : List.of("crm:sales admin", "crm:", ":admin", "a,b", "a=b", "a:b:c", "", "x".repeat(256))) {
            List<Role> role = List.of(Role.parse(text));
            assertThatThrownBy(() -> node.people.roles(ROOT, U1, role, List.of()))
                    .as(text)
                    .isInstanceOf(OrderRefusedException.class)
                    .hasMessageContaining("is not a role: write staff");
            assertThatThrownBy(() -> node.people.invite(ROOT, role, Duration.ofDays(1), null))
                    .as(text)
                    .isInstanceOf(OrderRefusedException.class)
                    .hasMessageContaining("is not a role: write staff");
            assertThatThrownBy(() -> node.people.transfer().add(ROOT, person("new", List.of(), List.of(text))))
                    .as(text)
                    .isInstanceOf(OrderRefusedException.class)
                    .hasMessageContaining("is not a role: write staff");
        }
        node.people.roles(ROOT, U1, List.of(new Role("", "x".repeat(255)), new Role("crm", "销售")), List.of());
        assertThat(rows("saoma_person_role")).hasSize(2);
        assertThat(rows("saoma_invitation")).isEmpty();
    }

    @Test
    @DisplayName("5A: an export, and a complete list, have everybody once, also where people sign in meanwhile")
    default void completeListing_missesNobody() {
        DirectoryFixture node = node("everybody");
        nodes().fill(250);
        List<String> all =
                IntStream.range(0, 250).mapToObj(i -> "s" + i).sorted().toList();
        List<String> exported = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        List<String> active = new ArrayList<>();

        node.people.transfer().export(line -> signsIn(((Exported) line).subject(), exported));
        node.people.transfer().list(Filter.ALL, person -> signsIn(person.subject(), listed));
        node.people.transfer().list(new Filter(State.ACTIVE, null, null), person -> signsIn(person.subject(), active));

        assertThat(exported).containsExactlyInAnyOrderElementsOf(all);
        assertThat(listed).containsExactlyInAnyOrderElementsOf(all);
        assertThat(active).hasSize(245).doesNotHaveDuplicates();
    }

    /** After the first person of a listing, those who have not been seen for the longest time sign in. */
    private void signsIn(String subject, List<String> seen) {
        if (seen.isEmpty()) {
            sql(
                    "UPDATE saoma_person SET last_at = last_at + 1000 WHERE last_at < (SELECT * FROM (SELECT MAX(last_at) - 125"
                            + " FROM saoma_person) middle)");
        }
        seen.add(subject);
    }
}
