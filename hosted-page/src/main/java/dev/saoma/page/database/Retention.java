package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.settings.DirectorySettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what is older than the settings keep, in small batches on one node at a time. Called by one thread.
 *
 * <p>The oldest rows of the audit are removed; the rest still verifies, from its first row on. The last row stays, so that an
 * emptied audit does not look like an old one.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofMinutes(10);
    /** At most so many in one turn: the thread has changes to follow and messages to send as well. */
    private static final int BATCHES = 10;

    private static final Duration KEEP_SENT = Duration.ofDays(7);

    private final Transactions transactions;
    private final DirectorySettings settings;
    private final PendingOrders orders;
    private final Clock clock;
    private Instant next;

    Retention(Transactions transactions, DirectorySettings settings, PendingOrders orders, Clock clock) {
        this.orders = orders;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.next = clock.instant();
    }

    /** Deletes some of what is too old, if it is time; the next call continues where there is more. */
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

    private int batch(PeopleTables tables) {
        long lastOfAudit = tables.lockPool().auditSeq();
        List<String> signIns = tables.query(Sql.SIGN_INS_OLD)
                .bind("before", before(settings.keepSignIns()))
                .mapTo(String.class)
                .list();
        tables.each(Sql.SIGN_IN_DELETE, signIns, (row, id) -> row.bind("id", id));
        List<String> sessions = tables.query(Sql.SESSIONS_OLD)
                .bind("before", before(settings.keepSignIns()))
                .mapTo(String.class)
                .list();
        tables.each(Sql.SESSION_DELETE, sessions, (row, sid) -> row.bind("sid", sid));
        List<Long> audit = tables.query(Sql.AUDIT_OLD)
                .bind("before", before(settings.keepAudit()))
                .bind("seq", lastOfAudit)
                .mapTo(Long.class)
                .list();
        tables.each(Sql.AUDIT_DETAILS_DELETE, audit, (row, seq) -> row.bind("seq", seq));
        tables.each(Sql.AUDIT_DELETE, audit, (row, seq) -> row.bind("seq", seq));
        int sent = tables.update(Sql.OUTBOX_OLD)
                .bind("before", clock.millis() - KEEP_SENT.toMillis())
                .execute();
        int marks = tables.update(Sql.ERASED_OLD)
                .bind("before", clock.millis() - Erasure.Marks.KEPT.toMillis())
                .execute();
        int read = tables.update(ConsoleSql.READINGS_OLD)
                .bind("before", before(settings.keepAudit()))
                .execute();
        return signIns.size() + sessions.size() + audit.size() + sent + marks + read + orders.expire(tables);
    }

    private long before(Period keep) {
        return clock.instant().atZone(ZoneOffset.UTC).minus(keep).toInstant().toEpochMilli();
    }
}
