package dev.saoma.page.database;

import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.AdmissionRule.Policy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of admission and of identity, over one transaction at a time. Thread-safe.
 *
 * <p>A subject is given once. It is found by (app, openid), then by unionid; what WeChat's ids say of two people is decided
 * by an administrator, never here.
 */
final class Admissions {
    static final int MOST_WAITING = 1000;
    static final int MOST_WAITING_PER_ADDRESS = 5;
    static final Duration WAITING_LIFETIME = Duration.ofDays(1);

    private static final Actor SIGN_IN = new Actor("sign-in", "none");
    private static final int CODES = 1_000_000;

    private final Function<String, AdmissionRule> rules;
    private final Function<String, Map<String, Object>> usersFile;
    private final @Nullable Instant movedUntil;
    private final AuditChain audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * Rules of one pool.
     *
     * @param rules by client id
     * @param usersFile what the operator's file says of a subject; its roles win
     * @param movedUntil until when a known openid may come with another unionid; null where it may not
     */
    Admissions(
            Function<String, AdmissionRule> rules,
            Function<String, Map<String, Object>> usersFile,
            @Nullable Instant movedUntil,
            AuditChain audit,
            Clock clock) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.usersFile = usersFile;
        this.movedUntil = movedUntil;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What came of an arrival.
     *
     * @param person null where the directory has no entry
     */
    record Arrival(Verdict verdict, @Nullable Person person) {
        static Arrival refused(Reason reason) {
            return new Arrival(new Refused(reason), null);
        }
    }

    /** The person would not come in with the invitation either, so it must not be used up. */
    static final class InvitationOfNoUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvitationOfNoUse() {
            super("an invitation would be used up for nothing", null, false, false);
        }
    }

    /**
     * Judges an arrival.
     *
     * @param stillTrue what memory knows of a subject for certain
     * @throws InvitationOfNoUse if the caller is to roll back and ask again without the invitation
     */
    Arrival arrive(
            PeopleTables tables,
            WeChatPerson wechat,
            String wanted,
            Visit visit,
            Function<String, Optional<Person>> stillTrue) {
        Optional<Identity> identity = tables.identity(wechat.appId(), wechat.openid());
        if (identity.isPresent()) {
            return known(tables, identity.get(), wechat, visit, stillTrue);
        }
        if (wechat.unionid() != null) {
            List<String> subjects = tables.subjectsOf(wechat.unionid());
            if (subjects.size() > 1) {
                return Arrival.refused(Reason.IDENTITY_CONFLICT);
            }
            if (subjects.size() == 1) {
                tables.insert(wechat, subjects.get(0), clock.millis());
                return judged(tables, tables.person(subjects.get(0)), wechat, visit);
            }
        }
        return stranger(tables, wechat, wanted, visit);
    }

    private Arrival known(
            PeopleTables tables,
            Identity identity,
            WeChatPerson wechat,
            Visit visit,
            Function<String, Optional<Person>> stillTrue) {
        String unionid = wechat.unionid();
        if (unionid != null && !unionid.equals(identity.unionid())) {
            boolean moved = identity.unionid() != null;
            boolean anothers = tables.subjectsOf(unionid).stream().anyMatch(s -> !s.equals(identity.subject()));
            if (anothers || moved && !mayMove()) {
                return Arrival.refused(Reason.IDENTITY_CONFLICT);
            }
            if (moved) {
                tables.lockPool();
                audit.append(
                        tables,
                        SIGN_IN,
                        "identity-moved",
                        clock.millis(),
                        List.of(new AuditChain.Detail(
                                identity.subject(),
                                "openid " + identity.openid() + ": unionid " + identity.unionid() + " → " + unionid)));
            }
            tables.link(wechat, clock.millis());
        }
        Optional<Person> person = stillTrue.apply(identity.subject()).or(() -> tables.person(identity.subject()));
        return judged(tables, person, wechat, visit);
    }

    private boolean mayMove() {
        return movedUntil != null && clock.instant().isBefore(movedUntil);
    }

    private Arrival judged(PeopleTables tables, Optional<Person> found, WeChatPerson wechat, Visit visit) {
        if (found.isEmpty()) {
            return Arrival.refused(Reason.IDENTITY_CONFLICT); // An identity without its person: only by hand.
        }
        Person person = found.get();
        String subject = person.subject();
        boolean invited =
                person.state() != State.ACTIVE && person.state() != State.BLOCKED && redeem(tables, visit, subject);
        if (invited) {
            activate(tables, subject, "invited");
            grant(tables, visit, subject);
            person = tables.person(subject).orElseThrow();
        }
        if (person.state() == State.VISITOR && rule(visit.clientId()).policy() == Policy.APPROVE) {
            Optional<Arrival> full = fullHouse(tables, visit);
            if (full.isPresent()) {
                return full.get();
            }
            tables.update(Sql.PERSON_WAITS)
                    .bind("subject", subject)
                    .bind("code", code())
                    .bind("now", clock.millis())
                    .bind("waitingFrom", from(visit))
                    .execute();
            tables.lockPool();
            tables.changed(subject);
            person = tables.person(subject).orElseThrow();
        }
        if (!person.isCalled(wechat)) {
            tables.update(Sql.PERSON_PROFILE)
                    .bind("subject", subject)
                    .bind("name", wechat.name() == null ? person.wechatName() : wechat.name())
                    .bind(
                            "search",
                            PeopleTables.searchable(
                                    person.displayName() == null ? wechat.name() : person.displayName()))
                    .bind("picture", wechat.picture() == null ? person.picture() : wechat.picture())
                    .execute();
            person = tables.person(subject).orElseThrow();
        }
        return new Arrival(judged(person, visit, invited), person);
    }

    private Arrival stranger(PeopleTables tables, WeChatPerson wechat, String wanted, Visit visit) {
        if (isBarred(tables, wechat)) {
            return Arrival.refused(Reason.BLOCKED);
        }
        Optional<Person> imported = tables.person(wanted);
        if (imported.isPresent()) { // An administrator knew the id before the person came.
            tables.insert(wechat, wanted, clock.millis());
            return judged(tables, imported, wechat, visit);
        }
        boolean invited = redeem(tables, visit, wanted);
        Policy policy = rule(visit.clientId()).policy();
        if (!invited && policy == Policy.KNOWN) {
            return Arrival.refused(Reason.UNKNOWN_PERSON);
        }
        boolean waits = !invited && policy == Policy.APPROVE;
        if (waits) {
            Optional<Arrival> full = fullHouse(tables, visit);
            if (full.isPresent()) {
                return full.get();
            }
        }
        State state = invited ? State.ACTIVE : waits ? State.WAITING : State.VISITOR;
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", wanted)
                .bind("name", wechat.name())
                .bind("search", PeopleTables.searchable(wechat.name()))
                .bind("picture", wechat.picture())
                .bind("state", state.code())
                .bind("code", waits ? code() : null)
                .bind("waitingAt", waits ? clock.millis() : null)
                .bind("waitingFrom", waits ? from(visit) : null)
                .bind("now", clock.millis())
                .execute();
        tables.insert(wechat, wanted, clock.millis());
        if (invited) {
            grant(tables, visit, wanted);
        }
        Person person = tables.person(wanted).orElseThrow();
        return new Arrival(judged(person, visit, invited), person);
    }

    private Verdict judged(Person person, Visit visit, boolean invited) {
        Verdict verdict = judge(person, visit.clientId());
        if (invited && !(verdict instanceof Admitted)) {
            throw new InvitationOfNoUse();
        }
        return verdict;
    }

    /** Judges by what is known of a person, whether read now or remembered. */
    Verdict judge(Person person, String clientId) {
        AdmissionRule rule = rule(clientId);
        switch (person.state()) {
            case BLOCKED:
                return new Refused(Reason.BLOCKED);
            case MERGED:
                return new Refused(Reason.SESSION_ENDED);
            case WAITING:
                if (rule.policy() != Policy.EVERYBODY) {
                    return new Waiting(person.waitingCode() == null ? "" : person.waitingCode());
                }
                break;
            case VISITOR:
                if (rule.policy() != Policy.EVERYBODY) {
                    return new Refused(Reason.UNKNOWN_PERSON);
                }
                break;
            default:
                break;
        }
        boolean entitled =
                rule.roles().isEmpty() || roles(person, clientId).stream().anyMatch(rule.roles()::contains);
        return entitled ? new Admitted(person.subject(), person.name().orElse(null)) : new Refused(Reason.ROLE_MISSING);
    }

    /** The roles that the application sees: the file's where it names some, else the directory's. */
    List<String> roles(Person person, String clientId) {
        Object written = usersFile.apply(person.subject()).get("roles");
        if (written instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return person.rolesAt(clientId);
    }

    private AdmissionRule rule(String clientId) {
        return rules.apply(clientId);
    }

    private boolean isBarred(PeopleTables tables, WeChatPerson wechat) {
        List<String> ids = new ArrayList<>(List.of(wechat.appId() + " " + wechat.openid()));
        if (wechat.unionid() != null) {
            ids.add(wechat.unionid());
        }
        return ids.stream()
                .anyMatch(id -> tables.query(Sql.BARRED)
                                .bind("fingerprint", audit.fingerprint(id))
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }

    /** Makes room where places have expired; refuses where one address or the pool has taken all. */
    private Optional<Arrival> fullHouse(PeopleTables tables, Visit visit) {
        long before = clock.millis() - WAITING_LIFETIME.toMillis();
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
        if (fromThere >= MOST_WAITING_PER_ADDRESS) {
            return Optional.of(Arrival.refused(Reason.TOO_MANY_WAITING));
        }
        if (tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one() >= MOST_WAITING) {
            tables.query(Sql.WAITING_OLDEST).mapTo(String.class).findOne().ifPresent(s -> forget(tables, s));
        }
        return Optional.empty();
    }

    private static void forget(PeopleTables tables, String subject) {
        tables.update(Sql.IDENTITY_DELETE).bind("subject", subject).execute();
        tables.update(Sql.APPLICATIONS_DELETE).bind("subject", subject).execute();
        tables.update(Sql.PERSON_DELETE).bind("subject", subject).execute();
    }

    /** Uses an invitation up, if there is one that is good; of many at once one succeeds. */
    private boolean redeem(PeopleTables tables, Visit visit, String subject) {
        return visit.invitation()
                .filter(token -> tables.update(Sql.INVITATION_USED)
                                .bind("hash", Fingerprint.of(token))
                                .bind("subject", subject)
                                .bind("now", clock.millis())
                                .execute()
                        == 1)
                .isPresent();
    }

    private void grant(PeopleTables tables, Visit visit, String subject) {
        String roles = tables.query(Sql.INVITATION)
                .bind("hash", Fingerprint.of(visit.invitation().orElseThrow()))
                .map((row, context) -> Objects.toString(row.getString("roles"), ""))
                .one();
        List<Role> had = tables.roles(subject);
        Arrays.stream(roles.split(" "))
                .filter(text -> !text.isEmpty())
                .map(Role::parse)
                .filter(role -> !had.contains(role))
                .forEach(role -> tables.insert(subject, role));
        tables.lockPool();
        audit.append(
                tables,
                SIGN_IN,
                "invitation-used",
                clock.millis(),
                List.of(new AuditChain.Detail(subject, "roles: " + roles)));
        tables.changed(subject);
    }

    private void activate(PeopleTables tables, String subject, String why) {
        tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", State.ACTIVE.code())
                .bind("why", why)
                .execute();
    }

    long now() {
        return clock.millis();
    }

    /** Where somebody waits from, so that it can be counted and not be read. */
    private @Nullable String from(Visit visit) {
        return visit.address() == null ? null : audit.fingerprint("address " + visit.address());
    }

    private String code() {
        return String.format("%06d", random.nextInt(CODES));
    }
}
