package dev.saoma.page.database.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.Activity;
import dev.saoma.page.database.Person.Profile;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.Person.Status;
import dev.saoma.page.directory.WeChatPerson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A read that ends after a change has been noticed. */
class PeopleMemoryTest {
    private static final WeChatPerson WECHAT = new WeChatPerson("wx0123456789abcdef", "oA", "u1", "张伟", null);
    private static final Person PERSON = new Person(
            "u1",
            new Profile("张伟", null, null),
            new Status(State.ACTIVE, null, null, null),
            new Activity(1, 1, 0, 0),
            null,
            1,
            List.of(),
            Map.of());

    private final PeopleMemory memory = new PeopleMemory();

    private void keepAllReadAt(long revision) {
        memory.keep(WECHAT, "u1", revision);
        memory.keep(PERSON, revision);
        memory.keepVisit(PERSON, "crm", revision);
    }

    private boolean isAnythingRemembered() {
        return memory.lastRead("u1").isPresent()
                || memory.subject(WECHAT).isPresent()
                || memory.knowsVisit(PERSON, "crm");
    }

    @Test
    @DisplayName("5A, rule 8: what was read before an erasure is not remembered after it")
    void readFromBeforeAnErasure_isNotRemembered() {
        long before = 6;
        keepAllReadAt(before);
        assertThat(isAnythingRemembered()).isTrue();

        memory.forgetEverybody(7);
        keepAllReadAt(before);

        assertThat(isAnythingRemembered()).isFalse();
    }

    @Test
    void readFromBeforeAChange_isNotRemembered() {
        memory.forget(List.of("u1"), 7);
        memory.keep(PERSON, 6);

        assertThat(memory.lastRead("u1")).isEmpty();
    }

    @Test
    void readFromAfterAChange_isRemembered() {
        memory.forget(List.of("u1"), 7);
        keepAllReadAt(7);

        assertThat(memory.stillTrue(WECHAT, 7)).contains(PERSON);
        memory.forget(List.of("u2"), 8);
        assertThat(memory.lastRead("u1")).as("another person has changed").contains(PERSON);
    }
}
