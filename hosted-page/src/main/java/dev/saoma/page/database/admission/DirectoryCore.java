package dev.saoma.page.database.admission;

import com.zaxxer.hikari.HikariPoolMXBean;
import dev.saoma.page.database.Evidence;
import dev.saoma.page.database.Outbox;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.jdbc.DeadlineCalls;
import dev.saoma.page.database.jdbc.RevisionReader;
import dev.saoma.page.database.jdbc.SharedCall;
import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.settings.DirectorySettings;
import dev.saoma.page.settings.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The parts of a pool's directory that outlive a change of the pool's other settings: connections, memory of people, the list
 * of blocked people, and the queued log of sign-ins. The last directory that uses it closes it. Thread-safe.
 */
final class DirectoryCore {
    final PeopleDatabase database;
    final PeopleMemory memory = new PeopleMemory();
    final Visits visits;
    final DeadlineCalls calls;
    final SharedCall<Long> revisions;
    final Evidence evidence;
    final LongAdder blockedRefusals = new LongAdder();
    private final RevisionReader reader;
    private final Outbox outbox;
    private final Upkeep upkeep;
    private final List<Ways> users = new ArrayList<>();
    private volatile Ways newest;

    /**
     * Callbacks to a pool's applications and page sessions, by its current settings.
     *
     * @param isListener whether an application takes logout tokens
     * @param endSession ends a page session on all nodes, by sid and subject
     */
    record Ways(LogoutSender sender, Predicate<String> isListener, BiConsumer<String, String> endSession) {}

    /** Sends by the pool's current settings. */
    private final class NewestSender implements LogoutSender {
        @Override
        public Optional<String> send(String clientId, String subject) {
            return newest.sender().send(clientId, subject);
        }

        @Override
        public boolean repeat(String clientId, Executor threads, BooleanSupplier work) {
            return newest.sender().repeat(clientId, threads, work);
        }
    }

    DirectoryCore(PeopleDatabase database, Ways first) {
        this.database = database;
        this.newest = first;
        users.add(first);
        WarmUp.run(database); // Before the wait for a connection is limited.
        database.hurry();
        this.visits = new Visits(memory, database.clock());
        Predicate<String> isListener = clientId -> newest.isListener().test(clientId);
        this.evidence = database.evidence(isListener);
        this.outbox = database.outbox(new NewestSender(), isListener);
        this.calls = new DeadlineCalls(database.settings().database().timeout());
        this.reader = database.revisions();
        this.revisions = new SharedCall<>(calls, reader);
        ChangeWatch changes = new ChangeWatch(
                database.transactions(),
                revisions,
                memory,
                (sid, subject) -> newest.endSession().accept(sid, subject));
        Runnable sweep = database.retention()::sweep;
        Runnable fill = new IdEndings(database.transactions())::fill;
        this.upkeep = new Upkeep(
                database.transactions(),
                List.of(changes::look, outbox::deliver),
                List.of(evidence::flush, database::noteAuditHead, sweep, fill));
        changes.look();
        upkeep.start();
    }

    /** Whether the pool still has the same name, database, keys and retention periods with these settings. */
    boolean fits(PoolSettings now) {
        DirectorySettings own = database.settings();
        return now.name().equals(database.pool().name())
                && now.keys().equals(database.pool().keys())
                && now.directory()
                        .filter(other -> other.database().equals(own.database())
                                && other.keepSignIns().equals(own.keepSignIns())
                                && other.keepAudit().equals(own.keepAudit()))
                        .isPresent();
    }

    /** Adds a user, whose callbacks are used from now on. */
    synchronized void use(Ways ways) {
        users.add(ways);
        newest = ways;
    }

    /** Removes a user; the last one closes everything. */
    synchronized void release(Ways ways) {
        if (users.size() > 1) {
            users.remove(ways);
            newest = users.get(users.size() - 1);
        } else if (users.remove(ways)) {
            upkeep.close();
            evidence.flush();
            outbox.close();
            calls.close();
            reader.close();
            database.close();
        }
    }

    DirectoryState state(boolean ready) {
        HikariPoolMXBean connections = database.connections();
        return new DirectoryState(
                calls.responds(),
                ready,
                upkeep.counts().waitingPeople(),
                blockedRefusals.sum(),
                evidence.waiting(),
                evidence.lost(),
                upkeep.counts().openMessages(),
                new DirectoryState.Connections(
                        connections.getTotalConnections(),
                        connections.getActiveConnections(),
                        connections.getThreadsAwaitingConnection()));
    }
}
