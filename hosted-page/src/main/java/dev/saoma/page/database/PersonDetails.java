package dev.saoma.page.database;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.settings.UsersFile;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes roles, attributes and the name of a person, within a transaction of the caller that holds the pool's lock.
 * Thread-safe.
 */
record PersonDetails(OrderSteps steps) {
    private static final int MAX_NAME = 60;
    private static final int MAX_ATTRIBUTES = 64;

    PutOut roles(PeopleTables tables, Actor actor, String subject, Collection<Role> give, Collection<Role> take) {
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
    }

    /** @throws OrderRefusedException if an attribute exceeds the limits of the users file */
    static void requireAttributes(Map<String, String> set) {
        set.forEach((name, value) -> UsersFile.mistakeIn(name, value).ifPresent(why -> {
            throw new OrderRefusedException("attribute " + name + " " + why);
        }));
    }

    /** @throws OrderRefusedException if these are too many for one person */
    static void requireNumber(Map<String, String> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new OrderRefusedException("a person has at most " + MAX_ATTRIBUTES + " attributes");
        }
    }

    Person attributes(
            PeopleTables tables, Actor actor, String subject, Map<String, String> set, Collection<String> remove) {
        Map<String, String> had = OrderSteps.person(tables, subject).attributes();
        Stream.concat(set.keySet().stream(), remove.stream())
                .distinct()
                .forEach(name -> tables.update(Sql.ATTRIBUTE_DELETE)
                        .bind("subject", subject)
                        .bind("name", name)
                        .execute());
        set.forEach((name, value) -> tables.insertAttribute(subject, name, value));
        Person now = OrderSteps.person(tables, subject);
        requireNumber(now.attributes());
        steps.record(tables, actor, "attributes-changed", subject, had + " → " + now.attributes());
        tables.changed(subject);
        return now;
    }

    /** @throws OrderRefusedException if the name is too long or empty */
    static void requireName(@Nullable String name) {
        if (name != null && (name.isBlank() || name.length() > MAX_NAME)) {
            throw new OrderRefusedException("a name has 1 to " + MAX_NAME + " characters");
        }
    }

    Person rename(PeopleTables tables, Actor actor, String subject, @Nullable String name) {
        Person before = OrderSteps.person(tables, subject);
        tables.update(Sql.PERSON_NAMED)
                .bind("subject", subject)
                .bind("name", name)
                .bind(
                        "search",
                        PeopleTables.searchable(name == null ? before.profile().wechatName() : name))
                .execute();
        steps.record(tables, actor, "person-renamed", subject, before.profile().displayName() + " → " + name);
        tables.changed(subject);
        return OrderSteps.person(tables, subject);
    }
}
