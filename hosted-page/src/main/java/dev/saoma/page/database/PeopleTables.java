package dev.saoma.page.database;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.directory.WeChatPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of one pool, within one transaction of the caller's. */
final class PeopleTables {
    private static final RowMapper<Person> PERSON = (row, context) -> person(row);

    private final Handle handle;
    private final String pool;

    PeopleTables(Handle handle, String pool) {
        this.handle = handle;
        this.pool = pool;
    }

    Query query(Sql sql) {
        return handle.createQuery(sql.text()).bind("pool", pool);
    }

    Update update(Sql sql) {
        return handle.createUpdate(sql.text()).bind("pool", pool);
    }

    Optional<Person> person(String subject) {
        return query(Sql.PERSON).bind("subject", subject).map(PERSON).findOne().map(this::whole);
    }

    /** The subject itself, where there is such a person. */
    Optional<String> subject(String subject) {
        return query(Sql.PERSON_SUBJECT)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne();
    }

    List<Person> people(Query query) {
        return query.map(PERSON).list();
    }

    /** At most a hundred people, whole, by three statements however many they are. */
    List<Person> list(PeopleAdministration.Filter filter, @Nullable Person after) {
        List<Person> bare = filter.role() == null ? people(page(filter, after)) : withRole(filter.role(), after);
        if (bare.isEmpty()) {
            return bare;
        }
        Map<String, List<Role>> roles = new HashMap<>();
        List<String> subjects = bare.stream().map(Person::subject).toList();
        of(Sql.ROLES_OF, subjects)
                .map((row, context) -> Map.entry(
                        row.getString("subject"), new Role(text(row, "client_id"), row.getString("role_name"))))
                .forEach(role -> roles.computeIfAbsent(role.getKey(), any -> new ArrayList<>())
                        .add(role.getValue()));
        Map<String, Map<String, String>> attributes = new HashMap<>();
        of(Sql.ATTRIBUTES_OF, subjects)
                .map((row, context) -> List.of(
                        row.getString("subject"), row.getString("attribute_name"), text(row, "attribute_value")))
                .forEach(one -> attributes
                        .computeIfAbsent(one.get(0), any -> new LinkedHashMap<>())
                        .put(one.get(1), one.get(2)));
        return bare.stream()
                .map(person -> person.with(
                        roles.getOrDefault(person.subject(), List.of()),
                        attributes.getOrDefault(person.subject(), Map.of())))
                .toList();
    }

    private Query page(PeopleAdministration.Filter filter, @Nullable Person after) {
        if (filter.name() != null) {
            String from = Objects.requireNonNull(searchable(filter.name()));
            return query(Sql.PEOPLE_NAMED)
                    .bind("from", after == null ? from : searchable(after.name().orElse(from)))
                    .bind("subject", after == null ? "" : after.subject())
                    .bind("upto", from + "\uffff");
        }
        Query query = query(filter.state() == null ? Sql.PEOPLE : Sql.PEOPLE_IN_STATE)
                .bind("lastAt", after == null ? Long.MAX_VALUE : after.lastAt())
                .bind("subject", after == null ? "" : after.subject());
        return filter.state() == null
                ? query
                : query.bind("state", filter.state().code());
    }

    /** A statement with a hundred subjects; where there are fewer, the last fills up. */
    private Query of(Sql sql, List<String> subjects) {
        Query query = query(sql);
        for (int i = 0; i < Sql.PAGE; i++) {
            query.bind("s" + i, subjects.get(Math.min(i, subjects.size() - 1)));
        }
        return query;
    }

    /** By two statements, so that each reads one index and no more of it than a page. */
    private List<Person> withRole(String role, @Nullable Person after) {
        List<String> subjects = query(Sql.SUBJECTS_WITH_ROLE)
                .bind("role", role)
                .bind("subject", after == null ? "" : after.subject())
                .mapTo(String.class)
                .list();
        return subjects.isEmpty() ? List.of() : people(of(Sql.PEOPLE_OF, subjects));
    }

    /** Where the person has been, by client id. */
    List<String> applications(String subject) {
        return query(Sql.APPLICATIONS)
                .bind("subject", subject)
                .map((row, context) -> row.getString("client_id"))
                .list();
    }

    void insertAttribute(String subject, String name, String value) {
        update(Sql.ATTRIBUTE_INSERT)
                .bind("subject", subject)
                .bind("name", name)
                .bind("text", value)
                .execute();
    }

    private Person whole(Person person) {
        return person.with(roles(person.subject()), attributes(person.subject()));
    }

    List<Role> roles(String subject) {
        return query(Sql.ROLES)
                .bind("subject", subject)
                .map((row, context) -> new Role(text(row, "client_id"), row.getString("role_name")))
                .list();
    }

    private Map<String, String> attributes(String subject) {
        Map<String, String> attributes = new LinkedHashMap<>();
        query(Sql.ATTRIBUTES)
                .bind("subject", subject)
                .map((row, context) -> Map.entry(row.getString("attribute_name"), text(row, "attribute_value")))
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
        return attributes;
    }

    void insert(String subject, Role role) {
        update(Sql.ROLE_INSERT)
                .bind("subject", subject)
                .bind("clientId", role.clientId())
                .bind("role", role.name())
                .execute();
    }

    /** An openid at an app, and whom it belongs to. */
    record Identity(String appId, String openid, @Nullable String unionid, String subject, long firstAt, long lastAt) {
        @Override
        public String toString() {
            return "Identity[…]";
        }
    }

    Optional<Identity> identity(String appId, String openid) {
        return query(Sql.IDENTITY)
                .bind("appId", appId)
                .bind("openid", openid)
                .map((row, context) -> identity(row))
                .findOne();
    }

    List<Identity> identities(String subject) {
        return query(Sql.IDENTITIES)
                .bind("subject", subject)
                .map((row, context) -> identity(row))
                .list();
    }

    /** Whom a unionid belongs to; more than one only where something is wrong. */
    List<String> subjectsOf(String unionid) {
        return query(Sql.IDENTITY_SUBJECTS)
                .bind("unionid", unionid)
                .mapTo(String.class)
                .list();
    }

    void insert(WeChatPerson person, String subject, long now) {
        update(Sql.IDENTITY_INSERT)
                .bind("appId", person.appId())
                .bind("openid", person.openid())
                .bind("unionid", person.unionid())
                .bind("subject", subject)
                .bind("now", now)
                .execute();
    }

    void link(WeChatPerson person, long now) {
        update(Sql.IDENTITY_UNIONID)
                .bind("appId", person.appId())
                .bind("openid", person.openid())
                .bind("unionid", person.unionid())
                .bind("now", now)
                .execute();
    }

    /** Makes the pool's row where there is none, and takes its lock: administrators' writes come one after another. */
    PoolRow lockPool() {
        Optional<PoolRow> row = pool(Sql.POOL_LOCK);
        return row.orElseThrow(() -> new IllegalStateException("the pool's row is made at start"));
    }

    Optional<PoolRow> pool() {
        return pool(Sql.POOL);
    }

    private Optional<PoolRow> pool(Sql sql) {
        return query(sql)
                .map((row, context) ->
                        new PoolRow(row.getLong("revision"), row.getLong("audit_seq"), text(row, "audit_head")))
                .findOne();
    }

    /**
     * What all nodes look at.
     *
     * @param revision grows whenever an administrator changes a person
     */
    record PoolRow(long revision, long auditSeq, String auditHead) {}

    /** Makes all nodes look at these people again; the caller holds the pool's lock. */
    void changed(String... subjects) {
        update(Sql.POOL_TOUCH).execute();
        long revision = pool().orElseThrow().revision();
        for (String subject : subjects) {
            update(Sql.PERSON_CHANGED)
                    .bind("subject", subject)
                    .bind("revision", revision)
                    .execute();
        }
    }

    /** For searching without regard to case, and cut to the column. */
    static @Nullable String searchable(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() <= 255 ? lower : lower.substring(0, 255);
    }

    private static Identity identity(ResultSet row) throws SQLException {
        return new Identity(
                row.getString("app_id"),
                row.getString("openid"),
                row.getString("unionid"),
                row.getString("subject"),
                row.getLong("first_at"),
                row.getLong("last_at"));
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("subject"),
                row.getString("wechat_name"),
                row.getString("display_name"),
                row.getString("picture"),
                Person.State.of(row.getString("state")),
                row.getString("state_why"),
                row.getString("waiting_code"),
                row.getString("merged_into"),
                row.getLong("first_at"),
                row.getLong("last_at"),
                row.getLong("sign_ins"),
                row.getLong("ended_before"),
                row.getString("note"),
                row.getLong("version"),
                List.of(),
                Map.of());
    }

    /** Some databases keep an empty text as none. */
    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
