package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.SignInRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sign-ins that a node has let in from memory, and writes down once it reaches the database again. */
interface LateVisitCases extends DirectoryCases {
    private static SignInRecord finished(String subject, String clientId) {
        return new SignInRecord(subject, null, visit(clientId), "finished", null, null);
    }

    @Test
    @DisplayName(
            "5A, rule 5: an application that a person used first while the database was away learns of a later block")
    default void applicationUsedInAnOutage_isToldOfABlock() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        Evidence queue = node.database.evidence();
        for (String clientId : new String[] {"wiki", "crm", "wiki", "shop"}) {
            queue.add(finished(U1, clientId));
        }

        queue.flush();

        assertThat(rows("saoma_person_application"))
                .extracting(row -> row.get("client_id") + " " + row.get("sign_ins"))
                .containsExactlyInAnyOrder("crm 1", "wiki 2", "shop 1");
        clock().advance(Duration.ofHours(1));
        PutOut out = node.people.block(ROOT, U1, "left");
        assertThat(out.withoutLogoutTokens()).containsExactly("shop");
        await(() -> node.people.deliveries(out.messages()).stream()
                .allMatch(one -> one.state().equals("done")));
        assertThat(node.sent()).containsExactlyInAnyOrder("crm " + U1, "wiki " + U1);
    }

    @Test
    @DisplayName("5A, rule 5: the same where it is written only after the block")
    default void applicationUsedInAnOutage_isToldOfABlockBefore() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        Evidence queue = node.database.evidence();
        queue.add(finished(U1, "wiki"));
        queue.add(finished(U1, "crm"));
        clock().advance(Duration.ofSeconds(30));
        node.people.block(ROOT, U1, "left");
        await(() -> node.sent().equals(List.of("crm " + U1)));

        queue.flush();

        await(() -> node.sent().contains("wiki " + U1));
        await(() ->
                rows("saoma_outbox").stream().allMatch(row -> row.get("state").equals("done")));
        assertThat(node.sent()).as("crm knows it").hasSize(2);
    }

    @Test
    @DisplayName(
            "5A, rule 5: a node that did not know of a block let the person in: the application's session is ended")
    default void signInAfterABlock_isEnded() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");
        node.people.block(ROOT, U1, "left");
        node.people.endSessions(ROOT, U2);
        await(() -> node.sent().size() == 2);
        clock().advance(Duration.ofSeconds(5));
        Evidence queue = node.database.evidence();
        queue.add(finished(U1, "crm"));
        queue.add(finished(U2, "crm"));
        queue.add(finished(U1, "crm"));
        clock().advance(Duration.ofMinutes(1));

        queue.flush();

        await(() -> node.sent().size() == 3);
        await(() ->
                rows("saoma_outbox").stream().allMatch(row -> row.get("state").equals("done")));
        assertThat(node.sent()).as("who may come in again stays").hasSize(3).endsWith("crm " + U1);
    }

    @Test
    @DisplayName("5A: of a person who was erased meanwhile no application is recorded, and none is notified")
    default void erasedPerson_getsNoApplication() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        Evidence queue = node.database.evidence();
        queue.add(finished(U1, "wiki"));
        node.people.erase(ROOT, U1);
        clock().advance(Duration.ofSeconds(1));
        arrive(node, "oA", U1, "shop");

        queue.flush();

        assertThat(rows("saoma_person_application"))
                .extracting(row -> row.get("client_id"))
                .containsExactly("shop");
        await(() -> node.sent().contains("crm " + U1));
        assertThat(rows("saoma_outbox")).noneMatch(row -> row.get("client_id").equals("wiki"));
    }

    @Test
    @DisplayName("two nodes that record the same first visits at once record each once")
    default void twoNodes_recordAVisitOnce() throws Exception {
        List<DirectoryFixture> two = List.of(node("everybody"), node("everybody"));
        for (int i = 0; i < 20; i++) {
            arrive(two.get(0), "o" + i, "u" + i, "crm");
        }

        atOnce(4, n -> () -> {
            Evidence queue = two.get(n % 2).database.evidence();
            for (int i = 0; i < 20; i++) {
                int one = n % 2 == 0 ? i : 19 - i;
                queue.add(finished("u" + one, "wiki"));
                arrive(two.get(n % 2), "o" + one, "u" + one, "wiki");
            }
            while (queue.waiting() > 0) {
                queue.flush();
            }
            return true;
        });

        assertThat(rows("saoma_person_application"))
                .filteredOn(row -> row.get("client_id").equals("wiki"))
                .hasSize(20)
                .extracting(row -> ((Number) row.get("sign_ins")).intValue())
                .containsOnly(4);
    }
}
