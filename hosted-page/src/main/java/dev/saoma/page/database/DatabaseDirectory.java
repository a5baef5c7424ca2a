package dev.saoma.page.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saoma.page.database.Admissions.Arrival;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
        Optional<Arrival> arrival = calls.run(() -> transactions.run(tables -> {
            Arrival now = admissions.arrive(tables, wechat, wanted, visit);
            if (now.person() != null && now.verdict() instanceof Admitted) {
                noteApplication(tables, now.person().subject(), visit.clientId());
            }
            return now;
        }));
        if (arrival.isEmpty()) {
            String subject = subjects.getIfPresent(identity);
            return subject == null ? new Unavailable() : remembered(subject, visit.clientId(), null);
        }
        Person person = arrival.get().person();
        if (person != null) {
            subjects.put(identity, person.subject());
            people.put(person.subject(), person);
        }
        return arrival.get().verdict();
    }

    /** The application must be told when the person is put out, so it is written before it gets anything. */
    private void noteApplication(PeopleTables tables, String subject, String clientId) {
        String visit = subject + " " + clientId;
        if (visits.getIfPresent(visit) != null) {
            return;
        }
        boolean noted = tables.query(Sql.APPLICATIONS)
                .bind("subject", subject)
                .map((row, context) -> row.getString("client_id"))
                .list()
                .contains(clientId);
        if (!noted) {
            tables.update(Sql.APPLICATION_INSERT)
                    .bind("subject", subject)
                    .bind("clientId", clientId)
                    .bind("now", admissions.now())
                    .execute();
        }
        visits.put(visit, Boolean.TRUE);
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        Optional<Optional<Person>> read = calls.run(() -> transactions.run(tables -> {
            Optional<Person> person = tables.person(subject, false);
            if (person.isPresent() && admissions.judge(person.get(), clientId) instanceof Admitted) {
                noteApplication(tables, subject, clientId);
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
        people.put(subject, read.get().get());
        return judged(read.get().get(), clientId, begun);
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
            person = calls.run(() -> transactions.run(tables -> tables.person(subject, false)))
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
        return blocked != null && calls.isClosed();
    }

    private void turn() {
        look();
        evidence.flush();
        outbox.deliver();
        retention.sweep();
    }

    /** Reads what administrators have changed since the last look. */
    private void look() {
        try {
            long now = transactions.run(tables -> {
                long current = tables.pool().orElseThrow().revision();
                if (current != revision) {
                    blocked = Set.copyOf(
                            tables.query(Sql.BLOCKED).mapTo(String.class).list());
                    tables.query(Sql.CHANGED)
                            .bind("revision", revision)
                            .mapTo(String.class)
                            .list()
                            .forEach(people::invalidate);
                }
                return current;
            });
            revision = now;
        } catch (RuntimeException e) {
            LOG.debug("the directory's database does not answer", e);
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
