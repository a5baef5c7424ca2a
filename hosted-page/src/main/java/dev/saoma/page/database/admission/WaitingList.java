package dev.saoma.page.database.admission;

import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Visit;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The people who wait for approval: at most 1,000 per pool and five per address, each for a day. Thread-safe. */
public final class WaitingList {
    public static final int MOST_PER_ADDRESS = 5;
    public static final Duration LIFETIME = Duration.ofDays(1);

    private static final int MOST = 1000;
    private static final int CODES = 1_000_000;

    private final AuditChain audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    WaitingList(AuditChain audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** Returns a random code of six digits, to be read out to an administrator. */
    String code() {
        return String.format("%06d", random.nextInt(CODES));
    }

    /** Returns a fingerprint of the address that a person waits from, by which it can be counted but not read. */
    @Nullable
    String from(Visit visit) {
        return visit.address() == null ? null : audit.fingerprint("address " + visit.address());
    }

    /**
     * Removes expired places and, if the list is full, the oldest one.
     *
     * @return why the address gets no place; empty if it gets one
     */
    Optional<Reason> makeRoom(PeopleTables tables, Visit visit) {
        tables.lockPool(); // The places are counted by one transaction at a time, on all nodes.
        long before = clock.millis() - LIFETIME.toMillis();
        tables.query(Sql.WAITING_EXPIRED)
                .bind("before", before)
                .mapTo(String.class)
                .list()
                .forEach(subject -> forget(tables, subject));
        String from = from(visit);
        long fromThere = from == null
                ? 0
                : tables.query(Sql.WAITING_FROM)
                        .bind("waitingFrom", from)
                        .mapTo(Long.class)
                        .one();
        if (fromThere >= MOST_PER_ADDRESS) {
            return Optional.of(Reason.TOO_MANY_WAITING);
        }
        if (tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one() >= MOST) {
            tables.query(Sql.WAITING_OLDEST).mapTo(String.class).findOne().ifPresent(s -> forget(tables, s));
        }
        return Optional.empty();
    }

    /** Removes a person from the list; their log entries are kept under a pseudonym, by which an erasure finds them. */
    private void forget(PeopleTables tables, String subject) {
        if (tables.lockPerson(subject).isEmpty()) {
            return; // Erased, or forgotten by another arrival.
        }
        tables.update(Sql.SIGN_INS_MOVE)
                .bind("subject", subject)
                .bind("into", audit.logName(subject))
                .execute();
        tables.delete(subject);
    }
}
