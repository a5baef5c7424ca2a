package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.RowBatch;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Reason;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of the log of sign-ins to the database: at most 10,000 entries wait, any more are counted as lost. The line of the
 * audit log has been written by then. Thread-safe.
 */
public final class Evidence {
    static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 100;
    private static final long MINUTE = 60_000;
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    /** The reasons for refusing a person who has no entry in the directory and may never have had one. */
    private static final Set<String> OF_STRANGERS = Stream.of(
                    Reason.UNKNOWN_PERSON, Reason.TOO_MANY_WAITING, Reason.IDENTITY_CONFLICT)
            .map(Reason::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Transactions transactions;
    private final AuditChain audit;
    private final Clock clock;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    /**
     * Whether the last transaction failed, in which case it may have been committed all the same. Used by the flushing thread
     * only.
     */
    private boolean doubtful;

    private final Map<SecretUse, Long> secretsUsed = new ConcurrentHashMap<>();

    private record SecretUse(String clientId, String secretId) {}

    private record Entry(String id, long at, SignInRecord what) {
        /** Whether a known person completed the sign-in. */
        boolean isFinished() {
            return what.subject() != null && what.outcome().equals("finished");
        }
    }

    /** @param audit gives the pseudonyms of unknown people */
    Evidence(Transactions transactions, AuditChain audit, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
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
            LOG.error("the log of sign-ins is full: {} entries lost while the database is away", lost.get());
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

    /** Writes the secrets used; what the database cannot take now waits for the next flush. */
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
     * Writes the waiting entries. What the database cannot take now stays, in order; a single entry that it will never take is
     * counted as lost, so that it does not hold up the others. Called by one thread at a time.
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
                transactions.run(tables -> {
                    write(tables, entries);
                    return entries.size();
                });
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
                LOG.error("the database refuses an entry of the log of sign-ins", e);
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

    /** Writes the batch with few statements, each prepared once. */
    private void write(PeopleTables tables, List<Entry> batch) {
        List<Entry> entries = doubtful
                ? batch.stream().filter(entry -> !isWritten(tables, entry)).toList()
                : batch;
        List<Entry> finished = entries.stream()
                .filter(Entry::isFinished)
                .sorted(Comparator.comparing(
                        entry -> entry.what().subject())) // The same order on all nodes, which prevents deadlocks.
                .toList();
        int[] seen = tables.each(Sql.PERSON_SEEN, finished, (row, entry) -> seen(row, entry));
        Set<String> known = new HashSet<>();
        for (int i = 0; i < seen.length; i++) {
            String subject = finished.get(i).what().subject();
            if (seen[i] > 0 || seen[i] < 0 && tables.subject(subject).isPresent()) {
                known.add(subject);
            }
        }
        entries.stream()
                .filter(entry -> !entry.isFinished())
                .map(entry -> entry.what().subject())
                .filter(subject -> subject != null && tables.subject(subject).isPresent())
                .forEach(known::add);
        tables.each(Sql.SIGN_IN_INSERT, entries, (row, entry) -> bind(row, entry, known));
        List<Entry> ofKnown = finished.stream()
                .filter(entry -> known.contains(entry.what().subject()))
                .toList();
        tables.each(
                Sql.APPLICATION_SEEN,
                ofKnown,
                (row, entry) ->
                        seen(row, entry).bind("clientId", entry.what().visit().clientId()));
        sessions(
                tables,
                ofKnown.stream().filter(entry -> entry.what().sid() != null).toList());
    }

    /** Binds the time, to the minute: it is indexed, and the index then need not be written each time. */
    private static RowBatch seen(RowBatch row, Entry entry) throws SQLException {
        return row.bind("subject", entry.what().subject())
                .bind("now", entry.at())
                .bind("before", entry.at() - MINUTE);
    }

    /**
     * Binds an entry. Unknown people are recorded under a pseudonym, by which erasing finds them; a person who has been erased
     * meanwhile without subject and address.
     */
    private void bind(RowBatch row, Entry entry, Set<String> known) throws SQLException {
        SignInRecord what = entry.what();
        String subject = what.subject();
        boolean isStranger = subject != null && !known.contains(subject);
        boolean isErased = isStranger && !OF_STRANGERS.contains(String.valueOf(what.reason()));
        row.bind("id", entry.id())
                .bind("now", entry.at())
                .bind("subject", isErased ? null : isStranger ? audit.logName(subject) : subject)
                .bind("clientId", what.visit().clientId())
                .bind("method", what.visit().method())
                .bind("outcome", what.outcome())
                .bind("reason", what.reason())
                .bind("errorId", what.errorId())
                .bind("ip", isErased ? null : what.visit().address())
                .bind("agent", isErased ? null : what.visit().agent());
    }

    private static void sessions(PeopleTables tables, List<Entry> entries) {
        int[] seen = tables.each(
                Sql.SESSION_SEEN,
                entries,
                (row, entry) -> row.bind("sid", entry.what().sid()).bind("now", entry.at()));
        Map<String, Entry> begun = new LinkedHashMap<>();
        for (int i = 0; i < seen.length; i++) {
            String sid = entries.get(i).what().sid();
            if (seen[i] == 0 || seen[i] < 0 && !tables.hasSession(sid)) {
                begun.putIfAbsent(sid, entries.get(i));
            }
        }
        tables.each(
                Sql.SESSION_INSERT,
                begun.values(),
                (row, entry) -> row.bind("sid", entry.what().sid())
                        .bind("subject", entry.what().subject())
                        .bind("now", entry.at())
                        .bind("method", entry.what().visit().method())
                        .bind("ip", entry.what().visit().address())
                        .bind("agent", entry.what().visit().agent()));
    }

    /** Whether an entry has been written already: a connection may break between the commit and its acknowledgement. */
    private static boolean isWritten(PeopleTables tables, Entry entry) {
        return tables.query(Sql.SIGN_IN)
                        .bind("id", entry.id())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }
}
