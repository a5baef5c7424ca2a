package dev.saoma.page.database;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.RandomText;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Administrators' operations on the people of one pool. Each write is one transaction with its row of the audit, and takes
 * effect on all nodes within a second. Orders that cannot be carried out throw {@link OrderRefusedException}. Thread-safe.
 */
public final class PeopleAdministration {
    /** The length of a reason for a change of state. */
    public static final int MAX_WHY = 200;

    private final Transactions transactions;
    private final OrderSteps steps;
    private final RandomText random;
    private final Standing standing;
    private final PersonDetails details;
    private final Merging merging;
    private final Erasure erasure;
    private final @Nullable Long seenVersion;
    private final IntConsumer read;

    PeopleAdministration(Transactions transactions, OrderSteps steps, RandomText random) {
        this(transactions, steps, random, null, people -> {});
    }

    private PeopleAdministration(
            Transactions transactions,
            OrderSteps steps,
            RandomText random,
            @Nullable Long seenVersion,
            IntConsumer read) {
        this.read = read;
        this.seenVersion = seenVersion;
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.steps = Objects.requireNonNull(steps, "steps");
        this.random = random;
        this.standing = new Standing(steps);
        this.details = new PersonDetails(steps);
        this.merging = new Merging(steps);
        this.erasure = new Erasure(steps, random);
    }

    /** Carries out an order; administrators' writes are serialised by the pool's lock. */
    private <T> T order(Transactions.Work<T> work) {
        return transactions.underLock(work);
    }

    /** Thrown if another administrator has changed the row in the meantime. */
    public static final class ChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Creates the exception with its fixed message. */
        public ChangedException() {
            super("the row has been changed meanwhile");
        }
    }

    /** Returns a view that refuses orders on a person whose row has another version than this one. */
    public PeopleAdministration ofVersion(long version) {
        return new PeopleAdministration(transactions, steps, random, version, read);
    }

    /** Returns a view that reports the number of people whose data it returns. */
    public PeopleAdministration counting(IntConsumer read) {
        return new PeopleAdministration(transactions, steps, random, seenVersion, read);
    }

    /** Carries out an order on a person, if their row still has the version that the administrator has seen. */
    private <T> T order(String subject, Transactions.Work<T> work) {
        return order(tables -> {
            if (seenVersion != null && OrderSteps.person(tables, subject).version() != seenVersion) {
                throw new ChangedException();
            }
            return work.in(tables);
        });
    }

    /**
     * Selects the people to list: all, or by one of the four values. Each has an index of its own, except the end of an id
     * with fewer than four characters, so that a million people are listed as fast as ten.
     */
    public record Filter(
            @Nullable State state,
            @Nullable String name,
            @Nullable String role,
            @Nullable String idEnding) {
        /** Selects all people. */
        public static final Filter ALL = new Filter(null, null, null);

        /** Selects by anything but the id. */
        public Filter(@Nullable State state, @Nullable String name, @Nullable String role) {
            this(state, name, role, null);
        }

        /** @throws OrderRefusedException if more than one value is set */
        public Filter {
            if (Stream.of(state, name, role, idEnding).filter(Objects::nonNull).count() > 1) {
                throw new OrderRefusedException(
                        "people are listed by state, by name, by role or by the end of the id, one at a time");
            }
        }
    }

    /**
     * Returns at most a hundred people with their roles and attributes: by name if a name is given, by id if a role or the
     * end of an id is, otherwise most recently seen first.
     *
     * @param after the last person of the previous page; null for the first page
     */
    public List<Person> list(Filter filter, @Nullable Person after) {
        List<Person> page = transactions.run(tables -> new PeopleList(tables, filter).after(after));
        read.accept(page.size());
        return page;
    }

    /** Returns a person with identities, applications, sessions and sign-ins. */
    public PersonProfile show(String subject) {
        read.accept(1);
        return transactions.run(tables -> PersonProfile.read(
                tables, OrderSteps.person(tables, subject), steps.audit().logName(subject)));
    }

    /** Admits the person who was shown this number, and returns them. */
    public Person approve(Actor actor, String code) {
        return order(tables -> standing.approve(tables, actor, code));
    }

    /** Admits a person by id, without the number: a visitor becomes active, a blocked person stays blocked. */
    public Person admit(Actor actor, String subject) {
        return order(subject, tables -> standing.admit(tables, actor, subject));
    }

    /** Unblocks a person; sessions that were ended stay ended. */
    public Person unblock(Actor actor, String subject, String why) {
        Standing.requireWhy(why);
        return order(subject, tables -> standing.unblock(tables, actor, subject, why));
    }

    /** Blocks a person and ends all their sessions, codes and tokens, in one transaction. */
    public PutOut block(Actor actor, String subject, String why) {
        Standing.requireWhy(why);
        return order(subject, tables -> standing.block(tables, actor, subject, why));
    }

    /** Ends all sessions, codes and tokens of a person, who may sign in again. */
    public PutOut endSessions(Actor actor, String subject) {
        return order(subject, tables -> {
            OrderSteps.person(tables, subject);
            PutOut out = steps.end(tables, actor, subject);
            steps.record(tables, actor, "sessions-ended", subject, "");
            tables.changed(subject);
            return out;
        });
    }

    /**
     * Requests that a running node end one page session of a person, with its codes and tokens and the application sessions
     * that began in it; see {@link #isEnded}.
     *
     * @param sid as returned by {@link #show}
     */
    public void endSession(Actor actor, String subject, String sid) {
        order(subject, tables -> {
            OrderSteps.person(tables, subject);
            int found = tables.update(Sql.SESSION_ENDED)
                    .bind("subject", subject)
                    .bind("sid", sid)
                    .bind("now", steps.now())
                    .bind("actor", PeopleTables.TO_BE_ENDED)
                    .execute();
            if (found == 0) {
                throw new OrderRefusedException("the person has no such session that has not ended: show lists them");
            }
            steps.record(tables, actor, "session-ended", subject, "sid " + sid);
            tables.changed(subject);
            return found;
        });
    }

    /** Whether a running node has carried out {@link #endSession}. */
    public boolean isEnded(String sid) {
        return transactions.run(tables -> tables.query(Sql.SESSION_ENDED_BY)
                .bind("sid", sid)
                .mapTo(String.class)
                .findOne()
                .filter(PeopleTables.ENDED::equals)
                .isPresent());
    }

    /** Returns the delivery state of logout tokens. */
    public List<Delivered> deliveries(List<String> messages) {
        return transactions.run(tables -> messages.stream()
                .map(id -> Outbox.delivery(tables, id))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Adds and removes roles. Removing one ends the person's sessions, so that no application keeps it. */
    public PutOut roles(Actor actor, String subject, Collection<Role> give, Collection<Role> take) {
        steps.requireRoles(give);
        return order(subject, tables -> details.roles(tables, actor, subject, give, take));
    }

    /**
     * Sets and removes attributes, within the limits of the users file. Applications receive them with the next sign-in.
     *
     * @param set the values to set, by attribute name
     */
    public Person attributes(Actor actor, String subject, Map<String, String> set, Collection<String> remove) {
        PersonDetails.requireAttributes(set);
        return order(subject, tables -> details.attributes(tables, actor, subject, set, remove));
    }

    /** Sets a person's display name, shown in place of WeChat's; null removes it. */
    public Person rename(Actor actor, String subject, @Nullable String name) {
        PersonDetails.requireName(name);
        return order(subject, tables -> details.rename(tables, actor, subject, name));
    }

    /**
     * Creates an invitation that admits one person.
     *
     * @param lifetime at most ninety days
     * @return its secret, which is not stored anywhere
     */
    public String invite(Actor actor, Collection<Role> roles, Duration lifetime, @Nullable String note) {
        steps.requireRoles(roles);
        Invitations.require(roles, lifetime, note);
        String secret = random.token();
        return order(tables -> {
            new Invitations(steps.audit(), steps.clock()).make(tables, actor, secret, roles, lifetime, note);
            return secret;
        });
    }

    /** Returns what a merge would do; changes nothing. */
    public Merging.Plan previewMerge(String keep, String gone) {
        read.accept(2);
        return transactions.run(tables -> merging.plan(tables, keep, gone));
    }

    /** Merges two entries: {@code keep} stays, {@code gone} is signed out everywhere and never used again. */
    public PutOut merge(Actor actor, String keep, String gone) {
        return order(keep, tables -> merging.merge(tables, actor, keep, gone));
    }

    /**
     * Erases a person, leaving no personal data in any table. A blocked person stays blocked, recognised by keyed
     * fingerprints alone. The same WeChat account is a new person afterwards, with the same id for applications, since that
     * is WeChat's own.
     */
    public PutOut erase(Actor actor, String subject) {
        return order(subject, tables -> erasure.erase(tables, actor, subject));
    }

    /** Returns the complete listings, and export and import. */
    public PeopleTransfer transfer() {
        return new PeopleTransfer(transactions, steps, read);
    }

    /** Passes all sign-ins and refusals to a consumer, newest first. */
    public void signIns(Consumer<PeopleTransfer.SignIn> to) {
        transfer().signIns(to);
    }

    /** Returns the first fault in the audit, verified against the recorded heads; empty if it is intact. */
    public Optional<String> verifyAudit(Map<Long, String> known) {
        return transactions.snapshot(tables -> steps.audit().verify(tables, known));
    }
}
