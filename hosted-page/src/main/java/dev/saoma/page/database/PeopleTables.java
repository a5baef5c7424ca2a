package dev.saoma.page.database;

import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.NamedSql;
import dev.saoma.page.database.jdbc.RowBatch;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.WeChatPerson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The rows of one pool, within the caller's transaction. Used by one thread. */
public final class PeopleTables {
    /** Marks a page session that a node has yet to end; {@link #ENDED} marks one that it has ended. */
    public static final String TO_BE_ENDED = "order";

    public static final String ENDED = "done";

    private static final int MAX_SEARCH_NAME = 255;

    private static final RowMapper<Person> PERSON = (row, context) -> person(row);

    private final Handle handle;
    private final String pool;
    /** Whether the transaction has written a row of the audit. */
    boolean audited;

    PeopleTables(Handle handle, String pool) {
        this.handle = handle;
        this.pool = pool;
    }

    public Query query(NamedSql sql) {
        return handle.createQuery(sql.text()).bind("pool", pool);
    }

    public Update update(NamedSql sql) {
        return handle.createUpdate(sql.text()).bind("pool", pool);
    }

    public Optional<Person> person(String subject) {
        return query(Sql.PERSON).bind("subject", subject).map(PERSON).findOne().map(this::whole);
    }

    /** Returns the subject itself if there is such a person. */
    public Optional<String> subject(String subject) {
        return query(Sql.PERSON_SUBJECT)
                .bind("subject", subject)
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Locks a person's row until the transaction ends, so that a concurrent erasure either waits or is seen.
     *
     * @return when the person was added, in milliseconds since 1970; empty if there is no such person any more
     */
    public Optional<Long> lockPerson(String subject) {
        return query(Sql.PERSON_LOCK).bind("subject", subject).mapTo(Long.class).findOne();
    }

    List<Person> people(Query query) {
        return query.map(PERSON).list();
    }

    public boolean hasSession(String sid) {
        return query(Sql.SESSION).bind("sid", sid).mapTo(Long.class).one() > 0;
    }

    /** Sets the parameters for one item. */
    @FunctionalInterface
    public interface Binding<T> {
        void bind(RowBatch row, T item) throws SQLException;
    }

    /** Runs a statement once per item, and returns how many rows each has changed; negative if not reported. */
    public <T> int[] each(NamedSql sql, Collection<T> items, Binding<T> binding) {
        if (items.isEmpty()) {
            return new int[0];
        }
        try (RowBatch batch = new RowBatch(handle.getConnection(), sql)) {
            for (T item : items) {
                batch.bind("pool", pool);
                binding.bind(batch, item);
                batch.add();
            }
            return batch.run();
        } catch (SQLException e) {
            throw new RowBatch.Refused(e);
        }
    }

    /** Returns the client ids of the applications that the person has signed in to. */
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

    public List<Role> roles(String subject) {
        return query(Sql.ROLES)
                .bind("subject", subject)
                .map((row, context) -> new Role(text(row, "client_id"), row.getString("role_name")))
                .list();
    }

    Map<String, String> attributes(String subject) {
        Map<String, String> attributes = new LinkedHashMap<>();
        query(Sql.ATTRIBUTES)
                .bind("subject", subject)
                .map((row, context) -> Map.entry(row.getString("attribute_name"), text(row, "attribute_value")))
                .forEach(entry -> attributes.put(entry.getKey(), entry.getValue()));
        return attributes;
    }

    public void insert(String subject, Role role) {
        update(Sql.ROLE_INSERT)
                .bind("subject", subject)
                .bind("clientId", role.clientId())
                .bind("role", role.name())
                .execute();
    }

    /** An openid at a WeChat app, and the person it belongs to. */
    public record Identity(
            String appId, String openid, @Nullable String unionid, String subject, long firstAt, long lastAt) {
        @Override
        public String toString() {
            return "Identity[…]";
        }
    }

    public Optional<Identity> identity(String appId, String openid) {
        return query(Sql.IDENTITY)
                .bind("appId", appId)
                .bind("openid", openid)
                .map((row, context) -> identity(row))
                .findOne();
    }

    public List<Identity> identities(String subject) {
        return query(Sql.IDENTITIES)
                .bind("subject", subject)
                .map((row, context) -> identity(row))
                .list();
    }

    /** Returns the people with this unionid; more than one only if the data is inconsistent. */
    public List<String> subjectsOf(String unionid) {
        return query(Sql.IDENTITY_SUBJECTS)
                .bind("unionid", unionid)
                .mapTo(String.class)
                .list();
    }

    public void insert(WeChatPerson person, String subject, long now) {
        update(Sql.IDENTITY_INSERT)
                .bind("appId", person.appId())
                .bind("openid", person.openid())
                .bind("unionid", person.unionid())
                .bind("subject", subject)
                .bind("now", now)
                .execute();
    }

    public void link(WeChatPerson person, long now) {
        update(Sql.IDENTITY_UNIONID)
                .bind("appId", person.appId())
                .bind("openid", person.openid())
                .bind("unionid", person.unionid())
                .bind("now", now)
                .execute();
    }

    /** Locks the pool's row, which exists since the start; this serialises the writes of administrators. */
    public PoolRow lockPool() {
        Optional<PoolRow> row = pool(Sql.POOL_LOCK);
        return row.orElseThrow(() -> new IllegalStateException("the pool's row is made at start"));
    }

    public Optional<PoolRow> pool() {
        return pool(Sql.POOL);
    }

    private Optional<PoolRow> pool(NamedSql sql) {
        return query(sql)
                .map((row, context) ->
                        new PoolRow(row.getLong("revision"), row.getLong("audit_seq"), text(row, "audit_head")))
                .findOne();
    }

    /**
     * The row of a pool, which all nodes watch for changes.
     *
     * @param revision grows whenever an administrator changes a person
     */
    public record PoolRow(long revision, long auditSeq, String auditHead) {}

    /** Makes all nodes reload these people; the caller holds the pool's lock. */
    public void changed(String... subjects) {
        update(Sql.POOL_TOUCH).execute();
        long revision = pool().orElseThrow().revision();
        for (String subject : subjects) {
            update(Sql.PERSON_CHANGED)
                    .bind("subject", subject)
                    .bind("revision", revision)
                    .execute();
        }
    }

    /**
     * Deletes a person with all dependent rows except invitations, open logout tokens, the log of sign-ins and the audit.
     */
    public void delete(String subject) {
        for (NamedSql sql : List.of(
                Sql.IDENTITY_DELETE,
                Sql.ROLES_DELETE,
                Sql.ATTRIBUTES_DELETE,
                Sql.APPLICATIONS_DELETE,
                Sql.SESSIONS_DELETE,
                ConsoleSql.BROWSERS_DELETE,
                ConsoleSql.ORDERS_ERASED,
                Sql.OUTBOX_ERASED,
                Sql.PERSON_DELETE)) {
            update(sql).bind("subject", subject).execute();
        }
    }

    /** Returns the lower-case search key of a name, cut to the column's length. */
    public static @Nullable String searchable(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        int end = Math.min(lower.length(), MAX_SEARCH_NAME);
        boolean isInPair = end < lower.length() && Character.isLowSurrogate(lower.charAt(end));
        return lower.substring(0, isInPair ? end - 1 : end);
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
                new Person.Profile(
                        row.getString("wechat_name"), row.getString("display_name"), row.getString("picture")),
                new Person.Status(
                        Person.State.stored(row.getString("state")),
                        row.getString("state_why"),
                        row.getString("waiting_code"),
                        row.getString("merged_into")),
                new Person.Activity(
                        row.getLong("first_at"),
                        row.getLong("last_at"),
                        row.getLong("sign_ins"),
                        row.getLong("ended_before")),
                row.getString("note"),
                row.getLong("version"),
                List.of(),
                Map.of());
    }

    /** Reads a text; null counts as empty, since some databases store empty text as null. */
    static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
