package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A known person's first sign-in at an application while a real PostgreSQL hangs. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VisitDuringOutageIT {
    @RegisterExtension
    static final DatabaseServer SERVER = DatabaseServer.postgresql();

    private static final String PERSON = "unionid-known";

    @TempDir
    Path folder;

    private static Verdict arrive(DirectoryFixture node, String clientId) {
        return node.directory.arrive(wechat("openid-known", PERSON), PERSON, visit(clientId));
    }

    @Test
    @DisplayName("5A, rule 5: a block after the outage reaches an application that the person used first in it")
    void firstSignInFromMemory_isReachedByALaterBlock() {
        String url = SERVER.newDatabase() + "&socketTimeout=0";
        try (DirectoryFixture node = new DirectoryFixture(
                DirectoryFixture.pool(folder, url, "everybody", "", "PT0.3S"), Clock.systemUTC())) {
            DirectoryNodes.await(() -> arrive(node, "crm") instanceof Admitted);
            SERVER.pause();
            try {
                assertThat(arrive(node, "wiki")).isEqualTo(new Admitted(PERSON, "张伟"));
                node.directory.record(new SignInRecord(PERSON, "sid-1", visit("wiki"), "finished", null, null));
            } finally {
                SERVER.resume();
            }
            DirectoryNodes.await(() -> node.directory.state().orElseThrow().queuedSignIns() == 0);

            PutOut out = node.people.block(ROOT, PERSON, "left");

            DirectoryNodes.await(() -> node.people.deliveries(out.messages()).stream()
                    .allMatch(one -> one.state().equals("done")));
            assertThat(node.told()).containsExactlyInAnyOrder("crm " + PERSON, "wiki " + PERSON);
        }
    }
}
