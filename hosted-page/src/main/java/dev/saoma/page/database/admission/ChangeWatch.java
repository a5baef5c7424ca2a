package dev.saoma.page.database.admission;

import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.jdbc.SharedCall;
import dev.saoma.page.database.jdbc.Sql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows administrators' changes, made on any node or command line. Called by one thread. */
final class ChangeWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

    private final Transactions transactions;
    private final SharedCall<Long> revisions;
    private final PeopleMemory memory;
    private final BiConsumer<String, String> endSession;
    private long revision = -1;

    /** @param endSession ends a page session on all nodes, by sid and subject */
    ChangeWatch(
            Transactions transactions,
            SharedCall<Long> revisions,
            PeopleMemory memory,
            BiConsumer<String, String> endSession) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.memory = memory;
        this.endSession = endSession;
    }

    /**
     * Reads what has changed since the last call. It calls the database as a sign-in does, and so also detects that the
     * database answers again while there are no sign-ins.
     */
    void look() {
        Optional<Long> answer = revisions.get(System.nanoTime());
        if (answer.isEmpty() || memory.blocked().isPresent() && answer.get() == revision) {
            return;
        }
        try {
            Changes changes = transactions.run(this::changes);
            if (changes.personErased()) {
                memory.forgetEverybody(changes.revision());
            }
            memory.forget(changes.people(), changes.revision());
            memory.blocked(changes.blocked());
            changes.sessions().forEach(this::end);
            revision = changes.revision();
        } catch (JdbiException e) {
            LOG.debug("the directory's database does not answer", e);
        }
    }

    private void end(Ended session) {
        endSession.accept(session.sid(), session.subject());
        transactions.run(tables -> tables.update(Sql.SESSION_END_DONE)
                .bind("sid", session.sid())
                .bind("actor", PeopleTables.ENDED)
                .execute());
    }

    /**
     * The changes since the last call.
     *
     * @param sessions page sessions that were ordered to end individually
     * @param personErased whether a revision has no changed row, since the person was erased
     */
    private record Changes(
            long revision, Set<String> blocked, List<String> people, List<Ended> sessions, boolean personErased) {}

    private record Ended(String sid, String subject) {}

    private Changes changes(PeopleTables tables) {
        long current = tables.pool().orElseThrow().revision();
        Set<String> out =
                Set.copyOf(tables.query(Sql.BLOCKED).mapTo(String.class).list());
        boolean first = memory.blocked().isEmpty(); // The first call: no person is remembered yet.
        List<String> changed = new ArrayList<>();
        Set<Long> revisions = new HashSet<>();
        if (!first) {
            tables.query(Sql.CHANGED)
                    .bind("revision", revision)
                    .map((row, context) -> new Changed(row.getString("subject"), row.getLong("revision")))
                    .forEach(person -> {
                        changed.add(person.subject());
                        if (person.revision() <= current) { // A later one was committed meanwhile, and is read again.
                            revisions.add(person.revision());
                        }
                    });
        }
        List<Ended> sessions = first ? List.of() : ended(tables);
        return new Changes(current, out, changed, sessions, !first && revisions.size() < current - revision);
    }

    private record Changed(String subject, long revision) {}

    private List<Ended> ended(PeopleTables tables) {
        return tables.query(Sql.SESSIONS_TO_END)
                .bind("revision", revision)
                .bind("actor", PeopleTables.TO_BE_ENDED)
                .map((row, context) -> new Ended(row.getString("sid"), row.getString("subject")))
                .list();
    }
}
