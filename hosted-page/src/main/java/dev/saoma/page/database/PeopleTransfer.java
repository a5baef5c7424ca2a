package dev.saoma.page.database;

import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.Role;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.PersonProfile.WeChatId;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.database.jdbc.TransferSql;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Complete listings, and the export and import of a pool. A page continues after the last key of the one before, which no
 * sign-in changes: no one is missing, and no one is listed twice. Thread-safe.
 */
public final class PeopleTransfer {
    private final Transactions transactions;
    private final OrderSteps steps;
    private final IntConsumer read;

    /** {@code read} takes the number of people whose data were read. */
    PeopleTransfer(Transactions transactions, OrderSteps steps, IntConsumer read) {
        this.transactions = transactions;
        this.steps = steps;
        this.read = read;
    }

    /** A line of an export. */
    public sealed interface Line permits Exported, Fingerprints, Invited {}

    /**
     * A person as exported.
     *
     * @param applications that the person has signed in to, with the time of the last sign-in
     */
    public record Exported(
            String subject,
            Person.Profile profile,
            Admission admission,
            List<WeChatId> identities,
            List<String> roles,
            Map<String, String> attributes,
            Map<String, Long> applications)
            implements Line {
        @Override
        public String toString() {
            return "Exported[…]";
        }
    }

    /**
     * The state of an exported person; null where a line lacks it.
     *
     * @param state as in the table; {@code active} if missing
     * @param waitingCode the number that a waiting person was shown
     * @param endedBefore sessions, codes and tokens that began earlier are invalid
     */
    public record Admission(
            @Nullable String state,
            @Nullable String stateWhy,
            @Nullable String waitingCode,
            @Nullable Long endedBefore) {}

    /**
     * Keyed fingerprints of erased people, which hold no personal data.
     *
     * @param fingerprints with the time of the erasure
     */
    public record Fingerprints(Map<String, Long> fingerprints) implements Line {
        private String last() {
            return fingerprints.keySet().stream().reduce("", (one, next) -> next);
        }
    }

    /**
     * An invitation that has not been used.
     *
     * @param invitation the fingerprint of its secret
     */
    public record Invited(
            String invitation,
            List<String> roles,
            long createdAt,
            long expiresAt,
            @Nullable String note) implements Line {
        @Override
        public String toString() {
            return "Invited[…]";
        }
    }

    /**
     * A row of the log of sign-ins.
     *
     * @param subject the person; a pseudonym if unknown to the directory and refused; null if not identified
     */
    public record SignIn(
            long at,
            @Nullable String subject,
            String clientId,
            String method,
            String outcome,
            @Nullable String reason,
            @Nullable String errorId,
            @Nullable String address) {}

    /** Passes on all rows of the log of sign-ins, newest first. */
    void signIns(Consumer<SignIn> to) {
        this.<Map.Entry<String, SignIn>>each(PeopleTransfer::signIns, row -> to.accept(row.getValue()));
    }

    private static List<Map.Entry<String, SignIn>> signIns(
            PeopleTables tables, Map.@Nullable Entry<String, SignIn> after) {
        return tables.query(Sql.SIGN_INS)
                .bind("now", after == null ? Long.MAX_VALUE : after.getValue().at())
                .bind("id", after == null ? "" : after.getKey())
                .map((row, context) -> Map.entry(
                        row.getString("id"),
                        new SignIn(
                                row.getLong("happened_at"),
                                row.getString("subject"),
                                row.getString("client_id"),
                                row.getString("sign_in_method"),
                                row.getString("outcome"),
                                row.getString("reason"),
                                row.getString("error_id"),
                                row.getString("ip"))))
                .list();
    }

    /** Passes on everyone whom the filter selects. */
    public void list(Filter filter, Consumer<Person> to) {
        boolean isByName = filter.name() != null || filter.role() != null || filter.idEnding() != null;
        each(
                (tables, after) -> {
                    PeopleList list = new PeopleList(tables, filter);
                    return counted(
                            isByName ? list.after(after) : list.afterSubject(after == null ? "" : after.subject()));
                },
                to);
    }

    /** Exports all people except those that were merged into others, then the fingerprints and the invitations. */
    public void export(Consumer<Line> to) {
        each(this::people, person -> {
            if (!State.MERGED.code().equals(person.admission().state())) {
                to.accept(person);
            }
        });
        each(PeopleTransfer::fingerprints, to::accept);
        each(this::invitations, to::accept);
    }

    /** Passes on page after page, each in a transaction of its own, until one is empty. */
    private <T> void each(BiFunction<PeopleTables, @Nullable T, List<T>> page, Consumer<T> to) {
        T last = null;
        List<T> rows;
        do {
            T after = last;
            rows = transactions.run(tables -> page.apply(tables, after));
            for (T row : rows) {
                to.accept(row);
                last = row;
            }
        } while (!rows.isEmpty());
    }

    private List<Person> counted(List<Person> people) {
        read.accept(people.size());
        return people;
    }

    private List<Exported> people(PeopleTables tables, @Nullable Exported after) {
        PeopleList list = new PeopleList(tables, Filter.ALL);
        return counted(list.afterSubject(after == null ? "" : after.subject())).stream()
                .map(person -> exported(tables, person))
                .toList();
    }

    private static Exported exported(PeopleTables tables, Person person) {
        long ended = person.activity().endedBefore();
        return new Exported(
                person.subject(),
                person.profile(),
                new Admission(
                        person.state().code(),
                        person.status().stateWhy(),
                        person.status().waitingCode(),
                        ended == 0 ? null : ended),
                tables.identities(person.subject()).stream()
                        .map(identity -> new WeChatId(identity.appId(), identity.openid(), identity.unionid()))
                        .toList(),
                person.roles().stream().map(Role::toString).toList(),
                person.attributes(),
                visits(tables, person.subject()));
    }

    private static Map<String, Long> visits(PeopleTables tables, String subject) {
        Map<String, Long> visits = new LinkedHashMap<>();
        tables.query(Sql.APPLICATIONS)
                .bind("subject", subject)
                .map((row, context) -> Map.entry(row.getString("client_id"), row.getLong("last_at")))
                .forEach(row -> visits.put(row.getKey(), row.getValue()));
        return visits;
    }

    /** Returns at most a hundred as one line. */
    private static List<Fingerprints> fingerprints(PeopleTables tables, @Nullable Fingerprints after) {
        Map<String, Long> page = new LinkedHashMap<>();
        tables.query(TransferSql.FINGERPRINTS)
                .bind("fingerprint", after == null ? "" : after.last())
                .map((row, context) -> Map.entry(row.getString("fingerprint"), row.getLong("barred_at")))
                .forEach(row -> page.put(row.getKey(), row.getValue()));
        return page.isEmpty() ? List.of() : List.of(new Fingerprints(page));
    }

    private List<Invited> invitations(PeopleTables tables, @Nullable Invited after) {
        return tables.query(TransferSql.INVITATIONS)
                .bind("hash", after == null ? "" : after.invitation())
                .bind("now", steps.now())
                .map((row, context) -> new Invited(
                        row.getString("token_hash"),
                        Invitations.words(PeopleTables.text(row, "roles")),
                        row.getLong("created_at"),
                        row.getLong("expires_at"),
                        row.getString("note")))
                .list();
    }

    /**
     * Adds what a line says, as one row of the audit.
     *
     * @return false if it is there already, and stays as it is
     * @throws OrderRefusedException if the line is not valid, or contradicts the database
     */
    public boolean add(Actor actor, Line line) {
        return transactions.underLock(tables -> new PeopleImport(steps, tables, actor).add(line));
    }
}
