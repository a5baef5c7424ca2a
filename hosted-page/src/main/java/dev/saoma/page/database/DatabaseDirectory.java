package dev.saoma.page.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saoma.page.database.Admissions.Arrival;
import dev.saoma.page.database.Admissions.InvitationOfNoUse;
import dev.saoma.page.directory.Directory;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
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
    private static final int MOST_REMEMBERED = 10_000;

    private final Transactions transactions;
    private final Admissions admissions;
    private final Evidence evidence;
    private final Outbox outbox;
    private final Retention retention;
    private final PeopleDatabase database;
    private final DeadlineCalls calls;
    private final Cache<String, String> subjects =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, Person> people =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, Boolean> visits =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "saoma-directory");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Set<String> blocked;
    private long revision = -1;

    DatabaseDirectory(
            Transactions transactions,
            Admissions admissions,
            Outbox outbox,
            Retention retention,
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
    }

    /** Begins to follow what administrators change; looks once before it returns. */
    DatabaseDirectory start() {
        look();
        watch.scheduleWithFixedDelay(this::turn, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public Verdict arrive(WeChatPerson wechat, String wanted, Visit visit) {
        String identity = wechat.appId() + " " + wechat.openid();
        Optional<Arrival> arrival = calls.run(() -> {
            try {
                return arrival(wechat, wanted, visit);
            } catch (InvitationOfNoUse e) {
                return arrival(wechat, wanted, visit.uninvited());
            }
        });
        if (arrival.isEmpty()) {
            String subject = subjects.getIfPresent(identity);
            return subject == null ? new Unavailable() : remembered(subject, visit.clientId(), null);
        }
        Person person = arrival.get().person();
        if (person != null) {
            subjects.put(identity, person.subject());
            people.put(person.subject(), person);
            if (arrival.get().verdict() instanceof Admitted) {
                visits.put(visit(person, visit.clientId()), Boolean.TRUE);
            }
        }
        return arrival.get().verdict();
    }

    private Arrival arrival(WeChatPerson wechat, String wanted, Visit visit) {
        return transactions.run(tables -> {
            Arrival now = admissions.arrive(tables, wechat, wanted, visit);
            if (now.person() != null && now.verdict() instanceof Admitted) {
                noteApplication(tables, now.person(), visit.clientId());
            }
            return now;
        });
    }

    /**
     * The application must be told when the person is put out, so it is written before it gets anything. It counts as written
     * only after the commit, which is for the caller to remember.
     */
    private void noteApplication(PeopleTables tables, Person person, String clientId) {
        if (visits.getIfPresent(visit(person, clientId)) != null) {
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

    /** Who was erased and comes again is a new entry, of which nothing has been written yet. */
    private static String visit(Person person, String clientId) {
        return person.subject() + " " + person.firstAt() + " " + clientId;
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        Optional<Optional<Person>> read = calls.run(() -> transactions.run(tables -> {
            Optional<Person> person = tables.person(subject);
            if (person.isPresent() && admissions.judge(person.get(), clientId) instanceof Admitted) {
                noteApplication(tables, person.get(), clientId);
            }
            return person;
        }));
        if (read.isEmpty()) {
            return remembered(subject, clientId, begun);
        }
        if (read.get().isEmpty()) {
            people.invalidate(subject);
            return new Refused(Reason.UNKNOWN_PERSON);
        }
        Person person = read.get().get();
        people.put(subject, person);
        if (admissions.judge(person, clientId) instanceof Admitted) {
            visits.put(visit(person, clientId), Boolean.TRUE);
        }
        return judged(person, clientId, begun);
    }

    /** What memory says while the database is away. */
    private Verdict remembered(String subject, String clientId, @Nullable Instant begun) {
        Set<String> known = blocked;
        if (known == null) {
            return new Unavailable();
        }
        if (known.contains(subject)) {
            return new Refused(Reason.BLOCKED);
        }
        Person person = people.getIfPresent(subject);
        return person == null ? new Unavailable() : judged(person, clientId, begun);
    }

    private Verdict judged(Person person, String clientId, @Nullable Instant begun) {
        // Sessions know seconds only: what began in the second in which they were ended is over, too.
        if (begun != null && begun.toEpochMilli() / 1000 <= person.endedBefore() / 1000 && person.endedBefore() > 0) {
            return new Refused(person.state() == Person.State.BLOCKED ? Reason.BLOCKED : Reason.SESSION_ENDED);
        }
        return admissions.judge(person, clientId);
    }

    @Override
    public Map<String, Object> claims(String subject, String clientId) {
        Person person = people.getIfPresent(subject);
        if (person == null) {
            person = calls.run(() -> transactions.run(tables -> tables.person(subject)))
                    .flatMap(found -> found)
                    .orElse(null);
        }
        if (person == null) {
            return Map.of();
        }
        Map<String, Object> claims = new LinkedHashMap<>(person.attributes());
        List<String> roles = person.rolesAt(clientId);
        if (!roles.isEmpty()) {
            claims.put("roles", roles);
        }
        return claims;
    }

    @Override
    public void record(SignInRecord what) {
        evidence.add(what);
    }

    @Override
    public boolean isReady() {
        return blocked != null;
    }

    /** One step that fails must keep neither the others nor the next turn from being taken. */
    private void turn() {
        for (Runnable step : List.<Runnable>of(this::look, evidence::flush, outbox::deliver, retention::sweep)) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.warn("the directory's database is left alone until the next turn", e);
            }
        }
    }

    /**
     * Reads what administrators have changed since the last look. It asks as a sign-in would, and so is also what notices that
     * the database answers again where nobody signs in.
     */
    private void look() {
        Optional<Long> answer = calls.run(
                () -> transactions.run(tables -> tables.pool().orElseThrow().revision()));
        if (answer.isEmpty() || blocked != null && answer.get() == revision) {
            return;
        }
        try {
            Changes changes = transactions.run(this::changes);
            if (changes.somebodyErased()) {
                people.invalidateAll();
                subjects.invalidateAll();
                visits.invalidateAll();
            }
            changes.people().forEach(people::invalidate);
            blocked = changes.blocked();
            revision = changes.revision();
        } catch (JdbiException e) {
            LOG.debug("the directory's database does not answer", e);
        }
    }

    /** {@code somebodyErased}: a change that no row tells of any more. */
    private record Changes(long revision, Set<String> blocked, List<String> people, boolean somebodyErased) {}

    private Changes changes(PeopleTables tables) {
        long current = tables.pool().orElseThrow().revision();
        Set<String> out =
                Set.copyOf(tables.query(Sql.BLOCKED).mapTo(String.class).list());
        if (blocked == null) { // Nobody is remembered yet.
            return new Changes(current, out, List.of(), false);
        }
        List<String> changed = new ArrayList<>();
        Set<Long> revisions = new HashSet<>();
        tables.query(Sql.CHANGED)
                .bind("revision", revision)
                .map((row, context) -> Map.entry(row.getString("subject"), row.getLong("revision")))
                .forEach(entry -> {
                    changed.add(entry.getKey());
                    revisions.add(entry.getValue());
                });
        return new Changes(current, out, changed, revisions.size() < current - revision);
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
