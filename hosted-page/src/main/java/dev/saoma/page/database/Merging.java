package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.jdbc.Sql;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

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
     * @param state the state that {@code kept} would have afterwards
     * @param roles the roles that {@code kept} would have afterwards
     * @param attributes the attributes that {@code kept} would have afterwards
     * @param applications that would know the person under another id than before
     */
    public record Plan(
            Person kept,
            Person gone,
            int identities,
            State state,
            List<Role> roles,
            Map<String, String> attributes,
            List<String> applications) {
        /** Copies the collections. */
        public Plan {
            roles = List.copyOf(roles);
            attributes = Map.copyOf(attributes);
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
        TreeSet<String> roles = new TreeSet<>();
        kept.roles().forEach(role -> roles.add(role.toString()));
        other.roles().forEach(role -> roles.add(role.toString()));
        Map<String, String> attributes = new TreeMap<>(other.attributes());
        attributes.putAll(kept.attributes());
        PersonDetails.requireNumber(attributes);
        return new Plan(
                kept,
                other,
                tables.identities(gone).size(),
                better(kept.state(), other.state()),
                roles.stream().map(Role::parse).toList(),
                attributes,
                tables.applications(gone));
    }

    /** Returns the state of the person that both are: a block stays, and so does an admission. */
    private static State better(State one, State other) {
        return Stream.of(State.BLOCKED, State.ACTIVE, State.VISITOR)
                .filter(state -> state == one || state == other)
                .findFirst()
                .orElse(one);
    }

    PutOut merge(PeopleTables tables, Actor actor, String keep, String gone) {
        Plan plan = plan(tables, keep, gone);
        Person kept = plan.kept();
        OrderSteps.requireNoAdministrator(tables, gone);
        PutOut out = steps.end(tables, actor, gone);
        if (plan.state() != kept.state()) {
            if (plan.state() == State.BLOCKED) {
                OrderSteps.requireNoAdministrator(tables, keep);
                out = out.and(steps.end(tables, actor, keep));
            }
            OrderSteps.state(tables, keep, plan.state(), plan.gone().status().stateWhy());
        }
        plan.attributes().entrySet().stream()
                .filter(one -> !kept.attributes().containsKey(one.getKey()))
                .forEach(one -> tables.insertAttribute(keep, one.getKey(), one.getValue()));
        tables.update(Sql.ATTRIBUTES_DELETE).bind("subject", gone).execute();
        plan.roles().stream().filter(role -> !kept.roles().contains(role)).forEach(role -> tables.insert(keep, role));
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
                List.of(
                        new Detail(keep, "kept " + keep),
                        new Detail(gone, "gone " + gone),
                        new Detail(
                                keep,
                                "state: " + kept.state().code() + " → "
                                        + plan.state().code()),
                        new Detail(keep, "roles: " + kept.roles() + " → " + plan.roles()),
                        new Detail(keep, "attributes: " + kept.attributes() + " → " + plan.attributes())));
        tables.changed(keep, gone);
        return out;
    }
}
