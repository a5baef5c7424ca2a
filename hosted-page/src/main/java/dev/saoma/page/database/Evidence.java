package dev.saoma.page.database;

import dev.saoma.page.directory.SignInRecord;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of sign-ins on its way to the database: at most 10,000 wait, what is more is counted as lost. The line of the
 * audit log has been written before. Thread-safe.
 */
public final class Evidence {
    static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);

    private final Transactions transactions;
    private final Clock clock;
    private final Deque<Entry> waiting = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    /** Whether the last transaction failed, so that it may have been done all the same. Of the flushing thread. */
    private boolean doubtful;

    private record Entry(String id, long at, SignInRecord what) {}

    Evidence(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    void add(SignInRecord what) {
        Entry entry = new Entry(UUID.randomUUID().toString(), clock.millis(), what);
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

    /** How many were lost since the start. */
    long lost() {
        return lost.get();
    }

    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /**
     * Writes what waits. What the database cannot take now stays, in its order; a single entry that it will never take is
     * counted as lost, so that it does not keep the others. Called by one thread at a time.
     */
    void flush() {
        int most = AT_ONCE;
        for (List<Entry> batch = next(most); !batch.isEmpty(); batch = next(most)) {
            List<Entry> entries = batch;
            try {
                transactions.run(tables -> {
                    entries.forEach(entry -> write(tables, entry));
                    return entries.size();
                });
                doubtful = false;
            } catch (JdbiException e) {
                doubtful = true;
                if (!isRefused(e)) {
                    return; // Tried again with the next turn.
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

    /** SQL states 22xxx (a value that does not fit) and 23xxx (a rule of the tables): the same again would fail the same. */
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

    private void write(PeopleTables tables, Entry entry) {
        if (doubtful && isWritten(tables, entry)) {
            return;
        }
        SignInRecord what = entry.what();
        // Who is not in the directory, or has been erased meanwhile, is written down as nobody.
        String subject =
                what.subject() == null ? null : tables.subject(what.subject()).orElse(null);
        tables.update(Sql.SIGN_IN_INSERT)
                .bind("id", entry.id())
                .bind("now", entry.at())
                .bind("subject", subject)
                .bind("clientId", what.visit().clientId())
                .bind("method", what.visit().method())
                .bind("outcome", what.outcome())
                .bind("reason", what.reason())
                .bind("errorId", what.errorId())
                .bind("ip", what.visit().address())
                .bind("agent", what.visit().agent())
                .execute();
        if (subject == null || !what.outcome().equals("finished")) {
            return;
        }
        tables.update(Sql.PERSON_SEEN)
                .bind("subject", what.subject())
                .bind("now", entry.at())
                .execute();
        tables.update(Sql.APPLICATION_SEEN)
                .bind("subject", what.subject())
                .bind("clientId", what.visit().clientId())
                .bind("now", entry.at())
                .execute();
        if (what.sid() != null) {
            session(tables, entry);
        }
    }

    /** A connection may break after the commit and before its answer. */
    private static boolean isWritten(PeopleTables tables, Entry entry) {
        return tables.query(Sql.SIGN_IN)
                        .bind("id", entry.id())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static void session(PeopleTables tables, Entry entry) {
        SignInRecord what = entry.what();
        int seen = tables.update(Sql.SESSION_SEEN)
                .bind("sid", what.sid())
                .bind("now", entry.at())
                .execute();
        if (seen == 0) {
            tables.update(Sql.SESSION_INSERT)
                    .bind("sid", what.sid())
                    .bind("subject", what.subject())
                    .bind("now", entry.at())
                    .bind("method", what.visit().method())
                    .bind("ip", what.visit().address())
                    .bind("agent", what.visit().agent())
                    .execute();
        }
    }

    /**
     * A row of the log of sign-ins.
     *
     * @param subject who; null where it was nobody of the directory
     */
    public record Kept(
            long at,
            @Nullable String subject,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason,
            @Nullable String errorId,
            @Nullable String address) {}

    /** Gives all rows, the newest first. */
    static void read(Transactions transactions, Consumer<Kept> to) {
        long at = Long.MAX_VALUE;
        String id = "";
        while (true) {
            long before = at;
            String than = id;
            Map<String, Kept> page = transactions.run(tables -> page(tables, before, than));
            if (page.isEmpty()) {
                return;
            }
            for (Map.Entry<String, Kept> row : page.entrySet()) {
                to.accept(row.getValue());
                at = row.getValue().at();
                id = row.getKey();
            }
        }
    }

    private static Map<String, Kept> page(PeopleTables tables, long before, String than) {
        Map<String, Kept> page = new LinkedHashMap<>();
        tables.query(Sql.SIGN_INS)
                .bind("now", before)
                .bind("id", than)
                .map((row, context) -> Map.entry(
                        row.getString("id"),
                        new Kept(
                                row.getLong("happened_at"),
                                row.getString("subject"),
                                row.getString("client_id"),
                                row.getString("sign_in_method"),
                                row.getString("outcome"),
                                row.getString("reason"),
                                row.getString("error_id"),
                                row.getString("ip"))))
                .forEach(row -> page.put(row.getKey(), row.getValue()));
        return page;
    }
}
