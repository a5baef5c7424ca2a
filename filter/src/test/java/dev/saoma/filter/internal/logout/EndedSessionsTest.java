package dev.saoma.filter.internal.logout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {
    private static final Duration LIFETIME = Duration.ofHours(8);

    private final TestClock clock = new TestClock();
    private final EndedSessions ended = new EndedSessions(clock, LIFETIME, 100);

    @Test
    void beforeTheFirstEnd_nobodyIsCovered() {
        assertThat(ended.isEmpty()).isTrue();
        assertThat(covers("s", "u", 0)).isFalse();
    }

    @Test
    void bySid_endsThatSession_andThoseOfTheSubjectWithoutOne() {
        ended.end("s1", "u", 1000);

        assertThat(covers("s1", "u", 900)).isTrue();
        assertThat(covers("s2", "u", 900)).isFalse();
        assertThat(covers(null, "u", 1000)).isTrue();
        assertThat(covers(null, "u", 1001)).isFalse();
        assertThat(covers(null, "v", 900)).isFalse();
    }

    @Test
    @DisplayName("a code that was under way when its session ended does not bring it back")
    void bySid_endsWhatWasUnderWay() {
        ended.end("s1", null, 1000);

        assertThat(covers("s1", "u", 1060)).isTrue();
        assertThat(covers("s1", "u", 1061)).isFalse();
    }

    @Test
    void bySubject_endsAllSessionsOfBefore_andNoneOfAfterwards() {
        ended.end(null, "u", 1000);

        assertThat(covers("s1", "u", 1000)).isTrue();
        assertThat(covers(null, "u", 1000)).isTrue();
        assertThat(covers("s1", "u", 1001)).isFalse();
        assertThat(covers("s1", "v", 1000)).isFalse();
    }

    @Test
    @DisplayName("within one second of the provider's clock ours decides")
    void sameSecond_isDecidedByWhatCameFirst() {
        ended.end(null, "u", 1000);
        long told = clock.millis();

        assertThat(ended.covers("s1", "u", 1000, told - 1)).isTrue();
        assertThat(ended.covers("s1", "u", 1000, told + 1)).isFalse();
        assertThat(ended.covers("s1", "u", 999, told + 1)).isTrue();
        assertThat(ended.covers("s1", "u", 1000, Long.MIN_VALUE)).isTrue();
    }

    @Test
    void olderEnd_doesNotShortenANewerOne() {
        ended.end(null, "u", 1000);
        ended.end(null, "u", 500);
        ended.end("s", "u", 2000);

        assertThat(covers("other", "u", 1000)).isTrue();
        assertThat(covers("other", "u", 1500)).isFalse();
        assertThat(covers(null, "u", 2000)).isTrue();
    }

    @Test
    void entries_areForgottenWhenNoSessionCanBeLeft() {
        ended.end(null, "old", now());
        clock.advance(LIFETIME.minusSeconds(1));
        ended.end(null, "new", now());
        assertThat(covers("s", "old", 0)).isTrue();

        clock.advance(Duration.ofMinutes(2));
        ended.end(null, "newer", now());

        assertThat(covers("s", "old", 0)).isFalse();
        assertThat(covers("s", "new", 0)).isTrue();
    }

    @Test
    @DisplayName("fails closed: above the bound too much is ended, never too little")
    void aboveTheBound_whoeverSignedInBeforeALine_isOut() {
        for (int i = 0; i < 1000; i++) {
            ended.end("s" + i, null, 10_000 + i * 100);
        }

        for (int i = 0; i < 1000; i++) {
            assertThat(covers("s" + i, "u" + i, 10_000 + i * 100))
                    .as("session %s", i)
                    .isTrue();
        }
        assertThat(covers("never ended", "somebody", 10_000)).isTrue();
        assertThat(covers("never ended", "somebody", 10_000 + 999 * 100)).isFalse();
    }

    @Test
    @DisplayName("asked at every request of a signed-in user: costs no memory, whether anything has ended or not")
    void asking_allocatesNothing() {
        assertThat(allocatedByAsking()).isLessThan(1024);
        for (int i = 0; i < 40; i++) {
            ended.end("s" + i, "u" + i, 1000);
        }
        assertThat(allocatedByAsking()).isLessThan(1024);
    }

    // Returns the bytes allocated by 100,000 checks, after as many to load classes and compile.
    private long allocatedByAsking() {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long allocated = 0;
        for (int round = 0; round < 2; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            boolean any = false;
            for (int i = 0; i < 100_000; i++) {
                any |= !ended.isEmpty() && ended.covers("somebody's", "somebody", 2000, 0);
            }
            allocated = threads.getThreadAllocatedBytes(id) - before;
            assertThat(any).isFalse();
        }
        return allocated;
    }

    private boolean covers(String sid, String subject, long issuedAt) {
        return ended.covers(sid, subject, issuedAt, clock.millis());
    }

    private long now() {
        return clock.millis() / 1000;
    }

    /** A logout token or a session, with so few ids and times that they coincide. */
    record Told(String sid, String subject, long at) {}

    @Provide
    Arbitrary<Told> told() {
        Arbitrary<String> sid = Arbitraries.of("s1", "s2", "s3").injectNull(0.4);
        Arbitrary<String> subject = Arbitraries.of("u1", "u2").injectNull(0.3);
        return Combinators.combine(sid, subject, Arbitraries.longs().between(0, 300))
                .as(Told::new)
                .filter(told -> told.sid != null || told.subject != null);
    }

    @Property(tries = 2000)
    @Label("as the rule in words says, whatever the order; with a small bound at least as much")
    void covers_asTheRuleSays(@ForAll List<@From("told") Told> all, @ForAll @From("told") Told session) {
        String subject = session.subject == null ? "u3" : session.subject;
        EndedSessions roomy = new EndedSessions(clock, LIFETIME, 10_000);
        EndedSessions tight = new EndedSessions(clock, LIFETIME, 6);
        for (Told told : new ArrayList<>(all)) {
            roomy.end(told.sid, told.subject, told.at);
            tight.end(told.sid, told.subject, told.at);
        }

        boolean expected = all.stream().anyMatch(told -> ends(told, session.sid, subject, session.at));

        assertThat(roomy.covers(session.sid, subject, session.at, clock.millis()))
                .isEqualTo(expected);
        if (expected) {
            assertThat(tight.covers(session.sid, subject, session.at, clock.millis()))
                    .isTrue();
        }
    }

    private static boolean ends(Told told, String sid, String subject, long issuedAt) {
        if (told.sid == null) {
            return subject.equals(told.subject) && issuedAt <= told.at;
        }
        return sid == null
                ? subject.equals(told.subject) && issuedAt <= told.at
                : sid.equals(told.sid) && issuedAt <= told.at + 60;
    }
}
