package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written while a person is being erased, or was queued before. */
interface ErasureCases extends DirectoryCases {
    String ADDRESS = "198.51.100.90";

    /** Returns an entry about a person at the tests' address. */
    private static SignInRecord entry(String subject, String outcome, Reason reason) {
        return new SignInRecord(
                subject,
                outcome.equals("finished") ? "sid-late" : null,
                visit("crm", ADDRESS),
                outcome,
                reason == null ? null : reason.code(),
                null);
    }

    /**
     * Erases a person, and runs the task on another thread before the commit: it either waits for the commit or ends at
     * once.
     */
    private static <T> T duringErasure(DirectoryFixture node, String subject, Callable<T> task) throws Exception {
        OrderSteps steps = new OrderSteps(node.database.audit(), node.database.clock(), List.of("crm"), List.of());
        Erasure erasure = new Erasure(steps, new RandomText(new SecureRandom()));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<T> done = node.database.transactions().run(tables -> {
                tables.lockPool();
                erasure.erase(tables, ROOT, subject);
                Future<T> running = thread.submit(task);
                try {
                    running.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException | ExecutionException | InterruptedException e) {
                    return running; // It waits for the commit, or has failed.
                }
                return running;
            });
            return done.get();
        } finally {
            thread.shutdownNow();
        }
    }

    /** Waits until no logout token is being delivered. */
    private void awaitDelivery() {
        await(() -> !rows("saoma_outbox").toString().contains("state=open"));
    }

    private void assertNothingIsLeft(DirectoryFixture node, String... more) {
        awaitDelivery();
        String dump = dump();
        assertThat(Stream.concat(
                        Stream.of(U1, node.database.audit().logName(U1), ADDRESS, "sid-late"), Stream.of(more)))
                .noneMatch(dump::contains);
    }

    @Test
    @DisplayName("5A: what another node has queued of a person is written without them after they were erased")
    default void queuedEntries_holdNothingOfAnErasedPerson() {
        DirectoryFixture node = node("everybody");
        Evidence queue = node.database.evidence();
        arrive(node, "oLate", U1, "crm");
        for (Reason reason : Reason.values()) {
            queue.add(entry(U1, "refused", reason));
        }
        queue.add(entry("oLate", "refused", Reason.UNKNOWN_PERSON));
        queue.add(entry(U1, "finished", null));

        node.people.erase(ROOT, U1);
        queue.flush();

        assertThat(rows("saoma_sign_in")).as("that something happened stays").hasSize(Reason.values().length + 2);
        assertNothingIsLeft(node, "oLate", node.database.audit().logName("oLate"));
    }

    @Test
    @DisplayName("5A: the same where the person has come again before it is written")
    default void queuedEntries_areNotThoseOfWhoComesAgain() {
        DirectoryFixture node = node("everybody");
        Evidence queue = node.database.evidence();
        arrive(node, "oLate", U1, "crm");
        queue.add(entry(U1, "refused", Reason.ROLE_MISSING));
        queue.add(entry(U1, "finished", null));
        node.people.erase(ROOT, U1);
        clock().advance(Duration.ofSeconds(1));
        arrive(node, "oLate", U1, "crm");

        queue.flush();

        assertThat(rows("saoma_sign_in")).hasSize(2);
        assertThat(rows("saoma_sign_in").toString()).doesNotContain(U1).doesNotContain(ADDRESS);
        assertThat(rows("saoma_page_session")).isEmpty();
        assertThat(node.people.show(U1).person().activity().signIns()).isZero();
        clock().advance(Duration.ofSeconds(1));
        queue.add(entry(U1, "finished", null));
        queue.flush();
        assertThat(node.people.show(U1).person().activity().signIns())
                .as("what happens afterwards counts")
                .isOne();
        assertThat(rows("saoma_page_session")).hasSize(1);
    }

    @Test
    @DisplayName("what a node has queued of a stranger is written without a pseudonym after the stranger was erased")
    default void queuedEntries_holdNothingOfAnErasedStranger() {
        DirectoryFixture node = node("known");
        Evidence queue = node.database.evidence();
        String pseudonym = node.database.audit().logName(U1);
        queue.add(entry(U1, "refused", Reason.UNKNOWN_PERSON));
        queue.flush();
        queue.add(entry(U1, "refused", Reason.UNKNOWN_PERSON));
        queue.add(entry(null, "declined", null));

        node.people.erase(ROOT, pseudonym);
        queue.flush();

        assertThat(rows("saoma_sign_in")).hasSize(3);
        assertNothingIsLeft(node);
        clock().advance(Duration.ofMinutes(2));
        queue.add(entry(U1, "refused", Reason.UNKNOWN_PERSON));
        queue.flush();
        assertThat(rows("saoma_sign_in").toString())
                .as("a refusal afterwards is evidence again")
                .contains(pseudonym, ADDRESS);
    }

    @Test
    @DisplayName("5A: a refusal that is written while the person is being erased holds nothing of them")
    default void refusalDuringErasure_holdsNothing() throws Exception {
        DirectoryFixture node = node("everybody");
        Evidence queue = node.database.evidence();
        arrive(node, "oLate", U1, "crm");
        queue.add(entry(U1, "refused", Reason.BLOCKED));
        queue.add(entry(null, "declined", null));
        node.directory.record(entry(U1, "finished", null)); // Makes the address known as the person's.
        await(() -> rows("saoma_page_session").size() == 1);

        duringErasure(node, U1, () -> {
            queue.flush();
            return true;
        });
        queue.flush(); // In case the database has given up waiting.

        await(() -> queue.waiting() == 0);
        assertThat(rows("saoma_sign_in")).hasSize(3);
        assertNothingIsLeft(node, "oLate");
    }

    @Test
    @DisplayName("5A: a session that begins while the person is being erased, merged entries included, is not kept")
    default void sessionDuringErasure_isNotKept() throws Exception {
        DirectoryFixture node = node("everybody");
        Evidence queue = node.database.evidence();
        arrive(node, "oKept", U2, "crm");
        arrive(node, "oLate", U1, "crm");
        node.people.merge(ROOT, U2, U1);
        queue.add(entry(U1, "finished", null));

        duringErasure(node, U2, () -> {
            queue.flush();
            return true;
        });
        queue.flush();

        await(() -> queue.waiting() == 0);
        assertNothingIsLeft(node, U2, "oLate");
    }

    @Test
    @DisplayName("5A: a person who arrives with another openid while being erased is a new person, whole")
    default void arrivalDuringErasure_leavesNoStrayIdentity() throws Exception {
        DirectoryFixture node = node("known");
        String invitation = node.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        node.directory.arrive(wechat("oFirst", U1), U1, DirectoryFixture.invited("crm", invitation));

        Verdict verdict = duringErasure(node, U1, () -> arrive(node, "oSecond", U1, "crm"));

        assertThat(verdict).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(rows("saoma_identity")).isEmpty();
        assertThat(rows("saoma_person_application")).isEmpty();
        awaitDelivery();
        assertThat(dump()).doesNotContain(U1).doesNotContain("oFirst").doesNotContain("oSecond");
    }

    @Test
    @DisplayName("5A: an application that a person comes to first while being erased is not noted")
    default void visitDuringErasure_isNotNoted() throws Exception {
        DirectoryFixture node = node("everybody");
        arrive(node, "oLate", U1, "crm");
        Instant begun = clock().instant();

        Verdict verdict = duringErasure(node, U1, () -> node.directory.recheck(U1, "shop", begun));

        assertThat(verdict).isEqualTo(new Refused(Reason.UNKNOWN_PERSON));
        assertThat(rows("saoma_person_application")).isEmpty();
        assertNothingIsLeft(node, "oLate");
    }

    @Test
    @DisplayName("5A: a logout token that is delivered while the person is being erased leaves no row")
    default void deliveryDuringErasure_leavesNoRow() throws Exception {
        DirectoryFixture node = node("everybody");
        arrive(node, "oLate", U1, "crm");
        node.refusingApplications.put("crm", "503");
        node.people.endSessions(ROOT, U1);
        await(() -> node.sent().size() == 1 && rows("saoma_outbox").toString().contains("503"));
        node.refusingApplications.clear();

        duringErasure(node, U1, () -> {
            clock().advance(Duration.ofSeconds(2));
            await(() ->
                    node.sent().size() == 2 && !rows("saoma_outbox").toString().contains("state=open"));
            return true;
        });

        assertThat(rows("saoma_outbox")).isEmpty();
    }

    @Test
    @DisplayName("5A: sessions from before the erasure stay ended when the person comes again, or is imported")
    default void oldSessions_stayEnded() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oLate", U1, "crm");
        Instant begun = clock().instant();
        clock().advance(Duration.ofSeconds(5));
        node.people.erase(ROOT, U1);
        clock().advance(Duration.ofSeconds(5));

        assertThat(arrive(node, "oLate", U1, "crm")).isInstanceOf(Admitted.class);

        assertThat(node.directory.recheck(U1, "crm", begun)).isEqualTo(new Refused(Reason.SESSION_ENDED));
        assertThat(node.directory.recheck(U1, "crm", clock().instant())).isInstanceOf(Admitted.class);
    }

    @Test
    @DisplayName("5A: erasing takes entries along that were merged into one that was merged")
    default void erase_takesChainsOfMergedEntriesAlong() {
        DirectoryFixture node = node("everybody");
        String third = "o6_bmThird";
        arrive(node, "oFirst", U1, "crm");
        arrive(node, "oSecond", U2, "crm");
        arrive(node, "oThird", third, "crm");
        node.people.merge(ROOT, U2, U1);
        node.people.merge(ROOT, third, U2);

        node.people.erase(ROOT, third);

        awaitDelivery();
        assertThat(rows("saoma_person")).isEmpty();
        assertThat(dump()).doesNotContain(U1).doesNotContain(U2).doesNotContain(third);
    }

    @Test
    @DisplayName("that someone was erased is known by keyed fingerprints for a month, and then no more")
    default void marks_areKeptForAMonth() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oLate", U1, "crm");
        Evidence queue = node.database.evidence();
        queue.add(entry(U1, "refused", Reason.UNKNOWN_PERSON));
        node.people.erase(ROOT, U1);
        assertThat(rows("saoma_barred")).isNotEmpty();

        clock().advance(Duration.ofDays(32));

        await(() -> rows("saoma_barred").isEmpty());
        queue.flush();
        assertNothingIsLeft(node, "oLate");
    }
}
