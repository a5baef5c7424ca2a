package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleTransfer.Exported;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PutOut.Delivered;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.UsersFile;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do with the people of one pool. Each write is one transaction with its row of the audit, and is known
 * on all nodes within a second. Orders that cannot be carried out throw {@link OrderRefusedException}. Thread-safe.
 */
public final class PeopleAdministration {
    private static final int MAX_NAME = 60;
    private static final int MAX_NOTE = 255;
    private static final int MAX_INVITATION_ROLES = 1024;
    private static final int MAX_ATTRIBUTES = 64;
    private static final Duration LONGEST_INVITATION = Duration.ofDays(90);

    private final Transactions transactions;
    private final OrderSteps steps;
    private final RandomText random;
    private final Merging merging;
    private final Erasure erasure;
    private final PeopleTransfer transfer;
    private final @Nullable Long seenVersion;

    PeopleAdministration(Transactions transactions, OrderSteps steps, RandomText random) {
        this(transactions, steps, random, null);
    }

    private PeopleAdministration(
            Transactions transactions, OrderSteps steps, RandomText random, @Nullable Long seenVersion) {
        this.seenVersion = seenVersion;
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.steps = Objects.requireNonNull(steps, "steps");
        this.random = random;
        this.merging = new Merging(steps);
        this.erasure = new Erasure(steps, random);
        this.transfer = new PeopleTransfer(steps);
    }

    /** Carries out an order; administrators' writes come one after another. */
    private <T> T order(Transactions.Work<T> work) {
        return transactions.run(tables -> {
            tables.lockPool();
            return work.in(tables);
        });
    }

    /** What is to be changed has been changed by another administrator meanwhile. */
    public static final class ChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangedException() {
            super("the row has been changed meanwhile");
        }
    }

    /** The same, for an administrator who has seen that version of a person's row: orders on a later one are refused. */
    public PeopleAdministration ofVersion(long version) {
        return new PeopleAdministration(transactions, steps, random, version);
    }

    /** An order on a person, in the version that the administrator has seen. */
    private <T> T order(String subject, Transactions.Work<T> work) {
        return order(tables -> {
            if (seenVersion != null && OrderSteps.person(tables, subject).version() != seenVersion) {
                throw new ChangedException();
            }
            return work.in(tables);
        });
    }

    /**
     * Which people to list: all, or by one of the four. Each but the last has an index of its own, so that a million people are listed as
     * fast as ten.
     */
    public record Filter(
            @Nullable State state,
            @Nullable String name,
            @Nullable String role,
            @Nullable String idEnding) {
        /** All of them. */
        public static final Filter ALL = new Filter(null, null, null);

        /** Whatever their ids. */
        public Filter(@Nullable State state, @Nullable String name, @Nullable String role) {
            this(state, name, role, null);
        }

        /** @throws OrderRefusedException if there is more than one */
        public Filter {
            if (Stream.of(state, name, role, idEnding).filter(Objects::nonNull).count() > 1) {
                throw new OrderRefusedException(
                        "people are listed by state, by name, by role or by the end of the id, one at a time");
            }
        }
    }

    /**
     * At most a hundred people with their roles and attributes, those seen last first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<Person> list(Filter filter, @Nullable Person after) {
        return transactions.run(tables -> tables.list(filter, after));
    }

    /** A person with all that hangs on it. */
    public PersonProfile show(String subject) {
        return transactions.run(tables -> PersonProfile.read(
                tables, OrderSteps.person(tables, subject), steps.audit().logName(subject)));
    }

    /** Lets the person in who was shown this number, and answers who it is. */
    public Person approve(Actor actor, String code) {
        return order(tables -> {
            List<Person> waiting =
                    tables.people(tables.query(Sql.PERSON_BY_CODE).bind("code", code.strip()));
            if (waiting.size() != 1) {
                throw new OrderRefusedException(
                        waiting.isEmpty()
                                ? "nobody waits with the number " + code.strip()
                                        + ": ask the person to scan again and to read out the number then shown"
                                : "several people wait with that number: ask them to scan again");
            }
            return changed(tables, actor, "person-approved", waiting.get(0).subject(), State.ACTIVE, null, "");
        });
    }

    /** Lets a person in without the number, known by id: a visitor becomes known, a blocked one stays blocked. */
    public Person admit(Actor actor, String subject) {
        return order(subject, tables -> {
            State before = OrderSteps.person(tables, subject).state();
            if (before == State.BLOCKED || before == State.MERGED) {
                throw new OrderRefusedException(
                        "the person is " + before.code() + ", not waiting: unblock is another order");
            }
            return changed(tables, actor, "person-admitted", subject, State.ACTIVE, null, before.code());
        });
    }

    /** Lets a blocked person in again; what was ended stays ended. */
    public Person unblock(Actor actor, String subject, String why) {
        return order(subject, tables -> {
            if (OrderSteps.person(tables, subject).state() != State.BLOCKED) {
                throw new OrderRefusedException("the person is not blocked");
            }
            return changed(tables, actor, "person-unblocked", subject, State.ACTIVE, why, why);
        });
    }

    private Person changed(
            PeopleTables tables,
            Actor actor,
            String action,
            String subject,
            State state,
            @Nullable String why,
            String what) {
        OrderSteps.state(tables, subject, state, why);
        steps.record(tables, actor, action, subject, what);
        tables.changed(subject);
        return OrderSteps.person(tables, subject);
    }

    /** Puts a person out of everything and keeps them out, in one transaction. */
    public PutOut block(Actor actor, String subject, String why) {
        return order(subject, tables -> {
            Person before = OrderSteps.person(tables, subject);
            if (!actor.name().startsWith("shell:")) { // Whoever has the shell must be able to put anybody out at once.
                OrderSteps.requireNoAdministrator(tables, subject);
            }
            PutOut out = steps.end(tables, actor, subject);
            String what = before.state().code() + " → blocked: " + why;
            changed(tables, actor, "person-blocked", subject, State.BLOCKED, why, what);
            return out;
        });
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
     * Has a running node end one page session of a person, with its codes and tokens and with the sessions of applications that
     * began in it; see {@link #isEnded}.
     *
     * @param sid as {@link #show} tells it
     */
    public void endSession(Actor actor, String subject, String sid) {
        order(subject, tables -> {
            OrderSteps.person(tables, subject);
            int found = tables.update(Sql.SESSION_ENDED)
                    .bind("subject", subject)
                    .bind("sid", sid)
                    .bind("now", steps.now())
                    .bind("actor", ChangeWatch.TO_BE_ENDED)
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
                .filter(ChangeWatch.ENDED::equals)
                .isPresent());
    }

    /** What has become of logout tokens. */
    public List<Delivered> deliveries(List<String> messages) {
        return transactions.run(tables -> messages.stream()
                .map(id -> Outbox.delivery(tables, id))
                .flatMap(Optional::stream)
                .toList());
    }

    /** Gives and takes roles. Taking one ends the person's sessions, so that no application keeps it. */
    public PutOut roles(Actor actor, String subject, Collection<Role> give, Collection<Role> take) {
        steps.requireApplications(give);
        return order(subject, tables -> {
            List<Role> had = OrderSteps.person(tables, subject).roles();
            give.stream().filter(role -> !had.contains(role)).distinct().forEach(role -> tables.insert(subject, role));
            List<Role> taken = take.stream().filter(had::contains).distinct().toList();
            taken.forEach(role -> tables.update(Sql.ROLE_DELETE)
                    .bind("subject", subject)
                    .bind("clientId", role.clientId())
                    .bind("role", role.name())
                    .execute());
            PutOut out = taken.isEmpty() ? PutOut.NOTHING : steps.end(tables, actor, subject);
            steps.record(tables, actor, "roles-changed", subject, had + " → " + tables.roles(subject));
            tables.changed(subject);
            return out;
        });
    }

    /**
     * Sets and removes attributes, within the limits of the users file. Applications are told them with the next sign-in.
     *
     * @param set by name; each is one text
     */
    public Person attributes(Actor actor, String subject, Map<String, String> set, Collection<String> remove) {
        set.forEach((name, value) -> UsersFile.mistakeIn(name, value).ifPresent(why -> {
            throw new OrderRefusedException("attribute " + name + " " + why);
        }));
        return order(subject, tables -> {
            Map<String, String> had = OrderSteps.person(tables, subject).attributes();
            Stream.concat(set.keySet().stream(), remove.stream())
                    .distinct()
                    .forEach(name -> tables.update(Sql.ATTRIBUTE_DELETE)
                            .bind("subject", subject)
                            .bind("name", name)
                            .execute());
            set.forEach((name, value) -> tables.insertAttribute(subject, name, value));
            Person now = OrderSteps.person(tables, subject);
            if (now.attributes().size() > MAX_ATTRIBUTES) {
                throw new OrderRefusedException("a person has at most " + MAX_ATTRIBUTES + " attributes");
            }
            steps.record(tables, actor, "attributes-changed", subject, had + " → " + now.attributes());
            tables.changed(subject);
            return now;
        });
    }

    /** Gives a person a name of the directory's own, shown in place of WeChat's; null takes it away. */
    public Person rename(Actor actor, String subject, @Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            throw new OrderRefusedException("a name has 1 to " + MAX_NAME + " characters");
        }
        return order(subject, tables -> {
            Person before = OrderSteps.person(tables, subject);
            tables.update(Sql.PERSON_NAMED)
                    .bind("subject", subject)
                    .bind("name", name)
                    .bind("search", PeopleTables.searchable(name == null ? before.wechatName() : name))
                    .execute();
            steps.record(tables, actor, "person-renamed", subject, before.displayName() + " → " + name);
            tables.changed(subject);
            return OrderSteps.person(tables, subject);
        });
    }

    /**
     * Makes an invitation that admits one person.
     *
     * @param lifetime at most ninety days
     * @return its secret, which is kept nowhere
     */
    public String invite(Actor actor, Collection<Role> roles, Duration lifetime, @Nullable String note) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_INVITATION) > 0) {
            throw new OrderRefusedException("an invitation is good for at most ninety days");
        }
        steps.requireApplications(roles);
        String given = roles.stream().distinct().map(Role::toString).collect(Collectors.joining(" "));
        if (given.length() > MAX_INVITATION_ROLES) {
            throw new OrderRefusedException(
                    "an invitation gives roles of at most " + MAX_INVITATION_ROLES + " characters");
        }
        if (note != null && note.length() > MAX_NOTE) {
            throw new OrderRefusedException("a note has at most " + MAX_NOTE + " characters");
        }
        String secret = random.token();
        return order(tables -> {
            tables.update(Sql.INVITATION_INSERT)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("roles", given)
                    .bind("now", steps.now())
                    .bind("until", steps.now() + lifetime.toMillis())
                    .bind("note", note)
                    .execute();
            steps.record(tables, actor, "invitation-made", List.of(new Detail(null, "roles: " + given)));
            return secret;
        });
    }

    /** Says what a merge would do, and does nothing. */
    public Merging.Plan previewMerge(String keep, String gone) {
        return transactions.run(tables -> merging.plan(tables, keep, gone));
    }

    /** Makes two entries one: {@code keep} stays, {@code gone} is signed out everywhere and never used again. */
    public PutOut merge(Actor actor, String keep, String gone) {
        return order(keep, tables -> merging.merge(tables, actor, keep, gone));
    }

    /**
     * Forgets a person: nothing personal is left in any table. One who is blocked stays out, known by keyed fingerprints
     * alone. The same WeChat is a new person afterwards, whom applications see under the same id, since that is WeChat's own.
     */
    public PutOut erase(Actor actor, String subject) {
        return order(subject, tables -> erasure.erase(tables, actor, subject));
    }

    /** All people but those that were merged into others. */
    public void export(Consumer<Exported> to) {
        Person last = null;
        for (List<Person> page = list(Filter.ALL, null); !page.isEmpty(); page = list(Filter.ALL, last)) {
            for (Person person : page) {
                last = person;
                if (person.state() != State.MERGED) {
                    to.accept(Exported.of(show(person.subject())));
                }
            }
        }
    }

    /**
     * Adds a person who is not there yet, as one row of the audit.
     *
     * @return false if there is such a person, who stays as they are
     */
    public boolean add(Actor actor, Exported person) {
        return order(tables -> transfer.add(tables, actor, person));
    }

    /** Sign-ins and refusals, the newest first, to one consumer. */
    public void signIns(Consumer<Evidence.Kept> to) {
        Evidence.read(transactions, to);
    }

    /** The first fault in the audit; empty where it is as it was written, as far as the noted heads tell. */
    public Optional<String> verifyAudit(Map<Long, String> known) {
        return transactions.run(tables -> steps.audit().verify(tables, known));
    }
}
