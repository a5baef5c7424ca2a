package dev.saoma.page.database;

import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.SignInRecord;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues the log of sign-ins for the database: at most 10,000 entries wait, any more are counted as lost. Their lines are in
 * the audit log already. Thread-safe.
 */
public final class Evidence {
    static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Transactions transactions;
    private final SignInRows rows;
    private final Clock clock;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    /** Whether the last transaction failed; it may have been committed all the same. Used by the flushing thread only. */
    private boolean doubtful;

    private final Map<SecretUse, Long> secretsUsed = new ConcurrentHashMap<>();

    private record SecretUse(String clientId, String secretId) {}

    /** The result of a sign-in, with its time and the id of its row. */
    record Entry(String id, long at, SignInRecord what) {
        /** Whether a known person completed the sign-in. */
        boolean isFinished() {
            return what.subject() != null && what.outcome().equals("finished");
        }
    }

    Evidence(Transactions transactions, SignInRows rows, Clock clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.clock = clock;
    }

    public void add(SignInRecord what) {
        long now = clock.millis();
        Entry entry = new Entry(id(now), now, what);
        synchronized (waiting) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(entry);
                return;
            }
        }
        if (lost.incrementAndGet() % MOST_WAITING == 1) {
            LOG.error("the sign-in log is full: {} entries lost while the database is unavailable", lost.get());
        }
    }

    /** Creates a UUID of version 7, which grows with time: the rows of a batch are neighbours in the table's index. */
    private static String id(long at) {
        UUID random = UUID.randomUUID();
        return new UUID(at << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff, random.getLeastSignificantBits())
                .toString();
    }

    /** Records that an application authenticated with that secret; written with the next flush. */
    public void secretUsed(String clientId, String secretId) {
        secretsUsed.put(new SecretUse(clientId, secretId), clock.millis());
    }

    /** Writes which secrets were used; what the database does not accept now waits for the next flush. */
    private void flushSecrets() {
        try {
            secretsUsed.forEach((use, at) -> {
                transactions.run(tables -> tables.update(Sql.CLIENT_SECRET_USED)
                        .bind("clientId", use.clientId())
                        .bind("id", use.secretId())
                        .bind("lastAt", at)
                        .execute());
                secretsUsed.remove(use, at);
            });
        } catch (JdbiException e) {
            LOG.debug("the directory's database does not answer", e);
        }
    }

    /** Returns the number of entries lost since the start. */
    public long lost() {
        return lost.get();
    }

    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * Writes the waiting entries. What the database does not accept now stays queued, in order; an entry that it would never
     * accept is counted as lost, so that it does not hold up the others. Called by one thread at a time.
     */
    public void flush() {
        flushSignIns();
        flushSecrets();
    }

    private void flushSignIns() {
        int most = AT_ONCE;
        for (List<Entry> batch = next(most); !batch.isEmpty(); batch = next(most)) {
            List<Entry> entries = batch;
            try {
                rows.write(entries, doubtful);
                doubtful = false;
            } catch (JdbiException e) {
                doubtful = true;
                if (!isRefused(e)) {
                    return; // Retried with the next flush.
                }
                if (entries.size() > 1) {
                    most = 1;
                    continue;
                }
                lost.incrementAndGet();
                LOG.error("the database refuses an entry of the sign-in log", e);
            }
            synchronized (waiting) {
                for (int i = 0; i < entries.size(); i++) {
                    waiting.poll();
                }
            }
        }
    }

    /**
     * Whether the entry itself is refused, so that a retry would fail as well: SQL states 22xxx (data) and 23xxx (constraint).
     */
    private static boolean isRefused(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }

    private List<Entry> next(int most) {
        synchronized (waiting) {
            return new ArrayList<>(waiting.stream().limit(most).toList());
        }
    }

    /**
     * What is left to do about sign-ins from memory, once the database is back: an application that the person used first then is
     * recorded, so that a later order reaches it; and what a node let in because it did not know of an order yet is ended. The caller's
     * transaction has locked the rows of the people, in the same order on all nodes. Thread-safe.
     *
     * @param isListener whether an application takes logout tokens
     */
    record LateVisits(Predicate<String> isListener, Clock clock) {
        /** An entry that has waited longer was queued while the database was away. */
        private static final Duration LATE = Duration.ofSeconds(10);

        private record Visit(String subject, String clientId) {
            static Visit of(Entry entry) {
                return new Visit(
                        String.valueOf(entry.what().subject()),
                        entry.what().visit().clientId());
            }
        }

        /** Whether the application is recorded as one that the person has used. */
        static boolean isKnown(PeopleTables tables, Entry entry) {
            Visit visit = Visit.of(entry);
            return tables.applications(visit.subject()).contains(visit.clientId());
        }

        /** Records the applications of the entries, which are not recorded yet, and returns the first entry of each. */
        List<Entry> insert(PeopleTables tables, List<Entry> entries) {
            Map<Visit, Entry> first = new LinkedHashMap<>();
            entries.forEach(entry -> first.putIfAbsent(Visit.of(entry), entry));
            tables.each(
                    Sql.APPLICATION_INSERT,
                    first.entrySet(),
                    (row, visit) -> row.bind("subject", visit.getKey().subject())
                            .bind("clientId", visit.getKey().clientId())
                            .bind("now", visit.getValue().at()));
            return List.copyOf(first.values());
        }

        /**
         * Sends logout tokens for sign-ins that should not have been, or that the order to end the person's sessions could not reach.
         *
         * @param first those of the entries whose application was not recorded before
         */
        void endWhatIsOver(PeopleTables tables, List<Entry> entries, List<Entry> first) {
            long late = clock.millis() - LATE.toMillis();
            Map<String, Optional<Person>> people = new HashMap<>();
            entries.stream()
                    .filter(entry -> entry.at() < late || first.contains(entry))
                    .filter(entry -> people.computeIfAbsent(
                                    Visit.of(entry).subject(), subject -> person(tables, subject))
                            .filter(person -> isOver(person, entry, first.contains(entry)))
                            .isPresent())
                    .map(Visit::of)
                    .filter(visit -> isListener.test(visit.clientId()))
                    .distinct()
                    .forEach(visit -> Outbox.add(tables, visit.subject(), List.of(visit.clientId()), clock.millis()));
        }

        private static Optional<Person> person(PeopleTables tables, String subject) {
            return tables.people(tables.query(Sql.PERSON).bind("subject", subject)).stream()
                    .findFirst();
        }

        private static boolean isOver(Person person, Entry entry, boolean isFirst) {
            boolean isOut = person.state() == State.BLOCKED || person.state() == State.MERGED;
            return entry.at() <= person.activity().endedBefore() ? isFirst : isOut;
        }
    }
}
