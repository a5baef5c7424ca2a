package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.database.jdbc.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the console shows of the log of sign-ins, of invitations and of the audit, and who has read how much of it. Thread-safe. */
public final class Reports {
    /** How many rows one page of a list has. */
    public static final int PAGE = 100;

    private static final String ANY = "*";
    private static final long HOUR_MILLIS = 3_600_000;

    private final Transactions transactions;
    private final IntConsumer read;

    Reports(Transactions transactions) {
        this(transactions, people -> {});
    }

    private Reports(Transactions transactions, IntConsumer read) {
        this.transactions = transactions;
        this.read = read;
    }

    /** The same, which says how many rows about people it gives out. */
    public Reports counting(IntConsumer read) {
        return new Reports(transactions, read);
    }

    /**
     * Which sign-ins to list.
     *
     * @param since in milliseconds since 1970
     * @param before where the page before ended; at the beginning of a list the end of the time asked for
     */
    public record SignInFilter(
            long since,
            Cursor before,
            @Nullable String clientId,
            @Nullable String method,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String subject,
            @Nullable String ip) {}

    /** A place in a list: a time in milliseconds since 1970, and of several at that time an id. */
    public record Cursor(long at, String id) {}

    /** Whom a sign-in is of; null where that is not known. */
    public record Who(@Nullable String subject, @Nullable String name) {
        @Override
        public String toString() {
            return "Who[…]";
        }
    }

    /** Where a sign-in came from, and the id on its error page; null where that is not known. */
    public record Trace(
            @Nullable String ip,
            @Nullable String agent,
            @Nullable String errorId) {
        @Override
        public String toString() {
            return "Trace[…]";
        }
    }

    /** One attempt to sign in. */
    public record SignIn(
            String id,
            long at,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason,
            Who who,
            Trace trace) {
        @Override
        public String toString() {
            return "SignIn[" + id + "]";
        }
    }

    /** At most {@link #PAGE} sign-ins, the latest first. */
    public List<SignIn> signIns(SignInFilter filter) {
        List<SignIn> page = transactions.run(tables -> tables.query(Sql.SIGN_INS_FILTERED)
                .bind("since", filter.since())
                .bind("lastAt", filter.before().at())
                .bind("id", filter.before().id())
                .bind("clientId", any(filter.clientId()))
                .bind("method", any(filter.method()))
                .bind("outcome", any(filter.outcome()))
                .bind("reason", any(filter.reason()))
                .bind("subject", any(filter.subject()))
                .bind("ip", any(filter.ip()))
                .map((row, context) -> signIn(row))
                .list());
        read.accept(page.size());
        return page;
    }

    private static String any(@Nullable String wish) {
        return wish == null ? ANY : wish;
    }

    private static SignIn signIn(ResultSet row) throws SQLException {
        String display = row.getString("display_name");
        return new SignIn(
                row.getString("id"),
                row.getLong("happened_at"),
                row.getString("client_id"),
                row.getString("sign_in_method"),
                row.getString("outcome"),
                row.getString("reason"),
                new Who(row.getString("subject"), display == null ? row.getString("wechat_name") : display),
                new Trace(row.getString("ip"), row.getString("agent"), row.getString("error_id")));
    }

    /**
     * How many sign-ins there were.
     *
     * @param finished by the beginning of the hour, in milliseconds since 1970
     * @param refused likewise
     * @param reasons how many were refused by reason
     * @param waiting people who wait for approval
     */
    public record Counts(Map<Long, Long> finished, Map<Long, Long> refused, Map<String, Long> reasons, long waiting) {}

    /** Counts everything since then. */
    public Counts counts(long since) {
        return transactions.run(tables -> {
            Map<Long, Long> finished = new TreeMap<>();
            Map<Long, Long> refused = new TreeMap<>();
            tables.query(Sql.SIGN_INS_BY_HOUR)
                    .bind("since", since)
                    .map((row, context) -> new Hour(
                            Math.round(row.getDouble("hour_no")) * HOUR_MILLIS,
                            row.getString("outcome"),
                            row.getLong("how_many")))
                    .forEach(hour -> (hour.outcome().equals("finished") ? finished : refused)
                            .merge(hour.begin(), hour.count(), Long::sum));
            Map<String, Long> reasons = new LinkedHashMap<>();
            tables
                    .query(Sql.SIGN_INS_BY_REASON)
                    .bind("since", since)
                    .map((row, context) -> Map.entry(row.getString("reason"), row.getLong("how_many")))
                    .list()
                    .stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(entry -> reasons.put(entry.getKey(), entry.getValue()));
            long waiting = tables.query(Sql.WAITING_COUNT).mapTo(Long.class).one();
            return new Counts(finished, refused, reasons, waiting);
        });
    }

    private record Hour(long begin, String outcome, long count) {}

    /**
     * A row of the audit.
     *
     * @param details what it tells; empty where it was erased with the person
     */
    public record AuditRow(long seq, long at, String actor, String duty, String action, List<String> details) {}

    /** At most {@link #PAGE} rows of the audit with smaller numbers, the latest first. */
    public List<AuditRow> audit(long before) {
        return transactions.run(tables -> {
            List<AuditRow> rows = tables.query(Sql.AUDIT_LATEST)
                    .bind("seq", before)
                    .map((row, context) -> new AuditRow(
                            row.getLong("seq"),
                            row.getLong("happened_at"),
                            row.getString("actor"),
                            row.getString("duty"),
                            row.getString("action"),
                            new ArrayList<>()))
                    .list();
            if (rows.isEmpty()) {
                return rows;
            }
            Map<Long, AuditRow> bySeq = new LinkedHashMap<>();
            rows.forEach(row -> bySeq.put(row.seq(), row));
            tables.query(Sql.AUDIT_DETAILS_BETWEEN)
                    .bind("seq", rows.get(rows.size() - 1).seq())
                    .bind("until", rows.get(0).seq())
                    .map((row, context) -> Map.entry(row.getLong("seq"), row.getString("content")))
                    .forEach(detail -> bySeq.get(detail.getKey()).details().add(detail.getValue()));
            return rows;
        });
    }

    /**
     * An invitation, without its secret.
     *
     * @param id tells it from others, and opens nothing
     * @param usedAt in milliseconds since 1970, as the other times; null where nobody has used it
     */
    public record Invitation(
            String id,
            List<String> roles,
            long createdAt,
            long expiresAt,
            @Nullable Long usedAt,
            @Nullable String note) {}

    /** At most {@link #PAGE} invitations, the newest first. */
    public List<Invitation> invitations(Cursor before) {
        return transactions.run(tables -> tables.query(ConsoleSql.INVITATIONS)
                .bind("before", before.at())
                .bind("hash", before.id())
                .map((row, context) -> new Invitation(
                        row.getString("token_hash"),
                        row.getString("roles") == null
                                ? List.of()
                                : Stream.of(row.getString("roles").split(" "))
                                        .filter(role -> !role.isEmpty())
                                        .toList(),
                        row.getLong("created_at"),
                        row.getLong("expires_at"),
                        row.getObject("used_at") == null ? null : row.getLong("used_at"),
                        row.getString("note")))
                .list());
    }

    /** How much of people's data one reader was given in one hour, which began at that time. */
    public record Reading(long hourAt, long requests, long people) {}

    /** Counts a request that was given data of that many people. */
    public void count(Actor reader, int people, long now) {
        long hour = now - now % HOUR_MILLIS;
        transactions.run(tables -> {
            int known = tables.update(ConsoleSql.READING_ADD)
                    .bind("actor", reader.name())
                    .bind("now", hour)
                    .bind("people", people)
                    .execute();
            return known > 0
                    ? known
                    : tables.update(ConsoleSql.READING_INSERT)
                            .bind("actor", reader.name())
                            .bind("now", hour)
                            .bind("people", people)
                            .execute();
        });
    }

    /** The hours since then in which that actor of the audit has read, the latest first. */
    public List<Reading> readings(String reader, long since) {
        return transactions.run(tables -> tables.query(ConsoleSql.READING)
                .bind("actor", reader)
                .bind("since", since)
                .map((row, context) ->
                        new Reading(row.getLong("hour_at"), row.getLong("requests"), row.getLong("people")))
                .list());
    }
}
