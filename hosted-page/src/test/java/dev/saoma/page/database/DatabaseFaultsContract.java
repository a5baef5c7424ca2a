package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Unavailable;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.support.Pause;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real database server that hangs or is killed. The driver itself waits for ever here, so a response that comes while the
 * server hangs comes because of {@code database.timeout}.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class DatabaseFaultsContract {
    @TempDir
    Path folder;

    private final DatabaseServer server;
    private final Clock clock = Clock.systemUTC();
    private String url;
    private PoolSettings pool;
    private DirectoryFixture node;

    DatabaseFaultsContract(DatabaseServer server) {
        this.server = server;
    }

    @BeforeEach
    void open() {
        url = server.newDatabase();
        pool = pool(url + "&socketTimeout=0");
        node = new DirectoryFixture(pool, clock);
    }

    final String url() {
        return url;
    }

    final DirectoryFixture node() {
        return node;
    }

    /** Replaces the node by one whose driver gives up after that time, in the driver's own unit. */
    final void useSocketTimeout(int timeout) {
        node.close();
        pool = pool(url + "&socketTimeout=" + timeout);
        node = new DirectoryFixture(pool, clock);
    }

    private PoolSettings pool(String url) {
        return DirectoryFixture.pool(folder, url, "everybody", "", "PT0.3S");
    }

    @AfterEach
    void close() {
        server.resume();
        node.close();
    }

    final long count(String select) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Pause.briefly(); // Each turn calls a server; ends at the class's timeout.
        }
    }

    private static Verdict arrive(Directory directory, String person) {
        return directory.arrive(wechat("openid-" + person, "unionid-" + person), "unionid-" + person, visit("crm"));
    }

    /** Has the person arrive until they are admitted; a busy machine may need several tries. */
    static void comesIn(Directory directory, String person) {
        await(() -> arrive(directory, person).equals(new Admitted("unionid-" + person, "张伟")));
    }

    static SignInRecord finished(String person) {
        return new SignInRecord("unionid-" + person, "sid-" + person, visit("crm"), "finished", null, null);
    }

    /** Waits until the node has noticed earlier changes: it sends what is due after each check. */
    private void lookedAfterwards() {
        comesIn(node.directory, "messenger");
        for (int i = 0; i < 2; i++) {
            int before = node.sent().size();
            node.people.endSessions(ROOT, "unionid-messenger");
            await(() -> node.sent().size() > before);
        }
    }

    @Test
    @DisplayName("5A: the database hangs: known people come in from memory, blocked and unknown and erased ones do not")
    void hangingDatabase_isAnsweredFromMemory() {
        for (String person : List.of("known", "blocked", "erased")) {
            comesIn(node.directory, person);
        }
        node.people.block(ROOT, "unionid-blocked", "left");
        node.people.erase(ROOT, "unionid-erased");
        lookedAfterwards();
        comesIn(node.directory, "known"); // Erasing a person makes the node forget everyone.
        await(() -> arrive(node.directory, "blocked").equals(new Refused(Reason.BLOCKED)));

        server.pause();

        assertThat(arrive(node.directory, "known")).isEqualTo(new Admitted("unionid-known", "张伟"));
        assertThat(node.directory.recheck("unionid-known", "crm", Instant.now()))
                .isInstanceOf(Admitted.class);
        assertThat(arrive(node.directory, "blocked")).isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(node.directory.recheck("unionid-blocked", "crm", Instant.now()))
                .isEqualTo(new Refused(Reason.BLOCKED));
        assertThat(arrive(node.directory, "stranger"))
                .as("no sub that was not read")
                .isEqualTo(new Unavailable());
        assertThat(arrive(node.directory, "erased")).isEqualTo(new Unavailable());
        assertThat(node.directory.isReady()).as("known people still come in").isTrue();

        server.resume();
        comesIn(node.directory, "stranger");
    }

    @Test
    @DisplayName("5A: a node that starts while the database hangs refuses sign-ins, and recovers by itself")
    void nodeWithoutBlockList_admitsNobody() {
        comesIn(node.directory, "known");
        server.pause();
        try (Directory late = DirectoryFixture.late(pool(url), clock)) {
            assertThat(late.isReady()).isFalse();
            assertThat(arrive(late, "known")).isEqualTo(new Unavailable());
            assertThat(late.recheck("unionid-known", "crm", Instant.now())).isEqualTo(new Unavailable());

            server.resume();

            await(late::isReady);
            comesIn(late, "known");
        }
    }

    /** What happens to the server in the middle of the load. */
    enum Fault {
        KILLED(DatabaseServer::kill, DatabaseServer::startAgain),
        PAUSED(DatabaseServer::pause, DatabaseServer::resume);

        private final Consumer<DatabaseServer> begin;
        private final Consumer<DatabaseServer> end;

        Fault(Consumer<DatabaseServer> begin, Consumer<DatabaseServer> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("5A: killed or paused under load: no other id, no person twice, counters are right afterwards")
    void faultUnderLoad_losesAndDoublesNothing(Fault fault) throws Exception {
        int people = 8;
        int times = 40;
        for (int i = 0; i < people; i++) {
            comesIn(node.directory, "p" + i);
        }
        AtomicInteger recorded = new AtomicInteger();
        Set<Verdict> ofKnown = ConcurrentHashMap.newKeySet();
        Set<Verdict> ofNew = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Future<?>> load = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                String person = "p" + i;
                Admitted expected = new Admitted("unionid-" + person, "张伟");
                load.add(threads.submit(() -> {
                    for (int time = 0; time < times; time++) {
                        if (time == times / 2) {
                            begun.await(); // By now the fault has begun.
                        }
                        Verdict verdict = arrive(node.directory, person);
                        node.directory.record(finished(person));
                        recorded.incrementAndGet();
                        if (!verdict.equals(expected)) {
                            ofKnown.add(verdict);
                        }
                        String newcomer = "new-" + time; // The same for all threads, so they compete.
                        Verdict first = arrive(node.directory, newcomer);
                        if (!first.equals(new Admitted("unionid-" + newcomer, "张伟"))) {
                            ofNew.add(first);
                        }
                    }
                    return null;
                }));
            }
            await(() -> recorded.get() >= people);
            fault.begin.accept(server);
            begun.countDown();
            for (Future<?> one : load) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        fault.end.accept(server);
        for (int time = 0; time < times; time++) {
            comesIn(node.directory, "new-" + time);
        }
        await(() -> count("SELECT COUNT(*) FROM saoma_sign_in") >= people * times);

        assertThat(ofKnown).as("known people come in throughout").isEmpty();
        assertThat(ofNew).as("new ones under their own id, or not").containsOnly(new Unavailable());
        assertThat(count("SELECT COUNT(*) FROM saoma_sign_in")).isEqualTo(people * times);
        assertThat(count("SELECT SUM(sign_ins) FROM saoma_person")).isEqualTo(people * times);
        assertThat(count("SELECT SUM(sign_ins) FROM saoma_person_application")).isEqualTo(people * times);
        assertThat(count("SELECT COUNT(*) FROM saoma_person")).isEqualTo(people + times);
        assertThat(count("SELECT COUNT(*) FROM saoma_identity")).isEqualTo(people + times);
    }

    @Test
    @DisplayName("an entry that the database refuses does not keep the others from being written")
    void refusedEntry_isLostAlone() {
        comesIn(node.directory, "known");
        server.pause();
        node.directory.record(finished("known"));
        node.directory.record(new SignInRecord(null, null, visit("crm"), "refused", "x".repeat(65), null));
        node.directory.record(finished("known"));
        server.resume();

        await(() -> count("SELECT sign_ins FROM saoma_person") == 2);

        assertThat(count("SELECT COUNT(*) FROM saoma_sign_in")).isEqualTo(2);
    }

    @Test
    @DisplayName("5A, rule 5: a block after the outage reaches an application that the person used first in it")
    void firstSignInFromMemory_isReachedByALaterBlock() {
        String person = "unionid-known";
        comesIn(node.directory, "known");
        server.pause();
        assertThat(node.directory.arrive(wechat("openid-known", person), person, visit("wiki")))
                .isEqualTo(new Admitted(person, "张伟"));
        node.directory.record(new SignInRecord(person, "sid-1", visit("wiki"), "finished", null, null));
        server.resume();
        await(() -> node.directory.state().orElseThrow().queuedSignIns() == 0);

        PutOut out = node.people.block(ROOT, person, "left");

        await(() -> node.people.deliveries(out.messages()).stream()
                .allMatch(one -> one.state().equals("done")));
        assertThat(node.sent()).containsExactlyInAnyOrder("crm " + person, "wiki " + person);
    }
}
