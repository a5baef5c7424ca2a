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

/**
 * The console's reports: sign-ins, invitations, the audit, and how much personal data each caller has read. Thread-safe.
 */
public final class Reports {
    /** Rows per page of a list. */
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

    /** Returns a view that reports the number of rows about people that it returns. */
    public Reports counting(IntConsumer read) {
        return new Reports(transactions, read);
    }

    /**
     * Selects the sign-ins to list; null matches every value.
     *
     * @param since in milliseconds since 1970
     * @param before where the previous page ended; for the first page, the end of the requested period
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

    /** A position in a list: a time in milliseconds since 1970, and an id to order rows of the same time. */
    public record Cursor(long at, String id) {}

    /** The person of a sign-in; null if unknown. */
    public record Who(@Nullable String subject, @Nullable String name) {
        @Override
        public String toString() {
            return "Who[…]";
        }
    }

    /** The origin of a sign-in, and the id on its error page; null if unknown. */
    public record Trace(
            @Nullable String ip,
            @Nullable String agent,
            @Nullable String errorId) {
        @Override
        public String toString() {
            return "Trace[…]";
        }
    }

    /** An attempt to sign in. */
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

    /** Returns at most {@link #PAGE} sign-ins, newest first. */
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
     * Numbers of sign-ins.
     *
     * @param finished number of completed sign-ins by the start of the hour, in milliseconds since 1970
     * @param refused number of refused and declined ones, likewise
     * @param reasons number of refusals by reason
     * @param waiting number of people who wait for approval
     */
    public record Counts(Map<Long, Long> finished, Map<Long, Long> refused, Map<String, Long> reasons, long waiting) {}

    /** Counts the sign-ins since {@code since}, in milliseconds since 1970. */
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
     * @param details the texts of its details; empty if they were erased with the person
     */
    public record AuditRow(long seq, long at, String actor, String duty, String action, List<String> details) {}

    /** Returns at most {@link #PAGE} rows of the audit with smaller numbers, newest first. */
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
     * @param id identifies the invitation, but cannot redeem it
     * @param usedAt in milliseconds since 1970, like the other times; null if it has not been redeemed
     */
    public record Invitation(
            String id,
            List<String> roles,
            long createdAt,
            long expiresAt,
            @Nullable Long usedAt,
            @Nullable String note) {}

    /** Returns at most {@link #PAGE} invitations, newest first. */
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

    /** The amount of personal data that one caller has read within the hour that began at {@code hourAt}. */
    public record Reading(long hourAt, long requests, long people) {}

    /** Counts a request that returned data about {@code people} people. */
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

    /** Returns the hours since {@code since} in which that actor has read personal data, newest first. */
    public List<Reading> readings(String reader, long since) {
        return transactions.run(tables -> tables.query(ConsoleSql.READING)
                .bind("actor", reader)
                .bind("since", since)
                .map((row, context) ->
                        new Reading(row.getLong("hour_at"), row.getLong("requests"), row.getLong("people")))
                .list());
    }
}
