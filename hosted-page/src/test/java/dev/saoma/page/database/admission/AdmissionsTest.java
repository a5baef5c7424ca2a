package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.BareDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.admission.Admissions.InvitationOfNoUse;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.AdmissionRule.Policy;
import dev.saoma.page.support.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each rule of admission and identity by itself, in an embedded database of which each test has a pool. */
class AdmissionsTest {
    private static final String U1 = "o6_bmasdasdsad6_2sgVt7hMZOPfL";
    private static final String U2 = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

    private static Database database;

    private final MutableClock clock = MutableClock.atNow();
    private final AuditChain audit = new AuditChain(List.of(new byte[32]));
    private final Map<String, AdmissionRule> rules = new HashMap<>();
    private final Map<String, Map<String, Object>> usersFile = new HashMap<>();
    private Transactions transactions;
    private Admissions admissions;

    @BeforeAll
    static void open() {
        database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void makePool() {
        transactions = new Transactions(database, UUID.randomUUID().toString());
        rules.put("open", new AdmissionRule(Policy.EVERYBODY, Set.of()));
        rules.put("known", new AdmissionRule(Policy.KNOWN, Set.of()));
        rules.put("approve", new AdmissionRule(Policy.APPROVE, Set.of()));
        rules.put("staff", new AdmissionRule(Policy.EVERYBODY, Set.of("staff", "chief")));
        admissions = moving(null);
    }

    private Admissions moving(@Nullable Instant until) {
        return new Admissions(
                new AdmissionRules(rules::get, subject -> usersFile.getOrDefault(subject, Map.of())),
                until,
                audit,
                clock);
    }

    private static WeChatPerson wechat(String openid, @Nullable String unionid) {
        return new WeChatPerson("wx0123456789abcdef", openid, unionid, "张伟", "https://thirdwx.qlogo.cn/1");
    }

    private static Visit visit(String clientId) {
        return visit(clientId, "192.0.2.1");
    }

    private static Visit visit(String clientId, @Nullable String address) {
        return new Visit(clientId, "redirect", address, null, Optional.empty());
    }

    private static Visit invited(String clientId, String secret) {
        return new Visit(clientId, "redirect", "192.0.2.1", null, Optional.of(secret));
    }

    private Arrival arrive(String openid, @Nullable String unionid, String wanted, Visit visit) {
        return transactions.run(
                tables -> admissions.arrive(tables, wechat(openid, unionid), wanted, visit, any -> Optional.empty()));
    }

    private Arrival arrive(String openid, String unionid, String clientId) {
        return arrive(openid, unionid, unionid, visit(clientId));
    }

    private Person person(String subject) {
        return transactions.run(tables -> tables.person(subject)).orElseThrow();
    }

    private void state(String subject, State state) {
        transactions.run(tables -> tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", state.code())
                .bind("why", (String) null)
                .execute());
    }

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

    private long revision() {
        return transactions.read(tables -> tables.pool().orElseThrow().revision());
    }

    private Optional<String> fault() {
        return transactions.run(tables -> audit.verify(tables, Map.of()));
    }

    private long auditRows() {
        return transactions.run(tables -> tables.pool().orElseThrow().auditSeq());
    }

    @Test
    void newPerson_isAVisitorWhereEverybodyMayCome() {
        Arrival arrival = arrive("oA", U1, "open");

        assertThat(arrival.verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrival.id()).isEqualTo(U1);
        Person person = person(U1);
        assertThat(person.state()).isEqualTo(State.VISITOR);
        assertThat(person.profile().picture()).isEqualTo("https://thirdwx.qlogo.cn/1");
        assertThat(person.activity().firstAt()).isEqualTo(clock.millis());
        assertThat(person.status().waitingCode()).isNull();
    }

    @Test
    void newPerson_isRefusedWhereOnlyKnownOnesMay_andLeavesNoEntry() {
        Arrival arrival = arrive("oA", U1, "known");

        assertThat(arrival.verdict()).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(arrival.person()).isNull();
        assertThat(arrival.id()).as("of a stranger, the unionid").isEqualTo(U1);
        assertThat(transactions.<Boolean>run(tables -> tables.subject(U1).isPresent()))
                .isFalse();
        assertThat(arrive("oB", null, "oB", visit("known")).id())
                .as("else the openid")
                .isEqualTo("oB");
    }

    @Test
    void visitor_isUnknownElsewhere_andWaitsWherePeopleAreApproved() {
        arrive("oA", U1, "open");

        assertThat(arrive("oA", U1, "known").verdict()).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        long before = revision();
        Waiting waiting = (Waiting) arrive("oA", U1, "approve").verdict();

        assertThat(waiting.code())
                .matches("\\d{6}")
                .isEqualTo(person(U1).status().waitingCode());
        assertThat(person(U1).state()).isEqualTo(State.WAITING);
        assertThat(revision()).as("other nodes look").isGreaterThan(before);
        assertThat(arrive("oA", U1, "approve").verdict()).as("the same number").isEqualTo(waiting);
        assertThat(arrive("oA", U1, "open").verdict()).isInstanceOf(Admitted.class);
    }

    @Test
    void newPerson_waitsUntilApproved() {
        Waiting waiting = (Waiting) arrive("oA", U1, "approve").verdict();
        assertThat(waiting.code()).matches("\\d{6}");
        assertThat(person(U1).state()).isEqualTo(State.WAITING);

        state(U1, State.ACTIVE);

        assertThat(arrive("oA", U1, "approve").verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(arrive("oA", U1, "known").verdict()).isEqualTo(new Admitted(U1, "张伟"));
    }

    @Test
    void addressWithFivePlaces_getsNoMore_alsoForAVisitor() {
        arrive("oV", "uV", "open");
        for (int i = 0; i < WaitingList.MOST_PER_ADDRESS; i++) {
            assertThat(arrive("o" + i, "u" + i, "approve").verdict()).isInstanceOf(Waiting.class);
        }

        Arrival refused = arrive("oX", "uX", "approve");
        assertThat(refused.verdict()).isEqualTo(new Refused(Reason.TOO_MANY_WAITING));
        assertThat(refused.id()).isEqualTo("uX");
        Arrival visitor = arrive("oV", "uV", "approve");
        assertThat(visitor.verdict()).isEqualTo(new Refused(Reason.TOO_MANY_WAITING));
        assertThat(visitor.id()).isEqualTo("uV");
        assertThat(person("uV").state()).isEqualTo(State.VISITOR);
        assertThat(arrive("oY", "uY", "uY", visit("approve", "192.0.2.2")).verdict())
                .isInstanceOf(Waiting.class);
        assertThat(arrive("oZ", "uZ", "uZ", visit("approve", null)).verdict())
                .as("an address that is not known is not counted")
                .isInstanceOf(Waiting.class);
    }

    @Test
    void placeOfADay_makesRoom() {
        for (int i = 0; i < WaitingList.MOST_PER_ADDRESS; i++) {
            arrive("o" + i, "u" + i, "approve");
        }
        clock.advance(WaitingList.LIFETIME);
        assertThat(arrive("oX", "uX", "approve").verdict())
                .as("not before the day is over")
                .isEqualTo(new Refused(Reason.TOO_MANY_WAITING));

        clock.advance(Duration.ofMillis(1));

        assertThat(arrive("oX", "uX", "approve").verdict()).isInstanceOf(Waiting.class);
        assertThat(transactions.<Boolean>run(tables -> tables.subject("u0").isPresent()))
                .isFalse();
    }

    @Test
    void oldestPlace_goesWhereThePoolIsFull() {
        transactions.run(tables -> {
            for (int i = 0; i < 1000; i++) {
                tables.update(Sql.PERSON_INSERT)
                        .bind("subject", "w" + i)
                        .bind("name", (String) null)
                        .bind("search", (String) null)
                        .bind("picture", (String) null)
                        .bind("state", "waiting")
                        .bind("code", "1")
                        .bind("waitingAt", clock.millis() - (i == 7 ? 1000 : 1))
                        .bind("waitingFrom", "other")
                        .bind("now", clock.millis())
                        .execute();
            }
            return null;
        });

        assertThat(arrive("oA", U1, "approve").verdict()).isInstanceOf(Waiting.class);

        assertThat(transactions.<Long>run(tables ->
                        tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one()))
                .isEqualTo(1000);
        assertThat(transactions.<Boolean>run(tables -> tables.subject("w7").isPresent()))
                .isFalse();
        assertThat(transactions.<Boolean>run(tables -> tables.subject("w8").isPresent()))
                .isTrue();
    }

    @Test
    void codes_differ() {
        Set<String> codes = new HashSet<>();
        WaitingList list = new WaitingList(audit, clock);
        for (int i = 0; i < 50; i++) {
            assertThat(codes.add(list.code()) || codes.size() > 45).isTrue();
        }
        assertThat(codes).allMatch(code -> code.matches("\\d{6}")).hasSizeGreaterThan(45);
    }

    @Test
    void anotherAppOfTheSameAccount_leadsToTheSamePerson() {
        arrive("oA", U1, "open");

        Arrival arrival = arrive("oB", U1, "oB", visit("open"));

        assertThat(arrival.verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<Integer>run(tables -> tables.identities(U1).size()))
                .isEqualTo(2);
    }

    @Test
    void unionidOfTwoPeople_isAConflict() {
        transactions.run(tables -> {
            tables.insert(wechat("o1", U1), "one", 1);
            tables.insert(wechat("o2", U1), "two", 1);
            return null;
        });

        Arrival arrival = arrive("oNew", U1, "open");

        assertThat(arrival.verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(arrival.id()).isEqualTo(U1);
    }

    @Test
    void identityWithoutItsPerson_isAConflict() {
        transactions.run(tables -> {
            tables.insert(wechat("o1", U1), "gone", 1);
            return null;
        });

        assertThat(arrive("o1", U1, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(arrive("o2", U1, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void openidThatGainsAUnionid_isLinked() {
        assertThat(arrive("oA", null, "oA", visit("open")).verdict()).isEqualTo(new Admitted("oA", "张伟"));

        assertThat(arrive("oA", U1, "oA", visit("open")).verdict()).isEqualTo(new Admitted("oA", "张伟"));

        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .containsExactly("oA");
        assertThat(auditRows()).as("nothing has moved").isZero();
        assertThat(arrive("oA", null, "oA", visit("open")).verdict())
                .as("a scan without a unionid unlinks nothing")
                .isInstanceOf(Admitted.class);
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .containsExactly("oA");
    }

    @Test
    void otherUnionid_isRefused_unlessTheAccountMoves() {
        arrive("oA", U1, "open");

        Arrival refused = arrive("oA", U2, "open");
        assertThat(refused.verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
        assertThat(refused.id()).as("of the person whose openid it is").isEqualTo(U1);

        admissions = moving(clock.instant().plusSeconds(1));
        assertThat(arrive("oA", U2, "open").verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U2)))
                .containsExactly(U1);
        assertThat(transactions.<List<String>>run(tables -> tables.subjectsOf(U1)))
                .isEmpty();
        assertThat(auditRows()).isEqualTo(1);
        assertThat(fault()).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(arrive("oA", "u3", "open").verdict())
                .as("not after that time")
                .isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void movedPerson_takesTheRefusalsOfBeforeAlong() {
        arrive("oA", U1, "open");
        transactions.run(tables -> tables.update(Sql.SIGN_IN_INSERT)
                .bind("id", "1")
                .bind("now", 1)
                .bind("subject", audit.logName(U1))
                .bind("clientId", "crm")
                .bind("method", "redirect")
                .bind("outcome", "refused")
                .bind("reason", "unknown_person")
                .bind("errorId", (String) null)
                .bind("ip", "192.0.2.9")
                .bind("agent", (String) null)
                .execute());
        admissions = moving(clock.instant().plusSeconds(1));

        arrive("oA", U2, "open");

        assertThat(addresses(audit.logName(U2))).containsExactly("192.0.2.9");
        assertThat(addresses(audit.logName(U1))).isEmpty();
    }

    private List<String> addresses(String name) {
        return transactions.run(tables -> tables.query(Sql.SIGN_IN_ADDRESSES)
                .bind("subject", name)
                .mapTo(String.class)
                .list());
    }

    @Test
    void unionidOfAnotherPerson_isAConflict_alsoWhileTheAccountMoves() {
        arrive("oA", U1, "open");
        arrive("oB", U2, "open");
        admissions = moving(clock.instant().plusSeconds(60));

        assertThat(arrive("oA", U2, "open").verdict()).isEqualTo(new Refused(Reason.IDENTITY_CONFLICT));
    }

    @Test
    void importedPerson_isRecognisedByTheIdThatIsWanted() {
        transactions.run(tables -> {
            insertPerson(tables, U1);
            return null;
        });

        assertThat(arrive("oA", U1, "known").verdict()).isEqualTo(new Admitted(U1, "张伟"));
        assertThat(transactions.<Integer>run(tables -> tables.identities(U1).size()))
                .isEqualTo(1);
    }

    private static void insertPerson(PeopleTables tables, String subject) {
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", subject)
                .bind("name", (String) null)
                .bind("search", (String) null)
                .bind("picture", (String) null)
                .bind("state", "active")
                .bind("code", (String) null)
                .bind("waitingAt", (Long) null)
                .bind("waitingFrom", (String) null)
                .bind("now", 1)
                .execute();
    }

    @Test
    void barredIds_areRefused_byOpenidAndByUnionid() {
        for (String barred : List.of("wx0123456789abcdef oBarred", "uBarred")) {
            transactions.run(tables -> tables.update(Sql.BARRED_INSERT)
                    .bind("fingerprint", audit.fingerprint(barred))
                    .bind("now", 1)
                    .execute());
        }

        assertThat(arrive("oBarred", null, "oBarred", visit("open")).verdict()).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive("oOther", "uBarred", "open").verdict()).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive("oOther", "uOther", "open").verdict()).isInstanceOf(Admitted.class);
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

    @Test
    void changedNameAndPicture_areWritten_andMissingOnesStay() {
        arrive("oA", U1, "open");

        admit(new WeChatPerson("wx0123456789abcdef", "oA", U1, "王芳", null));
        assertThat(person(U1).profile().wechatName()).isEqualTo("王芳");
        assertThat(person(U1).profile().picture()).isEqualTo("https://thirdwx.qlogo.cn/1");

        admit(new WeChatPerson("wx0123456789abcdef", "oA", U1, null, "https://thirdwx.qlogo.cn/2"));
        assertThat(person(U1).profile().wechatName()).isEqualTo("王芳");
        assertThat(person(U1).profile().picture()).isEqualTo("https://thirdwx.qlogo.cn/2");
    }

    private void admit(WeChatPerson wechat) {
        Arrival arrival = transactions.run(
                tables -> admissions.arrive(tables, wechat, U1, visit("open"), any -> Optional.empty()));
        assertThat(arrival.verdict())
                .isEqualTo(new Admitted(U1, person(U1).name().orElse(null)));
    }

    @Test
    void nameOfTheDirectory_isSearchedFor_whateverWeChatSays() {
        arrive("oA", U1, "open");
        transactions.run(tables -> tables.update(Sql.PERSON_NAMED)
                .bind("subject", U1)
                .bind("name", "Boss")
                .bind("search", "boss")
                .execute());

        admit(new WeChatPerson("wx0123456789abcdef", "oA", U1, "王芳", null));

        assertThat(transactions.<List<String>>run(tables -> tables.query(Sql.PEOPLE_NAMED)
                        .bind("from", "boss")
                        .bind("upto", "boss\uffff")
                        .bind("subject", "")
                        .map((row, context) -> row.getString("subject"))
                        .list()))
                .containsExactly(U1);
    }

    @Test
    void personThatMemoryKnows_isNotReadAgain() {
        arrive("oA", U1, "open");
        Person remembered = person(U1);
        state(U1, State.BLOCKED);

        Arrival arrival = transactions.run(tables ->
                admissions.arrive(tables, wechat("oA", U1), U1, visit("open"), any -> Optional.of(remembered)));

        assertThat(arrival.verdict()).isInstanceOf(Admitted.class);
        assertThat(arrival.person()).isSameAs(remembered);
    }

    @Test
    void rolesOfTheFile_winOverThoseOfTheDirectory() {
        arrive("oA", U1, "open");
        assertThat(arrive("oA", U1, "staff").verdict()).isEqualTo(new Refused(Reason.ROLE_MISSING));

        transactions.run(tables -> {
            tables.insert(U1, Role.parse("chief"));
            return null;
        });
        assertThat(arrive("oA", U1, "staff").verdict()).isInstanceOf(Admitted.class);

        usersFile.put(U1, Map.of("roles", List.of("guest")));
        assertThat(arrive("oA", U1, "staff").verdict()).isEqualTo(new Refused(Reason.ROLE_MISSING));
        usersFile.put(U1, Map.of("roles", List.of("guest", "staff")));
        assertThat(arrive("oA", U1, "staff").verdict()).isInstanceOf(Admitted.class);
        usersFile.put(U1, Map.of("department", "sales"));
        assertThat(arrive("oA", U1, "staff").verdict()).isInstanceOf(Admitted.class);
    }

    @Test
    void blockedAndMergedOnes_areRefusedEverywhere() {
        arrive("oA", U1, "open");
        for (String clientId : rules.keySet()) {
            state(U1, State.BLOCKED);
            assertThat(arrive("oA", U1, clientId).verdict()).isEqualTo(new Refused(Reason.BLOCKED));
            state(U1, State.MERGED);
            assertThat(arrive("oA", U1, clientId).verdict()).isEqualTo(new Refused(Reason.SESSION_ENDED));
        }
    }
}
