package dev.saoma.page.database;

import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes a person's state of admission, within a transaction of the caller that holds the pool's lock. Thread-safe. */
record Standing(OrderSteps steps) {
    Person approve(PeopleTables tables, Actor actor, String code) {
        List<Person> waiting = tables.people(tables.query(Sql.PERSON_BY_CODE).bind("code", code.strip()));
        if (waiting.size() != 1) {
            throw new OrderRefusedException(
                    waiting.isEmpty()
                            ? "no person waits with the number " + code.strip()
                                    + ": ask the person to scan again and to read out the number then shown"
                            : "several people wait with that number: ask them to scan again");
        }
        return changed(tables, actor, "person-approved", waiting.get(0).subject(), State.ACTIVE, null, "");
    }

    Person admit(PeopleTables tables, Actor actor, String subject) {
        State before = OrderSteps.personInKnownState(tables, subject).state();
        if (before == State.BLOCKED || before == State.MERGED) {
            throw new OrderRefusedException(
                    "the person is " + before.code() + ", not waiting: unblock is a separate action");
        }
        return changed(tables, actor, "person-admitted", subject, State.ACTIVE, null, before.code());
    }

    /** @throws OrderRefusedException if the reason is too long */
    static void requireWhy(String why) {
        if (why.length() > PeopleAdministration.MAX_WHY) {
            throw new OrderRefusedException("why: at most " + PeopleAdministration.MAX_WHY + " characters expected");
        }
    }

    Person unblock(PeopleTables tables, Actor actor, String subject, String why) {
        if (OrderSteps.person(tables, subject).state() != State.BLOCKED) {
            throw new OrderRefusedException("the person is not blocked");
        }
        return changed(tables, actor, "person-unblocked", subject, State.ACTIVE, why, why);
    }

    PutOut block(PeopleTables tables, Actor actor, String subject, String why) {
        Person before = OrderSteps.person(tables, subject);
        if (!actor.name().startsWith("shell:")) { // The command line must be able to block anyone at once.
            OrderSteps.requireNoAdministrator(tables, subject);
        }
        PutOut out = steps.end(tables, actor, subject);
        String what = before.state().code() + " → blocked: " + why;
        changed(tables, actor, "person-blocked", subject, State.BLOCKED, why, what);
        return out;
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
}
