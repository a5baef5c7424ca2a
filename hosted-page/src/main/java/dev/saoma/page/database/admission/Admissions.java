package dev.saoma.page.database.admission;

import dev.saoma.page.database.Actor;
import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.Erasure;
import dev.saoma.page.database.Invitations;
import dev.saoma.page.database.PeopleTables;
import dev.saoma.page.database.PeopleTables.Identity;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.Transactions.Conflict;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.AdmissionRule.Policy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rules of admission and identity, applied within one transaction. Thread-safe.
 *
 * <p>A subject is assigned once. It is found by (app, openid), then by unionid; if WeChat's ids match two people, an
 * administrator decides, never this class.
 */
final class Admissions {
    private static final Actor SIGN_IN = new Actor("sign-in", "none");

    private final AdmissionRules rules;
    private final @Nullable Instant movedUntil;
    private final AuditChain audit;
    private final Erasure.Marks erasures;
    private final Clock clock;
    private final WaitingList waiting;
    private final Invitations invitations;

    /**
     * Creates the rules of one pool.
     *
     * @param movedUntil until when a known openid may come with another unionid; null if it may not
     */
    Admissions(AdmissionRules rules, @Nullable Instant movedUntil, AuditChain audit, Clock clock) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.movedUntil = movedUntil;
        this.audit = audit;
        this.erasures = new Erasure.Marks(audit);
        this.clock = clock;
        this.waiting = new WaitingList(audit, clock);
        this.invitations = new Invitations(audit, clock);
    }

    /**
     * The result of an arrival.
     *
     * @param person null if the directory has no entry, or the ids match no single person
     * @param id the id to record the arrival under: the subject, or the WeChat id of an unknown person
     */
    record Arrival(Verdict verdict, @Nullable Person person, String id) {
        static Arrival refused(Reason reason, String id) {
            return new Arrival(new Refused(reason), null, id);
        }
    }

    /** Returns the unionid, which is the same at each app, if there is one; otherwise the openid. */
    private static String id(WeChatPerson stranger) {
        return stranger.unionid() == null ? stranger.openid() : stranger.unionid();
    }

    /** Thrown if the invitation would not admit the person either; its redemption is then rolled back. */
    static final class InvitationOfNoUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvitationOfNoUse() {
            super("an invitation would be used up for nothing", null, false, false);
        }
    }

    /**
     * Judges an arrival.
     *
     * @param stillTrue returns the remembered person of a subject, if certainly still current
     * @throws InvitationOfNoUse if the caller has to roll back and retry without the invitation
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
                return Arrival.refused(Reason.IDENTITY_CONFLICT, id(wechat));
            }
            if (subjects.size() == 1) {
                String subject = subjects.get(0);
                lock(tables, subject, () -> tables.subjectsOf(wechat.unionid()).equals(subjects));
                tables.insert(wechat, subject, clock.millis());
                return judged(tables, tables.person(subject), wechat, visit);
            }
        }
        return stranger(tables, wechat, wanted, visit);
    }

    /**
     * Locks a person before ids are written for them, so that an erasure or a merge waits.
     *
     * @param stillTrue whether what was read before is unchanged
     * @throws Conflict if it is not
     */
    private static void lock(PeopleTables tables, String subject, BooleanSupplier stillTrue) {
        tables.lockPerson(subject);
        if (!stillTrue.getAsBoolean()) {
            throw new Conflict();
        }
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
                return Arrival.refused(Reason.IDENTITY_CONFLICT, identity.subject());
            }
            if (moved) {
                tables.lockPool();
            }
            lock(
                    tables,
                    identity.subject(),
                    () -> tables.identity(wechat.appId(), wechat.openid()).equals(Optional.of(identity)));
            if (moved) {
                audit.append(
                        tables,
                        SIGN_IN,
                        "identity-moved",
                        clock.millis(),
                        List.of(new AuditChain.Detail(
                                identity.subject(),
                                "openid " + identity.openid() + ": unionid " + identity.unionid() + " → " + unionid)));
                // So that earlier refusals can be found by the new id.
                tables.update(Sql.SIGN_INS_MOVE)
                        .bind("subject", audit.logName(String.valueOf(identity.unionid())))
                        .bind("into", audit.logName(unionid))
                        .execute();
            }
            tables.link(wechat, clock.millis());
            if (moved) {
                tables.changed(identity.subject()); // Nodes remember the old unionid.
            }
        }
        Optional<Person> person = stillTrue.apply(identity.subject()).or(() -> tables.person(identity.subject()));
        return judged(tables, person, wechat, visit);
    }

    private boolean mayMove() {
        return movedUntil != null && clock.instant().isBefore(movedUntil);
    }

    private Arrival judged(PeopleTables tables, Optional<Person> found, WeChatPerson wechat, Visit visit) {
        if (found.isEmpty()) {
            return Arrival.refused(
                    Reason.IDENTITY_CONFLICT,
                    id(wechat)); // An identity without its person comes from a manual change only.
        }
        Person person = found.get();
        String subject = person.subject();
        boolean isOpen = !List.of(State.ACTIVE, State.BLOCKED, State.UNKNOWN).contains(person.state());
        if (isOpen && visit.invitation().isPresent()) {
            tables.lockPool();
            tables.lockPerson(subject).orElseThrow(Conflict::new);
        }
        boolean invited = isOpen && isInvited(tables, visit, subject);
        if (invited) {
            activate(tables, subject, "invited");
            invitations.grant(tables, SIGN_IN, visit.invitation().orElseThrow(), subject);
            person = tables.person(subject).orElseThrow(Conflict::new);
        }
        if (person.state() == State.VISITOR && rules.policy(visit.clientId()) == Policy.APPROVE) {
            tables.lockPool();
            Optional<Reason> full = waiting.makeRoom(tables, visit);
            if (full.isPresent()) {
                return Arrival.refused(full.get(), subject);
            }
            tables.update(Sql.PERSON_WAITS)
                    .bind("subject", subject)
                    .bind("code", waiting.code(tables))
                    .bind("now", clock.millis())
                    .bind("waitingFrom", waiting.from(visit))
                    .execute();
            tables.changed(subject);
            person = tables.person(subject).orElseThrow(Conflict::new);
        }
        if (!person.isCalled(wechat)) {
            String name = wechat.name() == null ? person.profile().wechatName() : wechat.name();
            String displayName = person.profile().displayName();
            tables.update(Sql.PERSON_PROFILE)
                    .bind("subject", subject)
                    .bind("name", name)
                    .bind("search", PeopleTables.searchable(displayName == null ? name : displayName))
                    .bind("picture", wechat.picture() == null ? person.profile().picture() : wechat.picture())
                    .execute();
            person = tables.person(subject).orElseThrow(Conflict::new);
        }
        return new Arrival(judged(person, visit, invited), person, person.subject());
    }

    private Arrival stranger(PeopleTables tables, WeChatPerson wechat, String wanted, Visit visit) {
        if (erasures.isBarred(tables, wechat, wanted)) {
            return Arrival.refused(Reason.BLOCKED, id(wechat));
        }
        Optional<Person> imported = tables.lockPerson(wanted).flatMap(any -> tables.person(wanted));
        if (imported.isPresent()) { // Imported by an administrator before the first sign-in.
            tables.insert(wechat, wanted, clock.millis());
            return judged(tables, imported, wechat, visit);
        }
        boolean invited = isInvited(tables, visit, wanted);
        Policy policy = rules.policy(visit.clientId());
        if (!invited && policy == Policy.KNOWN) {
            return Arrival.refused(Reason.UNKNOWN_PERSON, id(wechat));
        }
        boolean waits = !invited && policy == Policy.APPROVE;
        if (waits) {
            Optional<Reason> full = waiting.makeRoom(tables, visit);
            if (full.isPresent()) {
                return Arrival.refused(full.get(), id(wechat));
            }
        }
        State state = invited ? State.ACTIVE : waits ? State.WAITING : State.VISITOR;
        long now = clock.millis();
        tables.update(Sql.PERSON_INSERT)
                .bind("subject", wanted)
                .bind("ending", Person.idEnding(wanted))
                .bind("name", wechat.name())
                .bind("search", PeopleTables.searchable(wechat.name()))
                .bind("picture", wechat.picture())
                .bind("state", state.code())
                .bind("code", waits ? waiting.code(tables) : null)
                .bind("waitingAt", waits ? now : null)
                .bind("waitingFrom", waits ? waiting.from(visit) : null)
                .bind("now", now)
                .execute();
        erasures.endSessionsFromBefore(tables, wanted);
        tables.insert(wechat, wanted, clock.millis());
        if (invited) {
            invitations.grant(tables, SIGN_IN, visit.invitation().orElseThrow(), wanted);
        }
        Person person = tables.person(wanted).orElseThrow();
        return new Arrival(judged(person, visit, invited), person, person.subject());
    }

    private Verdict judged(Person person, Visit visit, boolean invited) {
        Verdict verdict = rules.judge(person, visit.clientId());
        if (invited && !(verdict instanceof Admitted)) {
            throw new InvitationOfNoUse();
        }
        return verdict;
    }

    private boolean isInvited(PeopleTables tables, Visit visit, String subject) {
        return visit.invitation()
                .filter(secret -> invitations.redeem(tables, secret, subject))
                .isPresent();
    }

    private void activate(PeopleTables tables, String subject, String why) {
        tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", State.ACTIVE.code())
                .bind("why", why)
                .execute();
    }
}
