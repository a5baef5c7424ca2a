package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.limit.Lanes;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Logout tokens for applications that hang, refuse, or are not in every node's settings. */
interface OutboxCases extends DirectoryCases {
    private static List<String> toldOf(DirectoryFixture node, String clientId) {
        return node.sent().stream()
                .filter(one -> one.startsWith(clientId + " "))
                .toList();
    }

    private static List<Delivered> deliveries(DirectoryFixture node, PutOut out) {
        return node.people.deliveries(out.messages());
    }

    @Test
    @DisplayName("5A, rule 5: an application that hangs delays no other one, and what waits for it is not claimed")
    default void hangingApplication_delaysNoOther() {
        DirectoryFixture node = node("everybody");
        CountDownLatch recovered = new CountDownLatch(1);
        node.hangingApplications.put("wiki", recovered);
        int people = 12;
        for (int i = 0; i < people; i++) {
            arrive(node, "o" + i, "u" + i, "wiki");
        }
        arrive(node, "oA", U1, "crm");
        try {
            for (int i = 0; i < people; i++) {
                node.people.endSessions(ROOT, "u" + i);
            }
            await(() -> toldOf(node, "wiki").size() == Lanes.PER_LANE);

            node.people.block(ROOT, U1, "left");

            await(() -> node.sent().contains("crm " + U1));
            assertThat(toldOf(node, "wiki")).hasSize(Lanes.PER_LANE);
            assertThat(rows("saoma_outbox"))
                    .filteredOn(row -> row.get("client_id").equals("wiki"))
                    .extracting(row -> ((Number) row.get("attempts")).intValue())
                    .filteredOn(attempts -> attempts == 0)
                    .as("what waits is claimed right before it is sent")
                    .hasSize(people - Lanes.PER_LANE);
        } finally {
            recovered.countDown();
        }
        await(() ->
                rows("saoma_outbox").stream().allMatch(row -> row.get("state").equals("done")));
        assertThat(toldOf(node, "wiki")).as("each once").hasSize(people).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "5A, rule 5: messages about users' own sign-outs count as well: an application gets two at once from a node")
    default void usersOwnSignOuts_takeTurnsWithOrders() throws Exception {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "wiki");
        arrive(node, "oB", U2, "crm");
        CountDownLatch recovered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(Lanes.PER_LANE);
        ExecutorService threads = Executors.newFixedThreadPool(Lanes.PER_LANE);
        try {
            for (int i = 0; i < Lanes.PER_LANE; i++) {
                node.lanes.run("wiki", threads, () -> {
                    begun.countDown();
                    awaitUninterruptibly(recovered);
                });
            }
            begun.await();
            node.people.endSessions(ROOT, U1);
            for (int turn = 1; turn <= 2; turn++) { // The second one begins after the first one's messages.
                node.people.endSessions(ROOT, U2);
                int messages = turn;
                await(() -> toldOf(node, "crm").size() == messages);
            }

            assertThat(toldOf(node, "wiki")).isEmpty();
            assertThat(rows("saoma_outbox"))
                    .filteredOn(row -> row.get("client_id").equals("wiki"))
                    .extracting(row -> ((Number) row.get("attempts")).intValue())
                    .as("not claimed yet")
                    .containsExactly(0);
        } finally {
            recovered.countDown();
            threads.shutdown();
        }
        await(() -> toldOf(node, "wiki").equals(List.of("wiki " + U1)));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("a result that comes after another node has claimed the message again does not replace that node's")
    default void lateResult_replacesNoOther() {
        DirectoryFixture late = node("everybody");
        CountDownLatch recovered = new CountDownLatch(1);
        late.hangingApplications.put("wiki", recovered);
        late.refusingApplications.put("wiki", "HTTP status 503");
        arrive(late, "oA", U1, "wiki");
        PutOut out = late.people.endSessions(ROOT, U1);
        await(() -> late.sent().size() == 1);
        DirectoryFixture other = node("everybody");
        try {
            clock().advance(Duration.ofSeconds(30));
            await(() -> late.sent().size() + other.sent().size() == 2);
            if (other.sent().isEmpty()) { // Both of the late node's threads for it hang now.
                clock().advance(Duration.ofSeconds(30));
                await(() -> !other.sent().isEmpty());
            }
            await(() -> deliveries(other, out).get(0).state().equals("done"));
        } finally {
            recovered.countDown();
        }
        late.close(); // Which waits for what is being sent.

        assertThat(deliveries(other, out)).containsExactly(new Delivered("wiki", "done", null));
    }

    @Test
    @DisplayName("a refused logout token is tried again, with the reason meanwhile, and given up in the end")
    default void refusedMessage_isTriedAgain_thenGivenUp() {
        DirectoryFixture node = node("everybody");
        node.refusingApplications.put("crm", "refusal 1");
        arrive(node, "oA", U1, "crm");

        PutOut out = node.people.endSessions(ROOT, U1);

        for (int attempt = 1; attempt <= 5; attempt++) {
            Delivered refused = new Delivered("crm", "open", "refusal " + attempt);
            await(() -> deliveries(node, out).equals(List.of(refused)));
            node.refusingApplications.put("crm", "refusal " + (attempt + 1));
            clock().advance(Duration.ofMinutes(61));
        }
        await(() -> deliveries(node, out).equals(List.of(new Delivered("crm", "failed", "refusal 6"))));
        assertThat(node.sent()).hasSize(6);
    }

    private PeopleAdministration fromTheShell(PeopleDatabase database) {
        return database.administration(new RandomText(new SecureRandom()));
    }

    @Test
    @DisplayName("a node whose settings do not say where to send a logout token leaves it to one whose settings do")
    default void nodeWithoutAddress_leavesTheMessageToAnother() {
        DirectoryFixture lacking = nodes().node(DirectoryFixture.poolWithoutListeners(nodes().folder(), nodes().url()));
        arrive(lacking, "oA", U1, "crm");
        try (PeopleDatabase shell = DirectoryFixture.commandLine(nodes().folder(), nodes().url(), clock())) {
            PutOut out = fromTheShell(shell).endSessions(ROOT, U1);
            clock().advance(Duration.ofSeconds(6));
            await(() -> deliveries(lacking, out).get(0).error() != null);
            assertThat(deliveries(lacking, out)).singleElement().satisfies(one -> {
                assertThat(one.state()).isEqualTo("open");
                assertThat(one.error()).contains("backChannelLogoutUri");
            });

            DirectoryFixture knowing = node("everybody");

            await(() -> deliveries(knowing, out).get(0).state().equals("done"));
            assertThat(knowing.sent()).containsExactly("crm " + U1);
            assertThat(lacking.sent()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "a logout token that no node can send is given up like one that is refused, and leaves with who is erased")
    default void messageWithoutAddress_isGivenUp() {
        DirectoryFixture lacking = nodes().node(DirectoryFixture.poolWithoutListeners(nodes().folder(), nodes().url()));
        arrive(lacking, "oA", U1, "crm");
        arrive(lacking, "oB", U2, "crm");
        try (PeopleDatabase shell = DirectoryFixture.commandLine(nodes().folder(), nodes().url(), clock())) {
            PutOut out = fromTheShell(shell).endSessions(ROOT, U1);
            PutOut erased = fromTheShell(shell).erase(ROOT, U2);
            clock().advance(Duration.ofHours(2));

            await(() -> deliveries(lacking, out).get(0).state().equals("failed"));
            await(() -> deliveries(lacking, erased).isEmpty());
            assertThat(deliveries(lacking, out).get(0).error()).contains("backChannelLogoutUri");
            assertThat(lacking.sent()).isEmpty();
        }
    }
}
