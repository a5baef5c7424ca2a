package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import java.util.TreeSet;

/** Merges two entries of one person. Thread-safe. */
public final class Merging {
    private final OrderSteps steps;

    Merging(OrderSteps steps) {
        this.steps = steps;
    }

    /**
     * The effect that a merge would have.
     *
     * @param kept the entry that stays
     * @param gone the entry that is signed out everywhere and never used again
     * @param identities number of ids at WeChat that would move to {@code kept}
     * @param roles the roles that {@code kept} would have afterwards
     * @param applications that would know the person under another id than before
     */
    public record Plan(Person kept, Person gone, int identities, List<Role> roles, List<String> applications) {
        /** Copies the lists. */
        public Plan {
            roles = List.copyOf(roles);
            applications = List.copyOf(applications);
        }
    }

    /** Returns what a merge would do; changes nothing. */
    Plan plan(PeopleTables tables, String keep, String gone) {
        if (keep.equals(gone)) {
            throw new OrderRefusedException("a person cannot be merged with itself");
        }
        Person kept = OrderSteps.personInKnownState(tables, keep);
        Person other = OrderSteps.personInKnownState(tables, gone);
        if (kept.state() == State.MERGED || other.state() == State.MERGED) {
            throw new OrderRefusedException("one of the two has been merged before");
        }
        if (kept.state() == State.BLOCKED != (other.state() == State.BLOCKED)) {
            throw new OrderRefusedException("one of the two is blocked and the other is not: decide that first");
        }
        TreeSet<String> roles = new TreeSet<>();
        kept.roles().forEach(role -> roles.add(role.toString()));
        other.roles().forEach(role -> roles.add(role.toString()));
        return new Plan(
                kept,
                other,
                tables.identities(gone).size(),
                roles.stream().map(Role::parse).toList(),
                tables.applications(gone));
    }

    PutOut merge(PeopleTables tables, Actor actor, String keep, String gone) {
        Plan plan = plan(tables, keep, gone);
        OrderSteps.requireNoAdministrator(tables, gone);
        PutOut out = steps.end(tables, actor, gone);
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
                .bind("now", steps.now())
                .execute();
        steps.record(
                tables,
                actor,
                "people-merged",
                List.of(new Detail(keep, "kept " + keep), new Detail(gone, "gone " + gone)));
        tables.changed(keep, gone);
        return out;
    }
}
