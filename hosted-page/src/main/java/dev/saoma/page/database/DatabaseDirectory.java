package dev.saoma.page.database;

import dev.saoma.page.database.Admissions.Arrival;
import dev.saoma.page.database.Admissions.InvitationOfNoUse;
import dev.saoma.page.database.PeopleTables.Identified;
import dev.saoma.page.database.jdbc.DeadlineCalls;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Unavailable;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of a pool, asked within 300 milliseconds or not at all.
 *
 * <p>While the database is away, people whom this node has seen come in from memory, unless they were blocked when it last
 * looked, a second ago at most. A node that has never read the list of the blocked admits nobody, and nobody gets an id that
 * was not read from the database. Thread-safe.
 */
public final class DatabaseDirectory implements Directory {
    /** How soon a change by an administrator is known on every node. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDirectory.class);

    private final Transactions transactions;
    private final Admissions admissions;
    private final Evidence evidence;
    private final Outbox outbox;
    private final Retention retention;
    private final PeopleDatabase database;
    private final DeadlineCalls calls;
    private final PeopleMemory memory = new PeopleMemory();
    private final ChangeWatch changes;
    private final AuditHead auditHead;
    private final LongAdder blockedRefusals = new LongAdder();
    private volatile Counts counts = new Counts(0, 0);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "saoma-directory");
        thread.setDaemon(true);
        return thread;
    });

    DatabaseDirectory(
            Transactions transactions,
            Admissions admissions,
            Outbox outbox,
            Retention retention,
            BiConsumer<String, String> endSession,
            AuditHead auditHead,
            Clock clock,
            Duration deadline,
            PeopleDatabase database) {
        this.transactions = transactions;
        this.admissions = admissions;
        this.outbox = outbox;
        this.retention = retention;
        this.database = database;
        this.evidence = new Evidence(transactions, clock);
        this.calls = new DeadlineCalls(deadline);
        this.auditHead = auditHead;
        this.changes = new ChangeWatch(transactions, calls, memory, endSession);
    }

    /** Begins to follow what administrators change; looks once before it returns. */
    DatabaseDirectory start() {
        changes.look();
        watch.scheduleWithFixedDelay(this::turn, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /**
     * What was read in one transaction.
     *
     * @param person null where there is no entry
     * @param revision of the pool, read before the person
     */
    private record Found(@Nullable Person person, Verdict verdict, long revision) {}

    @Override
    public Verdict arrive(WeChatPerson wechat, String wanted, Visit visit) {
        return counted(judge(wechat, wanted, visit));
    }

    private Verdict judge(WeChatPerson wechat, String wanted, Visit visit) {
        Optional<Found> found = calls.run(() -> {
            try {
                Optional<Found> unchanged = unchanged(wechat, visit);
                return unchanged.isPresent() ? unchanged.get() : arrival(wechat, wanted, visit);
            } catch (InvitationOfNoUse e) {
                return arrival(wechat, wanted, visit.uninvited());
            }
        });
        if (found.isEmpty()) {
            Optional<String> subject = memory.subject(wechat);
            subject.ifPresent(memory::keepLate);
            return subject.map(one -> remembered(one, visit.clientId(), null)).orElseGet(Unavailable::new);
        }
        Person person = found.get().person();
        if (person != null) {
            memory.keep(wechat, person.subject());
            keep(found.get(), person, visit.clientId());
        }
        return found.get().verdict();
    }

    /** By one short query: of somebody who is known here, where nothing is to be written. */
    private Optional<Found> unchanged(WeChatPerson wechat, Visit visit) {
        if (memory.subject(wechat).isEmpty() || visit.invitation().isPresent()) {
            return Optional.empty();
        }
        Optional<Identified> row = transactions.read(tables -> tables.identified(wechat));
        return row.filter(one -> wechat.unionid() == null || wechat.unionid().equals(one.unionid()))
                .flatMap(one -> memory.stillTrue(one.subject(), one.revision())
                        .filter(person -> person.isCalled(wechat) && memory.knowsVisit(person, visit.clientId()))
                        .map(person -> new Found(person, admissions.judge(person, visit.clientId()), one.revision())))
                .filter(found -> found.verdict() instanceof Admitted);
    }

    private Found arrival(WeChatPerson wechat, String wanted, Visit visit) {
        return transactions.run(tables -> {
            long revision = tables.pool().orElseThrow().revision();
            Arrival now =
                    admissions.arrive(tables, wechat, wanted, visit, subject -> memory.stillTrue(subject, revision));
            if (now.person() != null && now.verdict() instanceof Admitted) {
                noteApplication(tables, now.person(), visit.clientId());
            }
            return new Found(now.person(), now.verdict(), revision);
        });
    }

    private void keep(Found found, Person person, String clientId) {
        memory.keep(person, found.revision());
        if (found.verdict() instanceof Admitted) {
            memory.keepVisit(person, clientId);
        }
    }

    /**
     * The application must be told when the person is put out, so it is written before it gets anything. It counts as written
     * only after the commit, which is for the caller to remember.
     */
    private void noteApplication(PeopleTables tables, Person person, String clientId) {
        if (memory.knowsVisit(person, clientId)) {
            return;
        }
        boolean noted = tables.query(Sql.APPLICATIONS)
                .bind("subject", person.subject())
                .map((row, context) -> row.getString("client_id"))
                .list()
                .contains(clientId);
        if (!noted) {
            tables.update(Sql.APPLICATION_INSERT)
                    .bind("subject", person.subject())
                    .bind("clientId", clientId)
                    .bind("now", admissions.now())
                    .execute();
        }
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        return counted(judge(subject, clientId, begun));
    }

    private Verdict judge(String subject, String clientId, Instant begun) {
        if (memory.wasLate(subject)) {
            return remembered(subject, clientId, begun);
        }
        Optional<Found> found = calls.run(() -> unchanged(subject, clientId)
                .orElseGet(() -> transactions.run(tables -> read(tables, subject, clientId))));
        if (found.isEmpty()) {
            memory.keepLate(subject);
            return remembered(subject, clientId, begun);
        }
        Person person = found.get().person();
        if (person == null) {
            memory.forget(subject);
            return found.get().verdict();
        }
        keep(found.get(), person, clientId);
        return isOver(person, begun).orElse(found.get().verdict());
    }

    /** By one short query, where no administrator has changed anything since the person was read. */
    private Optional<Found> unchanged(String subject, String clientId) {
        if (memory.lastRead(subject).isEmpty()) {
            return Optional.empty();
        }
        long revision = transactions.revision();
        return memory.stillTrue(subject, revision)
                .filter(person -> memory.knowsVisit(person, clientId))
                .map(person -> new Found(person, admissions.judge(person, clientId), revision));
    }

    private Found read(PeopleTables tables, String subject, String clientId) {
        long revision = tables.pool().orElseThrow().revision();
        Optional<Person> person = tables.person(subject);
        Verdict verdict =
                person.map(one -> admissions.judge(one, clientId)).orElseGet(() -> new Refused(Reason.UNKNOWN_PERSON));
        if (verdict instanceof Admitted) {
            noteApplication(tables, person.orElseThrow(), clientId);
        }
        return new Found(person.orElse(null), verdict, revision);
    }

    /** What memory says while the database is away. */
    private Verdict remembered(String subject, String clientId, @Nullable Instant begun) {
        Optional<Set<String>> blocked = memory.blocked();
        if (blocked.isEmpty()) {
            return new Unavailable();
        }
        if (blocked.get().contains(subject)) {
            return new Refused(Reason.BLOCKED);
        }
        return memory.lastRead(subject)
                .map(person -> (begun == null ? Optional.<Verdict>empty() : isOver(person, begun))
                        .orElseGet(() -> admissions.judge(person, clientId)))
                .orElseGet(Unavailable::new);
    }

    /** The refusal, where what began then has been ended. */
    private static Optional<Verdict> isOver(Person person, Instant begun) {
        // Sessions know seconds only: what began in the second in which they were ended is over, too.
        boolean over = person.endedBefore() > 0 && begun.toEpochMilli() / 1000 <= person.endedBefore() / 1000;
        return over
                ? Optional.of(
                        new Refused(person.state() == Person.State.BLOCKED ? Reason.BLOCKED : Reason.SESSION_ENDED))
                : Optional.empty();
    }

    @Override
    public Map<String, Object> claims(String subject, String clientId) {
        Optional<Person> known = memory.lastRead(subject)
                .or(() -> calls.run(() -> transactions.run(tables -> tables.person(subject)))
                        .flatMap(found -> found));
        if (known.isEmpty()) {
            return Map.of();
        }
        Person person = known.get();
        Map<String, Object> claims = new LinkedHashMap<>(person.attributes());
        List<String> roles = person.rolesAt(clientId);
        if (!roles.isEmpty()) {
            claims.put("roles", roles);
        }
        return claims;
    }

    @Override
    public Optional<DirectoryState> state() {
        return Optional.of(new DirectoryState(
                calls.answer(),
                isReady(),
                counts.waitingPeople(),
                blockedRefusals.sum(),
                evidence.waiting(),
                evidence.lost(),
                counts.openMessages(),
                database.connections().getTotalConnections(),
                database.connections().getActiveConnections(),
                database.connections().getThreadsAwaitingConnection()));
    }

    /** What only the database can tell, as of the last turn. */
    private record Counts(long waitingPeople, long openMessages) {}

    private void count() {
        counts = transactions.run(tables -> new Counts(
                tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one(),
                tables.query(Sql.OUTBOX_OPEN).mapTo(Long.class).one()));
    }

    /** Counts a refusal of somebody blocked. */
    private Verdict counted(Verdict verdict) {
        if (verdict.equals(new Refused(Reason.BLOCKED))) {
            blockedRefusals.increment();
        }
        return verdict;
    }

    @Override
    public void record(SignInRecord what) {
        evidence.add(what);
    }

    @Override
    public boolean isReady() {
        return memory.blocked().isPresent();
    }

    /** One step that fails must keep neither the others nor the next turn from being taken. */
    private void turn() {
        for (Runnable step : List.<Runnable>of(
                changes::look, evidence::flush, outbox::deliver, auditHead::note, this::count, retention::sweep)) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.warn("the directory's database is left alone until the next turn", e);
            }
        }
    }

    @Override
    public void close() {
        watch.shutdown();
        try {
            if (!watch.awaitTermination(LOOK_EVERY.toMillis() * 2, TimeUnit.MILLISECONDS)) {
                watch.shutdownNow();
            }
        } catch (InterruptedException e) {
            watch.shutdownNow();
            Thread.currentThread().interrupt();
        }
        evidence.flush();
        outbox.close();
        calls.close();
        database.close();
    }
}
