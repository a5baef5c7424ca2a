package dev.saoma.page.database.admission;

import dev.saoma.page.database.Evidence;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.admission.Admissions.InvitationOfNoUse;
import dev.saoma.page.database.admission.DirectoryCore.Ways;
import dev.saoma.page.database.jdbc.DeadlineCalls;
import dev.saoma.page.database.jdbc.SharedCall;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.directory.DirectoryState;
import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.directory.SignInRecord;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Unavailable;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.PoolSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a pool in its database, with a deadline per call, by default 300 milliseconds.
 *
 * <p>While the database is unavailable, people whom this node has seen are admitted from memory, unless they were blocked
 * when it last read the list, up to a second before. A node that has never read the list of blocked people admits no person,
 * and only ids that were read from the database are used. Thread-safe.
 */
public final class DatabaseDirectory implements Directory {
    private final DirectoryCore core;
    private final Ways ways;
    private final Transactions transactions;
    private final AdmissionRules rules;
    private final Admissions admissions;
    private final Evidence evidence;
    private final DeadlineCalls calls;
    private final SharedCall<Long> revisions;
    private final PeopleMemory memory;
    private final RememberedPeople remembered;
    private final Visits visits;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param database the core's database, with the pool's current settings */
    private DatabaseDirectory(
            DirectoryCore core, Ways ways, PeopleDatabase database, Function<String, Map<String, Object>> usersFile) {
        this.core = core;
        this.ways = ways;
        this.transactions = database.transactions();
        this.rules = new AdmissionRules(database::rule, Objects.requireNonNull(usersFile, "usersFile"));
        this.admissions =
                new Admissions(rules, database.pool().wechat().movedUntil(), database.audit(), database.clock());
        this.evidence = core.evidence;
        this.calls = core.calls;
        this.revisions = core.revisions;
        this.memory = core.memory;
        this.remembered = new RememberedPeople(memory, rules);
        this.visits = core.visits;
    }

    /**
     * Opens the directory for sign-ins. It follows changes until it is closed, which closes the database as well.
     *
     * @param usersFile returns the entry of a subject in the operator's file
     * @param endSession ends a page session on all nodes, by sid and subject
     */
    public static Directory of(
            PeopleDatabase database,
            Function<String, Map<String, Object>> usersFile,
            LogoutSender sender,
            BiConsumer<String, String> endSession) {
        Ways ways = new Ways(sender, database::isListener, endSession);
        try {
            return new DatabaseDirectory(new DirectoryCore(database, ways), ways, database, usersFile);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Returns a directory for a pool's changed settings, with the connections and the memory of the one before; empty if that
     * one has not opened, or if the database, keys or retention periods differ. Each is closed separately.
     *
     * @param usersFile as in {@link #of}, like the other parameters
     */
    public static Optional<Directory> again(
            Directory before,
            PoolSettings now,
            Function<String, Map<String, Object>> usersFile,
            LogoutSender sender,
            BiConsumer<String, String> endSession) {
        Directory opened = before instanceof LateDirectory late ? late.opened().orElse(before) : before;
        if (!(opened instanceof DatabaseDirectory same) || !same.core.fits(now)) {
            return Optional.empty();
        }
        PeopleDatabase database = same.core.database.with(now);
        Ways ways = new Ways(sender, database::isListener, endSession);
        DatabaseDirectory directory = new DatabaseDirectory(same.core, ways, database, usersFile);
        same.core.use(ways);
        return Optional.of(directory);
    }

    /**
     * The result of one transaction.
     *
     * @param person null if there is no entry
     * @param id the id to record the result under
     * @param revision the pool's revision, read before the person
     */
    private record Found(@Nullable Person person, String id, Verdict verdict, long revision) {
        static Found noEntry(String id, Verdict verdict) {
            return new Found(null, id, verdict, 0);
        }
    }

    @Override
    public Verdict arrive(WeChatPerson wechat, String wanted, Visit visit) {
        Found found = judge(wechat, wanted, visit);
        if (found.verdict() instanceof Refused refused) {
            record(new SignInRecord(
                    found.id(),
                    null,
                    visit.uninvited(),
                    "refused",
                    refused.reason().code(),
                    null));
        }
        return counted(found.verdict());
    }

    private Found judge(WeChatPerson wechat, String wanted, Visit visit) {
        long started = System.nanoTime();
        boolean isKnown = visit.invitation().isEmpty() && memory.subject(wechat).isPresent();
        Optional<Long> revision = isKnown ? revisions.get(started) : Optional.empty();
        Optional<Verdict> unchanged = revision.flatMap(now -> unchanged(wechat, visit, now));
        if (unchanged.isPresent()) {
            return Found.noEntry(wanted, unchanged.get());
        }
        Optional<Found> found = isKnown && revision.isEmpty()
                ? Optional.empty()
                : calls.run(() -> arrivalWithOrWithoutInvitation(wechat, wanted, visit), started);
        if (found.isEmpty()) {
            Optional<String> subject = memory.subject(wechat);
            subject.ifPresent(memory::keepLate);
            return subject.map(one -> Found.noEntry(one, remembered.judge(one, visit.clientId(), null)))
                    .orElseGet(() -> Found.noEntry(wanted, new Unavailable()));
        }
        Person person = found.get().person();
        if (person != null) {
            memory.keep(wechat, person.subject(), found.get().revision());
            keep(found.get(), person, visit.clientId());
        }
        return found.get();
    }

    /** Admits a known person from memory, if nothing has changed and nothing needs to be written. */
    private Optional<Verdict> unchanged(WeChatPerson wechat, Visit visit, long revision) {
        return memory.stillTrue(wechat, revision)
                .filter(person -> person.isCalled(wechat) && memory.knowsVisit(person, visit.clientId()))
                .map(person -> rules.judge(person, visit.clientId()))
                .filter(Admitted.class::isInstance);
    }

    private Found arrivalWithOrWithoutInvitation(WeChatPerson wechat, String wanted, Visit visit) {
        try {
            return arrival(wechat, wanted, visit);
        } catch (InvitationOfNoUse e) {
            return arrival(wechat, wanted, visit.uninvited());
        }
    }

    private Found arrival(WeChatPerson wechat, String wanted, Visit visit) {
        return transactions.run(tables -> {
            long revision = tables.pool().orElseThrow().revision();
            Arrival now =
                    admissions.arrive(tables, wechat, wanted, visit, subject -> memory.stillTrue(subject, revision));
            if (now.person() != null && now.verdict() instanceof Admitted) {
                visits.note(tables, now.person(), visit.clientId());
            }
            return new Found(now.person(), now.id(), now.verdict(), revision);
        });
    }

    private void keep(Found found, Person person, String clientId) {
        memory.keep(person, found.revision());
        if (found.verdict() instanceof Admitted) {
            memory.keepVisit(person, clientId, found.revision());
        }
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        return counted(judge(subject, clientId, begun));
    }

    private Verdict judge(String subject, String clientId, Instant begun) {
        if (memory.wasLate(subject)) {
            return remembered.judge(subject, clientId, begun);
        }
        long started = System.nanoTime();
        boolean isKnown = memory.lastRead(subject).isPresent();
        Optional<Long> revision = isKnown ? revisions.get(started) : Optional.empty();
        Optional<Person> unchanged = revision.flatMap(now -> memory.stillTrue(subject, now))
                .filter(person -> memory.knowsVisit(person, clientId));
        if (unchanged.isPresent()) {
            return verdict(unchanged.get(), rules.judge(unchanged.get(), clientId), begun);
        }
        Optional<Found> found = isKnown && revision.isEmpty()
                ? Optional.empty()
                : calls.run(() -> transactions.run(tables -> read(tables, subject, clientId)), started);
        if (found.isEmpty()) {
            memory.keepLate(subject);
            return remembered.judge(subject, clientId, begun);
        }
        Person person = found.get().person();
        if (person == null) {
            memory.forget(subject);
            return found.get().verdict();
        }
        keep(found.get(), person, clientId);
        return verdict(person, found.get().verdict(), begun);
    }

    private static Verdict verdict(Person person, Verdict ofPerson, Instant begun) {
        return RememberedPeople.isOver(person, begun).orElse(ofPerson);
    }

    private Found read(PeopleTables tables, String subject, String clientId) {
        long revision = tables.pool().orElseThrow().revision();
        Optional<Person> person = tables.person(subject);
        Verdict verdict =
                person.map(one -> rules.judge(one, clientId)).orElseGet(() -> new Refused(Reason.UNKNOWN_PERSON));
        if (verdict instanceof Admitted) {
            visits.note(tables, person.orElseThrow(), clientId);
        }
        return new Found(person.orElse(null), subject, verdict, revision);
    }

    @Override
    public Map<String, Object> claims(String subject, String clientId) {
        Optional<Person> known = memory.lastRead(subject)
                .or(() -> calls.run(() -> transactions.run(tables -> tables.person(subject)))
                        .flatMap(found -> found));
        return known.map(person -> person.claimsAt(clientId)).orElseGet(Map::of);
    }

    @Override
    public Optional<DirectoryState> state() {
        return Optional.of(core.state(isReady()));
    }

    /** Returns the verdict, after counting it if a blocked person is refused. */
    private Verdict counted(Verdict verdict) {
        if (verdict.equals(new Refused(Reason.BLOCKED))) {
            core.blockedRefusals.increment();
        }
        return verdict;
    }

    @Override
    public void record(SignInRecord what) {
        evidence.add(what);
    }

    @Override
    public void secretUsed(String clientId, String secretId) {
        evidence.secretUsed(clientId, secretId);
    }

    @Override
    public boolean isReady() {
        return memory.blocked().isPresent();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            core.release(ways);
        }
    }
}
