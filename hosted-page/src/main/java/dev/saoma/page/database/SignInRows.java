package dev.saoma.page.database;

import dev.saoma.page.database.Evidence.Entry;
import dev.saoma.page.database.Evidence.LateVisits;
import dev.saoma.page.database.jdbc.RowBatch;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict.Reason;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of sign-ins with few statements, each prepared once. An entry may have waited while its person was erased,
 * and is then written without id and address, whether or not the person has been added again since. Thread-safe.
 */
final class SignInRows {
    private static final long MINUTE = 60_000;

    /** The reasons for refusing a person who has no entry in the directory and may never have had one. */
    private static final Set<String> OF_STRANGERS = Stream.of(
                    Reason.UNKNOWN_PERSON, Reason.TOO_MANY_WAITING, Reason.IDENTITY_CONFLICT)
            .map(Reason::code)
            .collect(Collectors.toUnmodifiableSet());

    private final Transactions transactions;
    private final AuditChain audit;
    private final Erasure.Marks marks;
    private final LateVisits visits;
    private final Clock clock;

    /**
     * @param audit supplies the pseudonyms of unknown people
     * @param isListener whether an application takes logout tokens
     */
    SignInRows(Transactions transactions, AuditChain audit, Predicate<String> isListener, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.visits = new LateVisits(isListener, clock);
        this.marks = new Erasure.Marks(audit);
        this.clock = clock;
    }

    /** Thrown to roll back a batch that may contain entries about an erased person. */
    private static final class PersonErased extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PersonErased() {
            super("a person may have been erased meanwhile", null, false, false);
        }
    }

    /** An entry with the personal data that its row receives. */
    private record Row(
            Entry entry,
            @Nullable String subject,
            @Nullable String address,
            @Nullable String agent) {
        static Row of(Entry entry, @Nullable String subject) {
            return new Row(
                    entry,
                    subject,
                    entry.what().visit().address(),
                    entry.what().visit().agent());
        }

        static Row anonymous(Entry entry) {
            return new Row(entry, null, null, null);
        }
    }

    /**
     * Writes a batch. Sign-ins that people completed wait only for locks on the rows of these people; others, which may be of
     * people without a row to lock, are serialised with administrators' orders.
     *
     * @param doubtful whether some of the batch may have been written already
     */
    void write(List<Entry> batch, boolean doubtful) {
        List<Entry> finished = batch.stream()
                .filter(Entry::isFinished)
                .sorted(Comparator.comparing(
                        entry -> entry.what().subject())) // The same order on all nodes, which prevents deadlocks.
                .toList();
        List<Entry> others = new ArrayList<>(
                batch.stream().filter(entry -> !entry.isFinished()).toList());
        if (!finished.isEmpty()) {
            try {
                transactions.run(tables -> finished(tables, unwritten(tables, finished, doubtful)));
            } catch (PersonErased e) {
                others.addAll(0, finished);
            }
        }
        if (!others.isEmpty()) {
            transactions.underLock(tables -> inTurn(tables, unwritten(tables, others, doubtful)));
        }
    }

    /** Leaves out what has been written already: a connection may break between the commit and its acknowledgement. */
    private static List<Entry> unwritten(PeopleTables tables, List<Entry> entries, boolean doubtful) {
        return doubtful
                ? entries.stream()
                        .filter(entry -> tables.query(Sql.SIGN_IN)
                                        .bind("id", entry.id())
                                        .mapTo(Long.class)
                                        .one()
                                == 0)
                        .toList()
                : entries;
    }

    private int finished(PeopleTables tables, List<Entry> entries) {
        Set<String> known = seen(tables, entries); // And locked, so that none can be erased until the commit.
        boolean isAnyGone =
                entries.stream().anyMatch(entry -> !known.contains(entry.what().subject()));
        if (isAnyGone || isAnyErasedSince(tables, entries)) {
            throw new PersonErased();
        }
        insert(
                tables,
                entries.stream()
                        .map(entry -> Row.of(entry, entry.what().subject()))
                        .toList());
        count(tables, entries);
        return entries.size();
    }

    /** Writes entries under the pool's lock, while no person can be erased. */
    private int inTurn(PeopleTables tables, List<Entry> entries) {
        boolean mayBeErased = isAnyErasedSince(tables, entries);
        List<Row> rows = new ArrayList<>();
        List<Entry> finished = new ArrayList<>();
        for (Entry entry : entries) {
            if (mayBeErased && isErased(tables, entry)) {
                String address = entry.what().visit().address();
                if (address != null && entry.what().subject() != null) {
                    marks.eraseAddress(tables, address, clock.millis()); // As if the row had been there before.
                }
                rows.add(Row.anonymous(entry));
            } else if (entry.isFinished()) {
                finished.add(entry);
            } else {
                rows.add(row(tables, entry));
            }
        }
        Set<String> known = seen(tables, finished);
        for (Entry entry : finished) {
            rows.add(
                    known.contains(entry.what().subject())
                            ? Row.of(entry, entry.what().subject())
                            : Row.anonymous(entry));
        }
        insert(tables, rows);
        count(
                tables,
                finished.stream()
                        .filter(entry -> known.contains(entry.what().subject()))
                        .toList());
        return entries.size();
    }

    /** Returns the row of an entry; people unknown to the directory get a pseudonym, by which an erasure finds them. */
    private Row row(PeopleTables tables, Entry entry) {
        String subject = entry.what().subject();
        if (subject == null || tables.subject(subject).isPresent()) {
            return Row.of(entry, subject);
        }
        return OF_STRANGERS.contains(String.valueOf(entry.what().reason()))
                ? Row.of(entry, audit.logName(subject))
                : Row.anonymous(entry);
    }

    private boolean isAnyErasedSince(PeopleTables tables, List<Entry> entries) {
        long oldest = entries.stream().mapToLong(Entry::at).min().orElse(Long.MAX_VALUE);
        return oldest < clock.millis() - Erasure.Marks.KEPT.toMillis()
                || oldest <= marks.lastAt(tables) + Erasure.Marks.SKEW.toMillis();
    }

    /** Whether the entry's person, or the address of a scan without a person, was erased after it happened. */
    private boolean isErased(PeopleTables tables, Entry entry) {
        if (entry.at() < clock.millis() - Erasure.Marks.KEPT.toMillis()) {
            return true; // Marks from that time are gone.
        }
        String subject = entry.what().subject();
        String address = entry.what().visit().address();
        if (subject == null) {
            return address != null
                    && entry.at() <= marks.addressErasedAt(tables, address) + Erasure.Marks.SKEW.toMillis();
        }
        long erasedAt = marks.erasedAt(tables, subject);
        boolean hasComeAgain = erasedAt > 0 && tables.subject(subject).isPresent();
        return entry.at() <= erasedAt + (hasComeAgain ? 0 : Erasure.Marks.SKEW.toMillis());
    }

    /** Counts sign-ins, and returns the people who still exist, whose rows are then locked. */
    private static Set<String> seen(PeopleTables tables, List<Entry> finished) {
        int[] seen = tables.each(Sql.PERSON_SEEN, finished, (row, entry) -> seen(row, entry));
        Set<String> known = new HashSet<>();
        for (int i = 0; i < seen.length; i++) {
            String subject = finished.get(i).what().subject();
            if (seen[i] > 0 || seen[i] < 0 && tables.subject(subject).isPresent()) {
                known.add(subject);
            }
        }
        return known;
    }

    private static void insert(PeopleTables tables, List<Row> rows) {
        tables.each(Sql.SIGN_IN_INSERT, rows, (batch, row) -> {
            SignInRecord what = row.entry().what();
            batch.bind("id", row.entry().id())
                    .bind("now", row.entry().at())
                    .bind("subject", row.subject())
                    .bind("clientId", what.visit().clientId())
                    .bind("method", what.visit().method())
                    .bind("outcome", what.outcome())
                    .bind("reason", what.reason())
                    .bind("errorId", what.errorId())
                    .bind("ip", row.address())
                    .bind("agent", row.agent());
        });
    }

    private void count(PeopleTables tables, List<Entry> ofKnown) {
        int[] seen = seenAtApplications(tables, ofKnown);
        List<Entry> uncounted = IntStream.range(0, seen.length)
                .filter(i -> seen[i] == 0 || seen[i] < 0 && !LateVisits.isKnown(tables, ofKnown.get(i)))
                .mapToObj(ofKnown::get)
                .toList();
        List<Entry> first = visits.insert(tables, uncounted);
        seenAtApplications(tables, uncounted);
        visits.endWhatIsOver(tables, ofKnown, first);
        sessions(
                tables,
                ofKnown.stream().filter(entry -> entry.what().sid() != null).toList());
    }

    private static int[] seenAtApplications(PeopleTables tables, List<Entry> entries) {
        return tables.each(
                Sql.APPLICATION_SEEN,
                entries,
                (row, entry) ->
                        seen(row, entry).bind("clientId", entry.what().visit().clientId()));
    }

    /**
     * Binds the time, which is stored only once a minute: the column is indexed, and each update would rewrite the index.
     */
    private static RowBatch seen(RowBatch row, Entry entry) throws SQLException {
        return row.bind("subject", entry.what().subject())
                .bind("now", entry.at())
                .bind("before", entry.at() - MINUTE);
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
}
