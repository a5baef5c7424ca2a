package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Admitted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The log of sign-ins, the audit, and the list of people. */
interface EvidenceCases extends DirectoryCases {
    @Test
    @DisplayName("5A: a changed row, a changed text, a cut tail and a chain without the key are found")
    default void tamperedAudit_isFound() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.people.admit(ROOT, U1);
        node.people.rename(ROOT, U1, "One");
        node.people.rename(ROOT, U1, "Two");
        Map<Long, String> noted = Map.of(3L, mac(3));
        assertThat(node.people.verifyAudit(noted)).isEmpty();

        sql("UPDATE saoma_audit SET actor = 'shell:other' WHERE seq = 2");
        assertThat(node.people.verifyAudit(noted))
                .hasValueSatisfying(fault -> assertThat(fault).contains("row 2"));
        sql("UPDATE saoma_audit SET actor = 'shell:root' WHERE seq = 2");
        assertThat(node.people.verifyAudit(noted)).isEmpty();

        sql("UPDATE saoma_audit_detail SET content = 'nothing happened' WHERE seq = 2");
        assertThat(node.people.verifyAudit(noted))
                .hasValueSatisfying(fault -> assertThat(fault).contains("row 2"));
        sql("DELETE FROM saoma_audit_detail WHERE seq = 2");

        String head = mac(2);
        sql("DELETE FROM saoma_audit WHERE seq = 3");
        assertThat(node.people.verifyAudit(Map.of())).as("the pool's row knows").isPresent();
        sql("UPDATE saoma_pool SET audit_seq = 2, audit_head = '" + head + "'");
        assertThat(node.people.verifyAudit(Map.of())).as("cut cleanly").isEmpty();
        assertThat(node.people.verifyAudit(noted))
                .as("but it was noted elsewhere")
                .isPresent();
    }

    @Test
    default void signIns_areCountedAndKept() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        for (int i = 0; i < 3; i++) {
            node.directory.record(new SignInRecord(U1, "sid-1", visit("crm"), "finished", null, null));
        }
        node.directory.record(new SignInRecord(null, null, visit("crm"), "declined", null, null));

        await(() -> rows("saoma_sign_in").size() == 4);

        assertThat(node.people.show(U1).person().activity().signIns()).isEqualTo(3);
        assertThat(node.people.show(U1).sessions()).hasSize(1);
    }

    @Test
    @DisplayName("5A, rule 9: what is older than the settings keep goes; the rest of the audit still verifies")
    default void oldRows_areDeleted() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.people.admit(ROOT, U1);
        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm"), "finished", null, null));
        await(() -> rows("saoma_sign_in").size() == 1);
        clock().advance(Duration.ofDays(399));
        node.people.rename(ROOT, U1, "One");
        assertThat(rows("saoma_sign_in")).hasSize(1);

        clock().advance(Duration.ofDays(2));
        await(() ->
                rows("saoma_sign_in").isEmpty() && rows("saoma_page_session").isEmpty());
        clock().advance(Duration.ofDays(800));
        await(() -> rows("saoma_audit").stream().noneMatch(row -> row.get("seq").equals(1L)));

        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("5A, rule 9: two nodes that delete, and administrators who write meanwhile, do not block each other")
    default void oldRows_areDeletedBesideWrites() throws Exception {
        List<DirectoryFixture> two = List.of(node("everybody"), node("everybody"));
        arrive(two.get(0), "oA", U1, "crm");
        two.get(0).people.admit(ROOT, U1);
        for (int i = 0; i < 1200; i++) {
            two.get(i % 2).directory.record(new SignInRecord(null, null, visit("crm"), "declined", null, null));
        }
        await(() -> rows("saoma_sign_in").size() == 1200);
        clock().advance(Duration.ofDays(401));

        List<Boolean> done = atOnce(8, i -> () -> {
            DirectoryFixture node = two.get(i % 2);
            if (i < 4) {
                node.database.retention().sweep();
                return true;
            }
            node.people.rename(ROOT, U1, "Name " + i);
            return arrive(node, "oA", U1, "crm") instanceof Admitted;
        });

        assertThat(done).containsOnly(true);
        await(() -> rows("saoma_sign_in").isEmpty());
        assertThat(rows("saoma_audit")).hasSize(5);
        assertThat(two.get(0).people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    default void list_isSearchedByNameStateAndRole() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 120; i++) {
            clock().advance(Duration.ofSeconds(1));
            arrive(node, "o" + i, "u" + i, "shop");
        }
        node.people.rename(ROOT, "u7", "Bond, James");
        node.people.roles(ROOT, "u8", List.of(new Role("", "staff")), List.of());
        node.people.block(ROOT, "u9", "");

        List<Person> first = node.people.list(Filter.ALL, null);
        assertThat(first).hasSize(100).first().extracting(Person::subject).isEqualTo("u119");
        List<Person> rest = node.people.list(Filter.ALL, first.get(99));
        assertThat(rest).hasSize(20).last().extracting(Person::subject).isEqualTo("u0");
        assertThat(node.people.list(new Filter(null, "bond", null), null))
                .extracting(Person::subject)
                .containsExactly("u7");
        assertThat(node.people.list(new Filter(null, null, "staff"), null))
                .extracting(Person::subject)
                .containsExactly("u8");
        assertThat(node.people.list(new Filter(State.BLOCKED, null, null), null))
                .extracting(Person::subject)
                .containsExactly("u9");
    }

    @Test
    @DisplayName("people of one name are listed to the last, page by page")
    default void peopleOfOneName_areAllListed() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 230; i++) {
            arrive(node, "o" + i, "u" + i, "shop");
        }
        Filter filter = new Filter(null, "张", null);

        List<Person> first = node.people.list(filter, null);
        List<Person> second = node.people.list(filter, first.get(99));
        List<Person> third = node.people.list(filter, second.get(99));

        assertThat(third).hasSize(30);
        assertThat(Stream.of(first, second, third).flatMap(List::stream))
                .extracting(Person::subject)
                .doesNotHaveDuplicates()
                .hasSize(230);
    }

    @Test
    @DisplayName("a list carries roles and attributes; a role of two applications lists no person twice")
    default void list_carriesRolesAndAttributes() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 3; i++) {
            arrive(node, "o" + i, "u" + i, "shop");
        }
        node.people.roles(ROOT, "u1", List.of(Role.parse("crm:staff"), Role.parse("shop:staff")), List.of());
        node.people.attributes(ROOT, "u1", Map.of("department", "销售"), List.of());

        assertThat(node.people.list(new Filter(null, null, "staff"), null))
                .singleElement()
                .satisfies(person -> {
                    assertThat(person.subject()).isEqualTo("u1");
                    assertThat(person.roles()).hasSize(2);
                });
        assertThat(node.people.list(Filter.ALL, null))
                .filteredOn(person -> person.subject().equals("u1"))
                .singleElement()
                .extracting(Person::attributes)
                .isEqualTo(Map.of("department", "销售"));
        assertThatThrownBy(() -> new Filter(State.BLOCKED, "a", null)).hasMessageContaining("one at a time");
    }
}
