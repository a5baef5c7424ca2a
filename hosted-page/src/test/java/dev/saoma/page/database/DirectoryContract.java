package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.MutableClock;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.PeopleAdministration.PutOut;
import dev.saoma.page.database.PeopleAdministration.RefusedException;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the directory promises, on each database. */
@Timeout(300)
abstract class DirectoryContract {
    private static final String U1 = "o6_bmasdasdsad6_2sgVt7hMZOPfL";
    private static final String U2 = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

    @TempDir
    Path folder;

    private final MutableClock clock = MutableClock.atNow();
    private final List<AutoCloseable> nodes = new ArrayList<>();

    /** JDBC address of an empty database. */
    abstract String emptyDatabase();

    private String url;

    @BeforeEach
    void makeDatabase() {
        url = emptyDatabase();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable node : nodes) {
            node.close();
        }
    }

    private DirectoryFixture node(String admission) {
        return node(admission, "");
    }

    private DirectoryFixture node(String admission, String moreOfWeChat) {
        DirectoryFixture node = new DirectoryFixture(folder, url, admission, moreOfWeChat, clock);
        nodes.add(node);
        return node;
    }

    private static Verdict arrive(DirectoryFixture node, String openid, String unionid, String clientId) {
        return node.directory.arrive(wechat(openid, unionid), unionid, visit(clientId));
    }

    @Test
    @DisplayName("5A: every statement of the product works here")
    void everyStatement_isTaken() {
        assertThat(node("everybody").database.refusedStatements()).isEmpty();
    }

    @Test
    void everybody_comesInUnderTheirOwnId() {
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
    void known_refusesStrangers() {
        DirectoryFixture node = node("known");

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(node.directory.recheck(U1, "crm", clock.instant())).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(node.people.list(Filter.ALL, null)).isEmpty();
    }

    @Test
    @DisplayName("5A: who came in where everybody may is no known person elsewhere")
    void visitorOfAnOpenApplication_isUnknownElsewhere() {
        DirectoryFixture node = node("known");
        assertThat(arrive(node, "oA", U1, "shop")).isInstanceOf(Admitted.class);

        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));

        node.people.admit(ROOT, U1);
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A, rule 4: who waits is shown six digits; approving needs them typed")
    void approve_needsTheNumber() {
        DirectoryFixture node = node("approve");
        Waiting waiting = (Waiting) arrive(node, "oA", U1, "crm");
        assertThat(waiting.code()).matches("[0-9]{6}");
        assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(waiting);
        assertThat(node.directory.recheck(U1, "crm", clock.instant())).isEqualTo(waiting);
        String wrong = waiting.code().equals("000000") ? "000001" : "000000";
        assertThatThrownBy(() -> node.people.approve(ROOT, wrong))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(wrong);

        assertThat(node.people.approve(ROOT, " " + waiting.code() + " ").subject())
                .isEqualTo(U1);

        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);
        assertThat(node.directory.recheck(U1, "crm", clock.instant())).isInstanceOf(Admitted.class);
        assertThatThrownBy(() -> node.people.approve(ROOT, waiting.code())).isInstanceOf(RefusedException.class);
    }

    @Test
    @DisplayName("5A, rule 4: few wait per address; a place expires within a day")
    void waitingPlaces_areFewPerAddress() {
        DirectoryFixture node = node("approve");
        for (int i = 0; i < Admissions.MOST_WAITING_PER_ADDRESS; i++) {
            assertThat(arrive(node, "oA" + i, "u-" + i, "crm")).isInstanceOf(Waiting.class);
        }

        assertThat(arrive(node, "oB", "u-b", "crm")).isEqualTo(new Refused(Reason.TOO_MANY_WAITING));
        assertThat(node.directory.arrive(wechat("oC", "u-c"), "u-c", visit("crm", "198.51.100.7")))
                .isInstanceOf(Waiting.class);

        clock.advance(Admissions.WAITING_LIFETIME.plusSeconds(1));
        assertThat(arrive(node, "oB", "u-b", "crm")).isInstanceOf(Waiting.class);
        assertThat(node.people.list(Filter.ALL, null)).hasSize(1);
    }

    @Test
    @DisplayName("5A: an invitation admits one person with its roles, and no second one")
    void invitation_admitsOnePerson() {
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
    void invitationOfNoUse_isKept() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(7), null);

        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("staff", secret)))
                .isEqualTo(new Refused(Reason.ROLE_MISSING));
        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret)))
                .isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A, rule 5: who was erased and came again is put out of the same applications as everybody")
    void erasedPerson_whoComesAgain_isPutOut() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.people.erase(ROOT, U1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(arrive(node, "oA", U1, "crm")).isInstanceOf(Admitted.class);

        assertThat(node.people.block(ROOT, U1, "left").messages()).hasSize(1);
    }

    @Test
    void invitationThatIsTooOld_admitsNobody() {
        DirectoryFixture node = node("known");
        String secret = node.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        clock.advance(Duration.ofDays(1));

        assertThat(node.directory.arrive(wechat("oA", U1), U1, invited("crm", secret)))
                .isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
    }

    @Test
    @DisplayName("5A, rule 1: another app of the same person attaches by unionid; sub stays")
    void otherApp_isTheSamePerson() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        var official = new dev.saoma.page.directory.WeChatPerson("wxffffffffffffffff", "oOfficial", U1, null, null);

        assertThat(node.directory.arrive(official, "another-id", visit("crm"))).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(node.people.show(U1).identities()).hasSize(2);
    }

    @Test
    @DisplayName("5A: openid → unionid: no new sub")
    void changedPolicy_keepsSubjects() {
        DirectoryFixture node = node("everybody");
        node.directory.arrive(wechat("oA", null), "oA", visit("crm"));

        assertThat(node.directory.arrive(wechat("oA", U1), U1, visit("crm"))).isEqualTo(new Admitted("oA", "张伟"));
    }

    @Test
    @DisplayName(
            "5A, rule 2: a known openid with another unionid is refused; with wechat.moved it is linked, and audited")
    void movedApp_keepsSubjects() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));

        DirectoryFixture moving = node("everybody", ", moved: { until: 2199-01-31 }");
        assertThat(arrive(moving, "oA", U2, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(moving.people.verifyAudit(Map.of())).isEmpty();
        assertThat(rows("saoma_audit")).hasSize(1);
    }

    @Test
    @DisplayName("5A, rule 2: ids that lead to two people are refused, whatever moves")
    void idsOfTwoPeople_areRefused() {
        DirectoryFixture node = node("everybody", ", moved: { until: 2199-01-31 }");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");

        assertThat(arrive(node, "oA", U2, "crm")).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    @DisplayName("5A: 20 first sign-ins of one person at once on two nodes make one row")
    void firstSignInsAtOnce_makeOnePerson() throws Exception {
        List<DirectoryFixture> two = List.of(node("everybody"), node("everybody"));

        List<Verdict> verdicts = atOnce(20, i -> () -> arrive(two.get(i % 2), "oA", U1, "crm"));

        assertThat(verdicts).containsOnly(new Admitted(U1, "张伟"));
        assertThat(rows("saoma_person")).hasSize(1);
        assertThat(rows("saoma_identity")).hasSize(1);
    }

    @Test
    @DisplayName("5A: after the commit of a block nothing is let through on any node")
    void block_countsAtOnce() throws Exception {
        DirectoryFixture one = node("everybody");
        DirectoryFixture other = node("everybody");
        arrive(one, "oA", U1, "crm");
        arrive(one, "oA", U1, "shop");
        clock.advance(Duration.ofSeconds(5));

        PutOut out = one.people.block(ROOT, U1, "left the company");

        assertThat(out.notTold()).containsExactly("shop");
        for (DirectoryFixture node : List.of(one, other)) {
            assertThat(node.directory.recheck(U1, "crm", clock.instant())).isEqualTo(new Refused(Reason.BLOCKED));
            assertThat(arrive(node, "oA", U1, "crm")).isEqualTo(new Refused(Reason.BLOCKED));
        }
        await(() -> one.people.deliveries(out.messages()).stream()
                .allMatch(d -> d.state().equals("done")));
        List<String> told = new ArrayList<>(one.told());
        told.addAll(other.told());
        assertThat(told).as("exactly once, by whichever node").containsExactly("crm " + U1);
    }

    @Test
    void unblock_letsInAgain_andWhatWasEndedStaysEnded() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        clock.advance(Duration.ofSeconds(5));
        var begun = clock.instant();
        node.people.block(ROOT, U1, "");
        node.people.unblock(ROOT, U1, "a mistake");

        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        clock.advance(Duration.ofSeconds(1));
        assertThat(node.directory.recheck(U1, "crm", clock.instant())).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A, rule 10: a role belongs to one application and is sent to no other; taking one ends sessions")
    void roles_belongToApplications() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        assertThat(arrive(node, "oA", U1, "staff")).isEqualTo(new Refused(Reason.ROLE_MISSING));

        node.people.roles(ROOT, U1, List.of(new Role("staff", "staff"), new Role("", "all")), List.of());

        assertThat(arrive(node, "oA", U1, "staff")).isInstanceOf(Admitted.class);
        assertThat(node.directory.claims(U1, "staff")).isEqualTo(Map.of("roles", List.of("all", "staff")));
        assertThat(node.directory.claims(U1, "crm")).isEqualTo(Map.of("roles", List.of("all")));
        clock.advance(Duration.ofSeconds(5));
        var begun = clock.instant();
        node.people.roles(ROOT, U1, List.of(), List.of(new Role("staff", "staff")));
        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        assertThatThrownBy(() -> node.people.roles(ROOT, U1, List.of(new Role("nowhere", "x")), List.of()))
                .hasMessageContaining("nowhere");
    }

    @Test
    @DisplayName("5A, rule 6: the users file wins where it says something")
    void usersFile_wins() {
        DirectoryFixture node = node("everybody");
        node.usersFile.put(U1, Map.of("roles", List.of("staff")));

        assertThat(arrive(node, "oA", U1, "staff")).isInstanceOf(Admitted.class);

        node.usersFile.put(U1, Map.of("roles", List.of()));
        node.people.roles(ROOT, U1, List.of(new Role("", "staff")), List.of());
        assertThat(arrive(node, "oA", U1, "staff")).isEqualTo(new Refused(Reason.ROLE_MISSING));
    }

    @Test
    void merge_movesIdentities_andEndsTheOtherEntry() {
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
        assertThat(node.directory.recheck(U2, "shop", clock.instant())).isInstanceOf(Refused.class);
    }

    @Test
    @DisplayName("5A: after erase a dump has no nickname, openid, unionid or address; the audit still verifies")
    void erase_leavesNothingPersonal() throws Exception {
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
    @DisplayName("5A: a changed row, a changed text, a cut tail and a chain without the key are found")
    void tamperedAudit_isFound() {
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
    void signIns_areCountedAndKept() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        for (int i = 0; i < 3; i++) {
            node.directory.record(new SignInRecord(U1, "sid-1", visit("crm"), "finished", null, null));
        }
        node.directory.record(new SignInRecord(null, null, visit("crm"), "declined", null, null));

        await(() -> rows("saoma_sign_in").size() == 4);

        assertThat(node.people.show(U1).person().signIns()).isEqualTo(3);
        assertThat(node.people.show(U1).sessions()).hasSize(1);
    }

    @Test
    @DisplayName("5A, rule 9: what is older than the settings keep goes; the rest of the audit still verifies")
    void oldRows_areDeleted() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        node.people.admit(ROOT, U1);
        node.directory.record(new SignInRecord(U1, "sid-1", visit("crm"), "finished", null, null));
        await(() -> rows("saoma_sign_in").size() == 1);
        clock.advance(Duration.ofDays(399));
        node.people.rename(ROOT, U1, "One");
        assertThat(rows("saoma_sign_in")).hasSize(1);

        clock.advance(Duration.ofDays(2));
        await(() -> rows("saoma_sign_in").isEmpty());
        clock.advance(Duration.ofDays(800));
        await(() -> rows("saoma_audit").size() == 1);

        assertThat(node.people.verifyAudit(Map.of())).isEmpty();
    }

    @Test
    @DisplayName("an older node beside a newer one: tables that are there are not made again")
    void secondStart_changesNothing() {
        arrive(node("everybody"), "oA", U1, "crm");

        assertThat(node("everybody").people.list(Filter.ALL, null)).hasSize(1);
    }

    @Test
    void list_isSearchedByNameStateAndRole() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 120; i++) {
            clock.advance(Duration.ofSeconds(1));
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

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        while (!condition.holds()) { // Ends at the class's timeout.
            Thread.onSpinWait();
        }
    }

    private interface Task<T> {
        Callable<T> of(int i);
    }

    private static <T> List<T> atOnce(int count, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier together = new CyclicBarrier(count);
        try {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<T> call = task.of(i);
                results.add(threads.submit(() -> {
                    together.await();
                    return call.call();
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> result : results) {
                all.add(result.get());
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    /** By the address as the page opens it: an embedded database may be open already. */
    private Jdbi jdbi() {
        return Jdbi.create(url);
    }

    private void sql(String text) {
        jdbi().useHandle(handle -> handle.execute(text));
    }

    private String mac(long seq) {
        return jdbi().withHandle(handle -> handle.createQuery("SELECT mac FROM saoma_audit WHERE seq = " + seq)
                .mapTo(String.class)
                .one());
    }

    private List<Map<String, Object>> rows(String table) {
        return jdbi().withHandle(handle ->
                handle.createQuery("SELECT * FROM " + table).mapToMap().list());
    }

    private String dump() {
        return List.of(
                        "saoma_pool",
                        "saoma_person",
                        "saoma_identity",
                        "saoma_person_role",
                        "saoma_person_attribute",
                        "saoma_person_application",
                        "saoma_page_session",
                        "saoma_sign_in",
                        "saoma_invitation",
                        "saoma_outbox",
                        "saoma_barred",
                        "saoma_audit",
                        "saoma_audit_detail")
                .stream()
                .map(table -> table + rows(table))
                .collect(Collectors.joining("\n"));
    }
}
