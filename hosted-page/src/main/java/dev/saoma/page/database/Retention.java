package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.NamedSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.settings.DirectorySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the settings keep, in small batches on one node at a time. Called by one thread.
 *
 * <p>The oldest rows of the audit are removed; the rest still verifies, since a row of its own records that.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    /** The most batches in one turn, since the thread also has other work, such as writing the log of sign-ins. */
    private static final int BATCHES = 10;

    private static final Duration KEEP_SENT = Duration.ofDays(7);
    /** After their use or their end. */
    private static final Duration KEEP_INVITATIONS = Duration.ofDays(7);

    private static final Actor RETENTION = new Actor("retention", "none");

    private final Transactions transactions;
    private final DirectorySettings settings;
    private final AuditChain audit;
    private final PendingOrders orders;
    private final Clock clock;
    private Instant next;

    Retention(
            Transactions transactions,
            DirectorySettings settings,
            AuditChain audit,
            PendingOrders orders,
            Clock clock) {
        this.audit = audit;
        this.orders = orders;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.next = clock.instant();
    }

    /** Deletes some old rows if it is time; the next call continues if there are more. */
    public void sweep() {
        if (clock.instant().isBefore(next)) {
            return;
        }
        next = clock.instant().plus(PAUSE);
        try {
            for (int i = 0; i < BATCHES; i++) {
                if (transactions.run(this::batch) == 0) {
                    return;
                }
            }
            next = clock.instant();
        } catch (JdbiException e) {
            LOG.debug("old rows stay for now", e);
        }
    }

    /** Deletes some rows of each kind, and returns their number. */
    private int batch(PeopleTables tables) {
        tables.lockPool();
        long signIns = before(settings.keepSignIns());
        long audit = before(settings.keepAudit());
        long sent = clock.millis() - KEEP_SENT.toMillis();
        long invitations = clock.millis() - KEEP_INVITATIONS.toMillis();
        return delete(tables, tables.query(Sql.SIGN_INS_OLD).bind("before", signIns), "id", Sql.SIGN_IN_DELETE)
                + delete(tables, tables.query(Sql.SESSIONS_OLD).bind("before", signIns), "sid", Sql.SESSION_DELETE)
                + sweepAudit(tables, audit)
                + delete(tables, sent(tables, "done", sent), "id", Sql.OUTBOX_DELETE)
                + delete(tables, sent(tables, "failed", sent), "id", Sql.OUTBOX_DELETE)
                + delete(
                        tables,
                        tables.query(Sql.ERASED_OLD).bind("before", clock.millis() - Erasure.Marks.KEPT.toMillis()),
                        "fingerprint",
                        Sql.ERASED_DELETE)
                + delete(
                        tables,
                        tables.query(ConsoleSql.INVITATIONS_OLD).bind("before", invitations),
                        "hash",
                        ConsoleSql.INVITATION_DELETE)
                + deleteReadings(tables, tables.query(ConsoleSql.READINGS_OLD).bind("before", audit))
                + orders.expire(tables);
    }

    private static Query sent(PeopleTables tables, String state, long before) {
        return tables.query(Sql.OUTBOX_OLD).bind("state", state).bind("before", before);
    }

    /** Deletes the rows whose keys the query returns, which limits their number. */
    private static int delete(PeopleTables tables, Query old, String key, NamedSql delete) {
        List<String> keys = old.mapTo(String.class).list();
        tables.each(delete, keys, (row, one) -> row.bind(key, one));
        return keys.size();
    }

    /**
     * Removes the oldest rows of the audit, and records with a new row, the last one, where the audit begins from now on. By
     * number, not by time: nodes' clocks may differ. What does not prove its age is removed without that record, and missed
     * when the audit is verified.
     */
    private int sweepAudit(PeopleTables tables, long before) {
        List<AuditChain.Row> old = AuditChain.rows(tables, 0).stream()
                .takeWhile(row -> row.at() < before)
                .toList();
        if (old.stream().allMatch(row -> row.action().equals(AuditChain.SWEPT))) {
            return 0; // Else each of these rows would be replaced by another one for ever.
        }
        long first = old.stream()
                .filter(audit::isProven)
                .mapToLong(row -> row.seq() + 1)
                .reduce(AuditChain.first(tables), Math::max);
        String what =
                "rows " + old.get(0).seq() + " to " + old.get(old.size() - 1).seq();
        tables.each(Sql.AUDIT_DETAILS_DELETE, old, (batch, row) -> batch.bind("seq", row.seq()));
        tables.each(Sql.AUDIT_DELETE, old, (batch, row) -> batch.bind("seq", row.seq()));
        audit.append(
                tables, RETENTION, AuditChain.SWEPT, clock.millis(), List.of(new AuditChain.Detail(null, what)), first);
        return old.size();
    }

    private record Reading(String reader, long hourAt) {}

    private static int deleteReadings(PeopleTables tables, Query old) {
        List<Reading> rows = old.map((row, context) -> new Reading(row.getString("reader"), row.getLong("hour_at")))
                .list();
        tables.each(
                ConsoleSql.READING_DELETE,
                rows,
                (row, one) -> row.bind("actor", one.reader()).bind("now", one.hourAt()));
        return rows.size();
    }

    private long before(Period keep) {
        return clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant().toEpochMilli();
    }
}
