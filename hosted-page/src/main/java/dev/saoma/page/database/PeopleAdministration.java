package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do with the people of one pool. Each write is one transaction with its row of the audit, and is known
 * on all nodes within a second. Thread-safe.
 */
public final class PeopleAdministration {
    private static final int MAX_NAME = 60;
    private static final int MAX_NOTE = 255;
    private static final int MAX_INVITATION_ROLES = 1024;
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private final Transactions transactions;
    private final AuditChain audit;
    private final RandomText random;
    private final Clock clock;
    private final Collection<String> clientIds;
    private final Collection<String> listeners;

    /**
     * @param clientIds the applications of the pool
     * @param listeners those of them that take logout tokens
     */
    PeopleAdministration(
            Transactions transactions,
            AuditChain audit,
            RandomText random,
            Clock clock,
            Collection<String> clientIds,
            Collection<String> listeners) {
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.audit = audit;
        this.random = random;
        this.clock = clock;
        this.clientIds = List.copyOf(clientIds);
        this.listeners = List.copyOf(listeners);
    }

    /** A mistake of whoever gave the order; the message says what was expected. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * What putting a person out has begun: logout tokens on their way.
     *
     * @param messages ids in the outbox, for {@link #deliveries}
     * @param notTold applications where the person has been and that take no logout tokens: they learn of it when their
     *     session or token ends
     */
    public record PutOut(List<String> messages, List<String> notTold) {}

    /** Which people to list. */
    public record Filter(
            @Nullable State state,
            @Nullable String name,
            @Nullable String role) {
        /** All of them. */
        public static final Filter ALL = new Filter(null, null, null);
    }

    /**
     * At most a hundred people, those seen last first.
     *
     * @param after the last of the page before; null for the first page
     */
    public List<Person> list(Filter filter, @Nullable Person after) {
        return transactions.run(tables -> {
            if (filter.name() != null) {
                String from = Objects.requireNonNull(PeopleTables.searchable(filter.name()));
                return tables.people(tables.query(Sql.PEOPLE_NAMED)
                        .bind(
                                "from",
                                after == null
                                        ? from
                                        : PeopleTables.searchable(after.name().orElse(from)) + "\u0001")
                        .bind("upto", from + "\uffff"));
            }
            if (filter.role() != null) {
                return tables.people(tables.query(Sql.PEOPLE_WITH_ROLE)
                        .bind("role", filter.role())
                        .bind("subject", after == null ? "" : after.subject()));
            }
            Sql sql = filter.state() == null ? Sql.PEOPLE : Sql.PEOPLE_IN_STATE;
            var query = tables.query(sql)
                    .bind("lastAt", after == null ? Long.MAX_VALUE : after.lastAt())
                    .bind("subject", after == null ? "" : after.subject());
            return tables.people(
                    filter.state() == null
                            ? query
                            : query.bind("state", filter.state().code()));
        });
    }

    /** A session of a person on the login page. */
    public record Session(
            String sid,
            long begunAt,
            long seenAt,
            @Nullable Long endedAt,
            String method,
            @Nullable String ip) {}

    /** A sign-in of a person. */
    public record SignIn(
            long at,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason) {}

    /** A person with all that hangs on it. */
    public record Profile(
            Person person,
            List<WeChatId> identities,
            List<String> applications,
            List<Session> sessions,
            List<SignIn> signIns) {}

    /** A person's ids at WeChat. */
    public record WeChatId(
            String appId, String openid, @Nullable String unionid) {
        @Override
        public String toString() {
            return "WeChatId[…]";
        }
    }

    /** @throws RefusedException if there is no such person */
    public Profile show(String subject) {
        return transactions.run(tables -> new Profile(
                person(tables, subject),
                tables.identities(subject).stream()
                        .map(identity -> new WeChatId(identity.appId(), identity.openid(), identity.unionid()))
                        .toList(),
                applications(tables, subject),
                sessions(tables, subject),
                tables.query(Sql.SIGN_INS_OF)
                        .bind("subject", subject)
                        .map((row, context) -> new SignIn(
                                row.getLong("happened_at"),
                                row.getString("client_id"),
                                row.getString("sign_in_method"),
                                row.getString("outcome"),
                                row.getString("reason")))
                        .list()));
    }

    private static List<Session> sessions(PeopleTables tables, String subject) {
        return tables.query(Sql.SESSIONS)
                .bind("subject", subject)
                .map((row, context) -> new Session(
                        row.getString("sid"),
                        row.getLong("begun_at"),
                        row.getLong("seen_at"),
                        row.getObject("ended_at") == null ? null : row.getLong("ended_at"),
                        row.getString("sign_in_method"),
                        row.getString("ip")))
                .list();
    }

    private static List<String> applications(PeopleTables tables, String subject) {
        return tables.query(Sql.APPLICATIONS)
                .bind("subject", subject)
                .map((row, context) -> row.getString("client_id"))
                .list();
    }

    /**
     * Lets the person in who was shown this number.
     *
     * @return who
     * @throws RefusedException if nobody waits with it
     */
    public Person approve(Actor actor, String code) {
        return transactions.run(tables -> {
            tables.lockPool();
            List<Person> waiting =
                    tables.people(tables.query(Sql.PERSON_BY_CODE).bind("code", code.strip()));
            if (waiting.size() != 1) {
                throw new RefusedException(
                        waiting.isEmpty()
                                ? "nobody waits with the number " + code.strip()
                                        + ": ask the person to scan again and to read out the number then shown"
                                : "several people wait with that number: ask them to scan again");
            }
            String subject = waiting.get(0).subject();
            state(tables, subject, State.ACTIVE, null);
            record(tables, actor, "person-approved", subject, "");
            tables.changed(subject);
            return person(tables, subject);
        });
    }

    /** Lets a person in without the number, known by id: a visitor becomes known, a blocked one stays blocked. */
    public Person admit(Actor actor, String subject) {
        return transactions.run(tables -> {
            tables.lockPool();
            Person before = person(tables, subject);
            if (before.state() == State.BLOCKED || before.state() == State.MERGED) {
                throw new RefusedException(
                        "the person is " + before.state().code() + ", not waiting: unblock is another order");
            }
            state(tables, subject, State.ACTIVE, null);
            record(tables, actor, "person-admitted", subject, before.state().code());
            tables.changed(subject);
            return person(tables, subject);
        });
    }

    /** Puts a person out of everything and keeps them out, in one transaction. */
    public PutOut block(Actor actor, String subject, String why) {
        return transactions.run(tables -> {
            tables.lockPool();
            Person before = person(tables, subject);
            state(tables, subject, State.BLOCKED, why);
            PutOut out = end(tables, actor, subject);
            record(tables, actor, "person-blocked", subject, before.state().code() + " → blocked: " + why);
            tables.changed(subject);
            return out;
        });
    }

    /** Lets a blocked person in again; what was ended stays ended. */
    public Person unblock(Actor actor, String subject, String why) {
        return transactions.run(tables -> {
            tables.lockPool();
            if (person(tables, subject).state() != State.BLOCKED) {
                throw new RefusedException("the person is not blocked");
            }
            state(tables, subject, State.ACTIVE, why);
            record(tables, actor, "person-unblocked", subject, why);
            tables.changed(subject);
            return person(tables, subject);
        });
    }

    /** Ends all sessions, codes and tokens of a person, who may sign in again. */
    public PutOut endSessions(Actor actor, String subject) {
        return transactions.run(tables -> {
            tables.lockPool();
            person(tables, subject);
            PutOut out = end(tables, actor, subject);
            record(tables, actor, "sessions-ended", subject, "");
            tables.changed(subject);
            return out;
        });
    }

    private PutOut end(PeopleTables tables, Actor actor, String subject) {
        long now = clock.millis();
        tables.update(Sql.PERSON_ENDED)
                .bind("subject", subject)
                .bind("now", now)
                .execute();
        tables.update(Sql.SESSIONS_ENDED)
                .bind("subject", subject)
                .bind("now", now)
                .bind("actor", actor.duty())
                .execute();
        List<String> been = applications(tables, subject);
        List<String> told = been.stream().filter(listeners::contains).toList();
        List<String> notTold =
                been.stream().filter(id -> !listeners.contains(id)).toList();
        return new PutOut(Outbox.add(tables, subject, told, now), notTold);
    }

    /** What has become of logout tokens. */
    public List<Delivered> deliveries(List<String> messages) {
        return transactions.run(tables -> messages.stream()
                .map(id -> Outbox.delivery(tables, id))
                .flatMap(Optional::stream)
                .map(delivery -> new Delivered(delivery.clientId(), delivery.state(), delivery.error()))
                .toList());
    }

    /**
     * A logout token on its way.
     *
     * @param state {@code open}, {@code done} or {@code failed}
     */
    public record Delivered(
            String clientId, String state, @Nullable String error) {}

    /**
     * Gives and takes roles. Taking one ends the person's sessions, so that no application keeps it.
     *
     * @throws RefusedException if a role belongs to an application that is not there
     */
    public PutOut roles(Actor actor, String subject, Collection<Role> give, Collection<Role> take) {
        requireApplications(give);
        return transactions.run(tables -> {
            tables.lockPool();
            Person before = person(tables, subject);
            List<Role> had = before.roles();
            give.stream().filter(role -> !had.contains(role)).distinct().forEach(role -> tables.insert(subject, role));
            List<Role> taken = take.stream().filter(had::contains).distinct().toList();
            taken.forEach(role -> tables.update(Sql.ROLE_DELETE)
                    .bind("subject", subject)
                    .bind("clientId", role.clientId())
                    .bind("role", role.name())
                    .execute());
            PutOut out = taken.isEmpty() ? new PutOut(List.of(), List.of()) : end(tables, actor, subject);
            record(tables, actor, "roles-changed", subject, had + " → " + tables.roles(subject));
            tables.changed(subject);
            return out;
        });
    }

    private void requireApplications(Collection<Role> give) {
        give.stream()
                .filter(role -> !role.clientId().isEmpty() && !clientIds.contains(role.clientId()))
                .findFirst()
                .ifPresent(role -> {
                    throw new RefusedException(
                            "there is no application " + role.clientId() + ": expected one of " + clientIds);
                });
    }

    /** Gives a person a name of the directory's own, shown in place of WeChat's; null takes it away. */
    public Person rename(Actor actor, String subject, @Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            throw new RefusedException("a name has 1 to " + MAX_NAME + " characters");
        }
        return transactions.run(tables -> {
            tables.lockPool();
            Person before = person(tables, subject);
            tables.update(Sql.PERSON_NAMED)
                    .bind("subject", subject)
                    .bind("name", name)
                    .bind("search", PeopleTables.searchable(name == null ? before.wechatName() : name))
                    .execute();
            record(tables, actor, "person-renamed", subject, before.displayName() + " → " + name);
            tables.changed(subject);
            return person(tables, subject);
        });
    }

    /**
     * Makes an invitation that admits one person.
     *
     * @param lifetime at most ninety days
     * @return its secret, which is kept nowhere
     */
    public String invite(Actor actor, Collection<Role> roles, Duration lifetime, @Nullable String note) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(Duration.ofDays(90)) > 0) {
            throw new RefusedException("an invitation is good for at most ninety days");
        }
        requireApplications(roles);
        String given = roles.stream().distinct().map(Role::toString).collect(Collectors.joining(" "));
        if (given.length() > MAX_INVITATION_ROLES) {
            throw new RefusedException("an invitation gives roles of at most " + MAX_INVITATION_ROLES + " characters");
        }
        if (note != null && note.length() > MAX_NOTE) {
            throw new RefusedException("a note has at most " + MAX_NOTE + " characters");
        }
        String secret = random.token();
        transactions.run(tables -> {
            tables.lockPool();
            tables.update(Sql.INVITATION_INSERT)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("roles", given)
                    .bind("now", clock.millis())
                    .bind("until", clock.millis() + lifetime.toMillis())
                    .bind("note", note)
                    .execute();
            return audit.append(
                    tables, actor, "invitation-made", clock.millis(), List.of(new Detail(null, "roles: " + given)));
        });
        return secret;
    }

    /**
     * What a merge would move.
     *
     * @param identities ids at WeChat that would belong to {@code kept}
     * @param roles that {@code kept} would have afterwards
     * @param applications that would know the person under another id than so far
     */
    public record Merge(Person kept, Person gone, int identities, List<Role> roles, List<String> applications) {}

    /** Says what a merge would do, and does nothing. */
    public Merge previewMerge(String keep, String gone) {
        return transactions.run(tables -> merge(tables, keep, gone));
    }

    private static Merge merge(PeopleTables tables, String keep, String gone) {
        if (keep.equals(gone)) {
            throw new RefusedException("a person cannot be merged with itself");
        }
        Person kept = person(tables, keep);
        Person other = person(tables, gone);
        if (kept.state() == State.MERGED || other.state() == State.MERGED) {
            throw new RefusedException("one of the two has been merged before");
        }
        if (kept.state() == State.BLOCKED != (other.state() == State.BLOCKED)) {
            throw new RefusedException("one of the two is blocked and the other is not: decide that first");
        }
        TreeSet<String> roles = new TreeSet<>();
        kept.roles().forEach(role -> roles.add(role.toString()));
        other.roles().forEach(role -> roles.add(role.toString()));
        return new Merge(
                kept,
                other,
                tables.identities(gone).size(),
                roles.stream().map(Role::parse).toList(),
                applications(tables, gone));
    }

    /** Makes two entries one: {@code keep} stays, {@code gone} is signed out everywhere and never used again. */
    public PutOut merge(Actor actor, String keep, String gone) {
        return transactions.run(tables -> {
            tables.lockPool();
            Merge plan = merge(tables, keep, gone);
            PutOut out = end(tables, actor, gone);
            plan.roles().stream()
                    .filter(role -> !plan.kept().roles().contains(role))
                    .forEach(role -> tables.insert(keep, role));
            tables.update(Sql.ROLES_DELETE).bind("subject", gone).execute();
            tables.update(Sql.IDENTITY_MOVE)
                    .bind("subject", gone)
                    .bind("into", keep)
                    .execute();
            tables.update(Sql.PERSON_MERGED)
                    .bind("subject", gone)
                    .bind("into", keep)
                    .bind("now", clock.millis())
                    .execute();
            audit.append(
                    tables,
                    actor,
                    "people-merged",
                    clock.millis(),
                    List.of(new Detail(keep, "kept " + keep), new Detail(gone, "gone " + gone)));
            tables.changed(keep, gone);
            return out;
        });
    }

    /**
     * Forgets a person: nothing personal is left in any table. One who is blocked stays out, known by keyed fingerprints
     * alone. The same WeChat is a new person afterwards, whom applications see under the same id, since that is WeChat's own.
     */
    public PutOut erase(Actor actor, String subject) {
        return transactions.run(tables -> {
            tables.lockPool();
            Person person = person(tables, subject);
            PutOut out = end(tables, actor, subject);
            String erased = "erased:" + random.alphanumeric(16);
            if (person.state() == State.BLOCKED) {
                bar(tables, subject);
            }
            tables.update(Sql.SIGN_INS_ERASED)
                    .bind("subject", subject)
                    .bind("erased", erased)
                    .execute();
            tables.update(Sql.INVITATIONS_ERASED)
                    .bind("subject", subject)
                    .bind("erased", erased)
                    .execute();
            for (Sql sql : List.of(
                    Sql.IDENTITY_DELETE,
                    Sql.ROLES_DELETE,
                    Sql.ATTRIBUTES_DELETE,
                    Sql.APPLICATIONS_DELETE,
                    Sql.SESSIONS_DELETE,
                    Sql.OUTBOX_ERASED,
                    Sql.AUDIT_DETAILS_ERASED,
                    Sql.PERSON_DELETE)) {
                tables.update(sql).bind("subject", subject).execute();
            }
            audit.append(tables, actor, "person-erased", clock.millis(), List.of());
            tables.changed();
            return out;
        });
    }

    private void bar(PeopleTables tables, String subject) {
        List<String> ids = new ArrayList<>();
        for (Identity identity : tables.identities(subject)) {
            ids.add(identity.appId() + " " + identity.openid());
            if (identity.unionid() != null) {
                ids.add(identity.unionid());
            }
        }
        ids.stream()
                .distinct()
                .map(audit::fingerprint)
                .filter(fingerprint -> tables.query(Sql.BARRED)
                                .bind("fingerprint", fingerprint)
                                .mapTo(Long.class)
                                .one()
                        == 0)
                .forEach(fingerprint -> tables.update(Sql.BARRED_INSERT)
                        .bind("fingerprint", fingerprint)
                        .bind("now", clock.millis())
                        .execute());
    }

    /**
     * A person as it is exported: the road from one database to another.
     *
     * @param state as it stands in the table; {@code active} where it is missing
     */
    public record Exported(
            String subject,
            @Nullable String wechatName,
            @Nullable String displayName,
            @Nullable String picture,
            @Nullable String state,
            @Nullable String stateWhy,
            @Nullable List<WeChatId> identities,
            @Nullable List<String> roles,
            @Nullable Map<String, String> attributes) {
        @Override
        public String toString() {
            return "Exported[…]";
        }
    }

    /** All people but those that were merged into others. */
    public void export(Consumer<Exported> to) {
        Person last = null;
        for (List<Person> page = list(Filter.ALL, null); !page.isEmpty(); page = list(Filter.ALL, last)) {
            for (Person person : page) {
                last = person;
                if (person.state() != State.MERGED) {
                    to.accept(exported(show(person.subject())));
                }
            }
        }
    }

    private static Exported exported(Profile profile) {
        Person person = profile.person();
        return new Exported(
                person.subject(),
                person.wechatName(),
                person.displayName(),
                person.picture(),
                person.state().code(),
                person.stateWhy(),
                profile.identities(),
                person.roles().stream().map(Role::toString).toList(),
                person.attributes());
    }

    /**
     * Adds a person who is not there yet, as one row of the audit.
     *
     * @return false if there is such a person, who stays as they are
     * @throws RefusedException if the entry is not one
     */
    public boolean add(Actor actor, Exported person) {
        if (person.subject() == null || !SUBJECT.matcher(person.subject()).matches()) {
            throw new RefusedException("subject: 1 to 255 of A-Z a-z 0-9 _ - expected");
        }
        State state;
        try {
            state = person.state() == null ? State.ACTIVE : State.of(person.state());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(person.subject() + ": state must be visitor, active or blocked");
        }
        if (state == State.MERGED || state == State.WAITING) {
            throw new RefusedException(person.subject() + ": state must be visitor, active or blocked");
        }
        return transactions.run(tables -> {
            tables.lockPool();
            if (tables.person(person.subject()).isPresent()) {
                return false;
            }
            insert(tables, person, state);
            record(tables, actor, "person-imported", person.subject(), state.code());
            tables.changed(person.subject());
            return true;
        });
    }

    private void insert(PeopleTables tables, Exported person, State state) {
        String subject = person.subject();
        String name = person.displayName() == null ? person.wechatName() : person.displayName();
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", subject)
                .bind("name", person.wechatName())
                .bind("search", PeopleTables.searchable(name))
                .bind("picture", person.picture())
                .bind("state", state.code())
                .bind("code", (String) null)
                .bind("waitingAt", (Long) null)
                .bind("waitingFrom", (String) null)
                .bind("now", clock.millis())
                .execute();
        if (person.displayName() != null) {
            tables.update(Sql.PERSON_NAMED)
                    .bind("subject", subject)
                    .bind("name", person.displayName())
                    .bind("search", PeopleTables.searchable(name))
                    .execute();
        }
        for (WeChatId id : Objects.requireNonNullElse(person.identities(), List.<WeChatId>of())) {
            tables.insert(new WeChatPerson(id.appId(), id.openid(), id.unionid(), null, null), subject, clock.millis());
        }
        Objects.requireNonNullElse(person.roles(), List.<String>of()).stream()
                .distinct()
                .map(Role::parse)
                .forEach(role -> tables.insert(subject, role));
        Objects.requireNonNullElse(person.attributes(), Map.<String, String>of())
                .forEach((key, value) -> tables.update(Sql.ATTRIBUTE_INSERT)
                        .bind("subject", subject)
                        .bind("name", key)
                        .bind("text", value)
                        .execute());
    }

    /** The first fault in the audit; empty where it is as it was written. */
    public Optional<String> verifyAudit(Map<Long, String> known) {
        return transactions.run(tables -> audit.verify(tables, known));
    }

    private void record(PeopleTables tables, Actor actor, String action, String subject, String what) {
        audit.append(
                tables,
                actor,
                action,
                clock.millis(),
                List.of(new Detail(subject, subject + (what.isEmpty() ? "" : ": " + what))));
    }

    private static void state(PeopleTables tables, String subject, State state, @Nullable String why) {
        tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", state.code())
                .bind("why", why)
                .execute();
    }

    private static Person person(PeopleTables tables, String subject) {
        return tables.person(subject)
                .orElseThrow(() -> new RefusedException("there is no person " + subject + ": list shows who there is"));
    }
}
