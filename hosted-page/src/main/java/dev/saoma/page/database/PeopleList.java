package dev.saoma.page.database;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.database.jdbc.TransferSql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Pages of the list of people, within the caller's transaction. */
record PeopleList(PeopleTables tables, Filter filter) {
    private static final int PAGE = 100;
    /**
     * What sorts after every continuation of a name, in one order of text or another: by UTF-16 (H2) or a language by ICU, by
     * code points, and by a language in glibc, where it depends on the language. The database takes the last of them.
     */
    private static final List<String> LAST = List.of("\uffff", "\udbff\udfff", "龥龥龥", "\ufffd\ufffd\ufffd", "詰詰詰");

    /**
     * Returns at most a hundred people with roles and attributes; by three statements, unless the end of an id is given.
     */
    List<Person> after(@Nullable Person after) {
        if (filter.idEnding() != null) {
            return ending(filter.idEnding(), after == null ? "" : after.subject());
        }
        List<Sql> page = filter.name() != null
                ? List.of(Sql.PEOPLE_NAMED, Sql.PEOPLE_NAMED_ROLES, Sql.PEOPLE_NAMED_ATTRIBUTES)
                : filter.role() != null
                        ? List.of(Sql.PEOPLE_WITH_ROLE, Sql.PEOPLE_WITH_ROLE_ROLES, Sql.PEOPLE_WITH_ROLE_ATTRIBUTES)
                        : filter.state() != null
                                ? List.of(
                                        Sql.PEOPLE_IN_STATE, Sql.PEOPLE_IN_STATE_ROLES, Sql.PEOPLE_IN_STATE_ATTRIBUTES)
                                : List.of(Sql.PEOPLE, Sql.PEOPLE_ROLES, Sql.PEOPLE_ATTRIBUTES);
        return people(page(page.get(0), after), page(page.get(1), after), page(page.get(2), after));
    }

    /**
     * As {@link #after} for all people or those in a state, but in the order of their ids, in which no sign-in moves a person.
     */
    List<Person> afterSubject(String after) {
        return filter.state() == null
                ? people(
                        keyed(TransferSql.PEOPLE, after),
                        keyed(TransferSql.PEOPLE_ROLES, after),
                        keyed(TransferSql.PEOPLE_ATTRIBUTES, after))
                : people(
                        keyed(TransferSql.PEOPLE_IN_STATE, after),
                        keyed(TransferSql.PEOPLE_IN_STATE_ROLES, after),
                        keyed(TransferSql.PEOPLE_IN_STATE_ATTRIBUTES, after));
    }

    private Query keyed(TransferSql sql, String after) {
        Query query = tables.query(sql).bind("subject", after);
        return filter.state() == null
                ? query
                : query.bind("state", filter.state().code());
    }

    private List<Person> people(Query people, Query theirRoles, Query theirAttributes) {
        Map<String, List<Role>> roles = new HashMap<>();
        theirRoles
                .map((row, context) -> Map.entry(
                        row.getString("subject"),
                        new Role(PeopleTables.text(row, "client_id"), row.getString("role_name"))))
                .forEach(role -> roles.computeIfAbsent(role.getKey(), any -> new ArrayList<>())
                        .add(role.getValue()));
        Map<String, Map<String, String>> attributes = new HashMap<>();
        theirAttributes
                .map((row, context) -> List.of(
                        row.getString("subject"),
                        row.getString("attribute_name"),
                        PeopleTables.text(row, "attribute_value")))
                .forEach(one -> attributes
                        .computeIfAbsent(one.get(0), any -> new LinkedHashMap<>())
                        .put(one.get(1), one.get(2)));
        return tables.people(people).stream()
                .map(person -> person.with(
                        roles.getOrDefault(person.subject(), List.of()),
                        attributes.getOrDefault(person.subject(), Map.of())))
                .toList();
    }

    private List<Person> ending(String ending, String after) {
        boolean isShort = ending.length() < Person.ID_ENDING;
        List<Person> page = ending(isShort ? Sql.PEOPLE_ENDING_SHORT : Sql.PEOPLE_ENDING, ending, after);
        // Rows that an older version has written lack the column for the search, until a node fills it in.
        List<Person> unfilled = isShort ? List.of() : ending(Sql.PEOPLE_ENDING_UNFILLED, ending, after);
        if (!unfilled.isEmpty()) {
            page = Stream.concat(page.stream(), unfilled.stream())
                    .sorted(Comparator.comparing(Person::subject))
                    .limit(PAGE)
                    .toList();
        }
        return page.stream()
                .map(person -> person.with(tables.roles(person.subject()), tables.attributes(person.subject())))
                .toList();
    }

    private List<Person> ending(Sql part, String ending, String after) {
        Query query = tables.query(part).bind("like", "%" + escaped(ending)).bind("subject", after);
        return tables.people(part == Sql.PEOPLE_ENDING ? query.bind("ending", Person.idEnding(ending)) : query);
    }

    private static String escaped(String text) {
        return text.replaceAll("[!%_]", "!$0");
    }

    private Query page(Sql sql, @Nullable Person after) {
        Query query = tables.query(sql).bind("subject", after == null ? "" : after.subject());
        if (filter.name() != null) {
            String from = Objects.requireNonNull(PeopleTables.searchable(filter.name()));
            for (int i = 0; i < LAST.size(); i++) {
                query.bind("end" + (char) ('A' + i), from + LAST.get(i));
            }
            return query.bind(
                            "from",
                            after == null
                                    ? from
                                    : PeopleTables.searchable(after.name().orElse(from)))
                    .bind("like", escaped(from) + "%");
        }
        if (filter.role() != null) {
            return query.bind("role", filter.role());
        }
        query.bind("lastAt", after == null ? Long.MAX_VALUE : after.activity().lastAt());
        return filter.state() == null
                ? query
                : query.bind("state", filter.state().code());
    }
}
