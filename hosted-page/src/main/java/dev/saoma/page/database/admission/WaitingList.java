package dev.saoma.page.database.admission;

import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.Transactions.Conflict;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.NamedSql;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Visit;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The people who wait for approval: at most 1,000 per pool and five per address, each for a day. Thread-safe. */
public final class WaitingList {
    public static final int MOST_PER_ADDRESS = 5;
    public static final Duration LIFETIME = Duration.ofDays(1);

    private static final int MOST = 1000;
    private static final int CODES = 1_000_000;
    /** Between adding a person and their place: nodes of earlier versions read the clock twice. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final AuditChain audit;
    private final Clock clock;
    private final Random random;

    WaitingList(AuditChain audit, Clock clock) {
        this(audit, clock, new SecureRandom());
    }

    /** As {@link #WaitingList(AuditChain, Clock)}, with codes that a test can foresee. */
    WaitingList(AuditChain audit, Clock clock, Random random) {
        this.audit = audit;
        this.clock = clock;
        this.random = random;
    }

    /** Returns a random code of six digits that no other person waits with; the caller has called {@link #makeRoom}. */
    String code(PeopleTables tables) {
        String code;
        do {
            code = String.format("%06d", random.nextInt(CODES));
        } while (isTaken(tables, code));
        return code;
    }

    private static boolean isTaken(PeopleTables tables, String code) {
        return !isEmpty(tables.query(Sql.PERSON_BY_CODE).bind("code", code));
    }

    /** Returns a fingerprint of the address that a person waits from, by which it can be counted but not read. */
    @Nullable
    String from(Visit visit) {
        return visit.address() == null ? null : audit.fingerprint("address " + visit.address());
    }

    /** A place on the list; {@code fromTheStart}: whether the person was added with it. */
    private record Place(String subject, boolean fromTheStart) {}

    /**
     * Ends expired places and, if the list is full, the oldest one.
     *
     * @return why the address gets no place; empty if it gets one
     */
    Optional<Reason> makeRoom(PeopleTables tables, Visit visit) {
        tables.lockPool(); // The places are counted by one transaction at a time, on all nodes.
        long before = clock.millis() - LIFETIME.toMillis();
        end(tables, places(tables.query(Sql.WAITING_EXPIRED).bind("before", before)));
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
            end(tables, places(tables.query(Sql.WAITING_OLDEST)));
        }
        return Optional.empty();
    }

    private static List<Place> places(Query query) {
        return query.map((row, context) -> new Place(
                        row.getString("subject"),
                        row.getLong("waiting_at") - row.getLong("first_at") <= AT_ONCE.toMillis()))
                .list();
    }

    /**
     * Ends places: a person who was a visitor before is a visitor again, with everything that belongs to them, since an assigned
     * id and the end of sessions must stay. A person who has only ever waited is removed.
     */
    private void end(PeopleTables tables, List<Place> places) {
        List<String> visitors = new ArrayList<>();
        for (Place place : places) {
            if (tables.lockPerson(place.subject()).isEmpty()) {
                continue; // Erased, or removed by another arrival.
            }
            Person person = tables.person(place.subject()).orElseThrow(Conflict::new);
            if (place.fromTheStart() && hasOnlyWaited(tables, person)) {
                remove(tables, person.subject());
            } else {
                tables.update(Sql.PERSON_STATE)
                        .bind("subject", person.subject())
                        .bind("state", State.VISITOR.code())
                        .bind("why", person.status().stateWhy())
                        .execute();
                visitors.add(person.subject());
            }
        }
        if (!visitors.isEmpty()) {
            tables.changed(visitors.toArray(String[]::new));
        }
    }

    private static boolean hasOnlyWaited(PeopleTables tables, Person person) {
        return person.activity().signIns() == 0
                && person.activity().endedBefore() == 0
                && person.profile().displayName() == null
                && person.note() == null
                && person.roles().isEmpty()
                && person.attributes().isEmpty()
                && isEmpty(tables.query(Sql.APPLICATIONS).bind("subject", person.subject()))
                && isEmpty(tables.query(Sql.MERGED_INTO).bind("subject", person.subject()));
    }

    private static boolean isEmpty(Query query) {
        return query.mapToMap().list().isEmpty();
    }

    /** Removes a person; the rows that remain about them get a pseudonym, by which an erasure finds them. */
    private void remove(PeopleTables tables, String subject) {
        for (NamedSql move : List.of(Sql.SIGN_INS_MOVE, ConsoleSql.AUDIT_DETAILS_MOVE)) {
            tables.update(move)
                    .bind("subject", subject)
                    .bind("into", audit.logName(subject))
                    .execute();
        }
        tables.delete(subject);
    }
}
