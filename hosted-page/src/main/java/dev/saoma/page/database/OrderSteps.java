package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that administrators' orders share; each runs within the caller's transaction. Thread-safe.
 *
 * @param clientIds the applications of the pool
 * @param listeners those of them that receive logout tokens
 */
record OrderSteps(AuditChain audit, Clock clock, List<String> clientIds, List<String> listeners) {
    long now() {
        return clock.millis();
    }

    static Person person(PeopleTables tables, String subject) {
        return tables.person(subject)
                .orElseThrow(
                        () -> new OrderRefusedException("there is no person " + subject + ": list shows who there is"));
    }

    /** Returns a person whose state this version knows: what a newer one has decided is not undone. */
    static Person personInKnownState(PeopleTables tables, String subject) {
        Person person = person(tables, subject);
        if (person.state() == State.UNKNOWN) {
            throw new OrderRefusedException(
                    "the state of the person is " + person.state().code());
        }
        return person;
    }

    /** Refuses to block, merge or erase an administrator; an owner has to remove the duty first. */
    static void requireNoAdministrator(PeopleTables tables, String subject) {
        if (Administrators.find(tables, subject).isPresent()) {
            throw new OrderRefusedException("the person is an administrator: an owner has to remove the duty first");
        }
    }

    /** Returns the person if they may become an administrator. */
    static Person requireNew(PeopleTables tables, String subject) {
        Person person = tables.person(subject)
                .orElseThrow(() -> new OrderRefusedException("there is no such person: they have to scan once first"));
        if (List.of(State.BLOCKED, State.MERGED, State.UNKNOWN).contains(person.state())) {
            throw new OrderRefusedException(
                    "the state of the person is " + person.state().code());
        }
        if (Administrators.find(tables, subject).isPresent()) {
            throw new OrderRefusedException("the person is an administrator already: change the duty instead");
        }
        return person;
    }

    static void state(PeopleTables tables, String subject, State state, @Nullable String why) {
        tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", state.code())
                .bind("why", why)
                .execute();
    }

    /** Ends a person's sessions, codes and tokens at all applications. */
    PutOut end(PeopleTables tables, Actor actor, String subject) {
        tables.update(Sql.PERSON_ENDED)
                .bind("subject", subject)
                .bind("now", now())
                .execute();
        tables.update(Sql.SESSIONS_ENDED)
                .bind("subject", subject)
                .bind("now", now())
                .bind("actor", actor.duty())
                .execute();
        List<String> been = tables.applications(subject);
        List<String> notified = been.stream().filter(listeners::contains).toList();
        List<String> withoutLogoutTokens =
                been.stream().filter(id -> !listeners.contains(id)).toList();
        return new PutOut(Outbox.add(tables, subject, notified, now()), notified, withoutLogoutTokens);
    }

    /** Adds a row about one person to the audit. */
    void record(PeopleTables tables, Actor actor, String action, String subject, String what) {
        record(tables, actor, action, List.of(new Detail(subject, subject + (what.isEmpty() ? "" : ": " + what))));
    }

    void record(PeopleTables tables, Actor actor, String action, List<Detail> details) {
        audit.append(tables, actor, action, now(), details);
    }

    /** @throws OrderRefusedException if the name of a role is malformed, or its application does not exist */
    void requireRoles(Collection<Role> roles) {
        for (Role role : roles) {
            requireName(role);
            if (!role.clientId().isEmpty() && !clientIds.contains(role.clientId())) {
                throw new OrderRefusedException(
                        "there is no application " + role.clientId() + ": expected one of " + clientIds);
            }
        }
    }

    /** @throws OrderRefusedException if the name of the role is malformed */
    static void requireName(Role role) {
        if (!role.isWellFormed()) {
            throw new OrderRefusedException(
                    role
                            + " is not a role: write staff, or crm:admin for one application; a name has 1 to 255 characters, and no blank, comma, = or :");
        }
    }
}
