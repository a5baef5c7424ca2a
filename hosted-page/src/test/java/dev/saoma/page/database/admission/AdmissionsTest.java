package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.directory.WeChatPerson;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each rule of admission on its own. */
class AdmissionsTest extends AdmissionFixture {
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
                        .bind("ending", "w")
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
    void codes_areRandomDigits() {
        WaitingList list = new WaitingList(audit, clock);

        Set<String> codes = transactions.run(
                tables -> Stream.generate(() -> list.code(tables)).limit(50).collect(Collectors.toSet()));

        assertThat(codes).allMatch(code -> code.matches("\\d{6}")).hasSizeGreaterThan(45);
    }

    @Test
    @DisplayName("5A, rule 4: no two people wait with the same number")
    void code_isThatOfOnePerson() {
        Iterator<Integer> drawn = List.of(7, 7, 7, 8).iterator();
        WaitingList list = new WaitingList(audit, clock, new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public int nextInt(int bound) {
                return drawn.next();
            }
        });
        arrive("oA", U1, "open");
        transactions.run(tables -> tables.update(Sql.PERSON_WAITS)
                .bind("subject", U1)
                .bind("code", list.code(tables))
                .bind("now", clock.millis())
                .bind("waitingFrom", (String) null)
                .execute());
        assertThat(person(U1).status().waitingCode()).isEqualTo("000007");

        assertThat(transactions.<String>run(list::code)).isEqualTo("000008");
    }

    @Test
    void changedNameAndPicture_areWritten_andMissingOnesStay() {
        arrive("oA", U1, "open");

        admit(new WeChatPerson("wx0123456789abcdef", "oA", U1, "王芳", null));
        assertThat(person(U1).profile().wechatName()).isEqualTo("王芳");
        assertThat(person(U1).profile().picture()).isEqualTo("https://thirdwx.qlogo.cn/1");

        admit(new WeChatPerson("wx0123456789abcdef", "oA", U1, null, "https://thirdwx.qlogo.cn/2"));
        assertThat(person(U1).profile().wechatName()).isEqualTo("王芳");
        assertThat(searchName()).as("found by the name that stays").isEqualTo("王芳");
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

        assertThat(searchName()).isEqualTo("boss");
    }

    private String searchName() {
        return transactions.run(tables -> tables.query(Sql.PERSON)
                .bind("subject", U1)
                .map((row, context) -> row.getString("search_name"))
                .one());
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
