package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Reports.Counts;
import dev.saoma.page.database.Reports.Cursor;
import dev.saoma.page.database.Reports.SignInFilter;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the console stores and shows. */
interface ConsoleCases extends DirectoryCases {
    private static Administrators administrators(DirectoryFixture node) {
        return node.database.administrators(new RandomText(new SecureRandom()));
    }

    @Test
    @DisplayName("5B, Security 6: a pool keeps its last owner; a blocked one does not count")
    default void lastOwner_stays() {
        DirectoryFixture node = node("everybody");
        Administrators all = administrators(node);
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");
        Administrator first = all.add(ROOT, U1, Duty.OWNER);
        assertThat(first.active()).as("a visitor becomes known").isTrue();
        assertThatThrownBy(() -> all.add(ROOT, U1, Duty.AUDITOR)).isInstanceOf(OrderRefusedException.class);
        assertThatThrownBy(() -> all.remove(ROOT, first.id(), first.version())).hasMessageContaining("last owner");

        Administrator second = all.add(ROOT, U2, Duty.OWNER);
        node.people.block(ROOT, U2, "");
        assertThatThrownBy(() -> all.change(ROOT, first.id(), first.version(), Duty.OPERATOR))
                .hasMessageContaining("last owner");
        node.people.unblock(ROOT, U2, "");
        assertThat(all.change(ROOT, first.id(), first.version(), Duty.OPERATOR).duty())
                .isEqualTo(Duty.OPERATOR);
        assertThatThrownBy(() -> all.change(ROOT, first.id(), first.version(), Duty.AUDITOR))
                .isInstanceOf(ChangedException.class);
        assertThat(all.find(U2)).map(Administrator::id).contains(second.id());
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B: a known browser is known for one administrator, until it or the administrator is taken away")
    default void browser_isKnownForOneAdministrator() {
        DirectoryFixture node = node("everybody");
        Administrators all = administrators(node);
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");
        all.add(ROOT, U1, Duty.OWNER);
        Administrator auditor = all.add(ROOT, U2, Duty.AUDITOR);
        all.know(ROOT, U2, "secret-of-the-browser", "Firefox");

        assertThat(all.knows(U2, "secret-of-the-browser")).isTrue();
        assertThat(all.knows(U1, "secret-of-the-browser")).isFalse();
        assertThat(all.knows(U2, "another")).isFalse();
        all.remove(ROOT, auditor.id(), auditor.version());
        assertThat(all.knows(U2, "secret-of-the-browser")).isFalse();
        assertThatThrownBy(() -> all.know(ROOT, U2, "more", null)).isInstanceOf(OrderRefusedException.class);
    }

    @Test
    @DisplayName("5B, Security 3: a write to a version that is not the row's any more is refused")
    default void oldVersion_isRefused() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        long version = node.people.show(U1).person().version();
        node.people.ofVersion(version).rename(ROOT, U1, "First");

        assertThatThrownBy(() -> node.people.ofVersion(version).rename(ROOT, U1, "Second"))
                .isInstanceOf(ChangedException.class);
        assertThat(node.people.show(U1).person().profile().displayName()).isEqualTo("First");
    }

    @Test
    @DisplayName("5B: sign-ins are counted by hour and reason, listed by filter and page by page")
    default void signIns_areCountedAndListed() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        for (int i = 0; i < 120; i++) {
            node.directory.record(new SignInRecord(
                    U1,
                    null,
                    DirectoryFixture.visit("crm"),
                    i % 10 == 0 ? "refused" : "finished",
                    i % 10 == 0 ? "blocked" : null,
                    null));
        }
        await(() -> rows("saoma_sign_in").size() == 120);
        Reports reports = node.database.reports();
        long since = clock().instant().minus(Duration.ofHours(1)).toEpochMilli();
        Counts counts = reports.counts(since);
        assertThat(counts.reasons()).isEqualTo(java.util.Map.of("blocked", 12L));
        assertThat(counts.finished().values()).containsExactly(108L);
        assertThat(counts.finished().keySet()).allMatch(hour -> hour % 3_600_000 == 0);

        SignInFilter all = filter(since, new Cursor(clock().millis(), "~"), null);
        List<Reports.SignIn> first = reports.signIns(all);
        Reports.SignIn last = first.get(first.size() - 1);
        List<Reports.SignIn> second = reports.signIns(filter(since, new Cursor(last.at(), last.id()), null));
        assertThat(first).hasSize(100);
        assertThat(second).hasSize(20).doesNotContainAnyElementsOf(first);
        assertThat(reports.signIns(filter(since, new Cursor(clock().millis(), "~"), "refused")))
                .hasSize(12);
    }

    private static SignInFilter filter(long since, Cursor before, @Nullable String outcome) {
        return new SignInFilter(since, before, null, null, outcome, null, null, null);
    }

    @Test
    @DisplayName("5B: people are found by the end of their id, whatever signs it has")
    default void people_areFoundByTheEndOfTheirId() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        String end = U1.substring(U1.length() - 4);

        assertThat(node.people.list(new Filter(null, null, null, end), null))
                .extracting(Person::subject)
                .contains(U1);
        assertThat(endingWith(node, "____")).isEmpty();
        assertThat(endingWith(node, "%")).isEmpty();
        assertThat(endingWith(node, end.substring(1))).containsExactly(U1);
        assertThat(endingWith(node, U1)).containsExactly(U1);
        assertThat(endingWith(node, "x" + end)).isEmpty();
    }

    private static List<String> endingWith(DirectoryFixture node, String end) {
        return node.people.list(new Filter(null, null, null, end), null).stream()
                .map(Person::subject)
                .toList();
    }

    @Test
    @DisplayName(
            "5B: a person whom an older node has added is found by the end of the id at once, and by the index soon")
    default void people_ofAnOlderNode_areFoundByTheEndOfTheirId() {
        DirectoryFixture node = node("everybody");
        String end = U1.substring(U1.length() - 4);
        String insert =
                "INSERT INTO saoma_person (pool, subject, state, first_at, last_at, sign_ins, ended_before, version,"
                        + " revision) VALUES ('default', '%s', 'active', 1, 1, 0, 0, 1, 0)"; // As the first version
        // does.

        sql(insert.formatted(U1));
        assertThat(endingWith(node, end)).containsExactly(U1);

        await(() -> rows("saoma_person").stream().allMatch(row -> end.equals(row.get("id_ending"))));
        assertThat(endingWith(node, end)).containsExactly(U1);
    }
}
