package dev.saoma.page.database;

import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.seal.RandomText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders that take effect only after a second administrator has confirmed them, within a day. Each step is one transaction with
 * its row of the audit. Thread-safe.
 */
public final class PendingOrders {
    /** Lifetime of an unconfirmed order. */
    public static final Duration LIFETIME = Duration.ofDays(1);

    private static final Actor EXPIRY = new Actor("page:expiry", "page");
    private static final int ID_CHARS = 10;

    private final Transactions transactions;
    private final OrderSteps steps;
    private final Administrators administrators;
    private final Erasure erasure;
    private final RandomText random;

    PendingOrders(Transactions transactions, OrderSteps steps, Administrators administrators, RandomText random) {
        this.transactions = transactions;
        this.steps = steps;
        this.administrators = administrators;
        this.erasure = new Erasure(steps, random);
        this.random = random;
    }

    /** The kind of an order. */
    public enum Kind {
        ADD_ADMINISTRATOR,
        CHANGE_DUTY,
        ERASE_PERSON,
        /** Only a newer version of the page knows it. Never written, and never carried out. */
        UNKNOWN;

        /** Returns the code used in the table. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Kind of(String code) {
            return Stream.of(values())
                    .filter(kind -> kind.code().equals(code))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }

    /**
     * An order that waits for confirmation.
     *
     * @param code code of its kind in the table
     * @param subject the person it is about
     * @param duty the requested duty; null if the order is about none, or only a newer version of the page knows it
     * @param orderedBy the requester, as the audit's actor
     * @param orderedAt in milliseconds since 1970, like {@code expiresAt}
     * @param name the person's name; null if they have none
     */
    public record PendingOrder(
            String id,
            String code,
            String subject,
            @Nullable Duty duty,
            String orderedBy,
            long orderedAt,
            long expiresAt,
            @Nullable String name) {
        public Kind kind() {
            return Kind.of(code);
        }

        /**
         * Checks that this version of the page can carry it out.
         *
         * @throws OrderRefusedException if only a newer one can
         */
        public void requireKnown() {
            if (kind() == Kind.UNKNOWN || kind() != Kind.ERASE_PERSON && duty == null) {
                throw new OrderRefusedException("a newer version of the page made this request");
            }
        }

        @Override
        public String toString() {
            return "PendingOrder[" + id + "]";
        }
    }

    /** Returns the unexpired orders, oldest first. */
    public List<PendingOrder> list() {
        return transactions.run(this::list);
    }

    private List<PendingOrder> list(PeopleTables tables) {
        return tables.query(ConsoleSql.ORDERS)
                .bind("now", steps.now())
                .map((row, context) -> order(row))
                .list();
    }

    /**
     * Requests that a person become an administrator.
     *
     * @throws OrderRefusedException if the person cannot become one, or such an order waits already
     */
    public PendingOrder addAdministrator(Actor actor, String subject, Duty duty) {
        return transactions.underLock(tables -> {
            OrderSteps.requireNew(tables, subject);
            return wait(tables, actor, Kind.ADD_ADMINISTRATOR, subject, duty);
        });
    }

    /**
     * Requests another duty for an administrator.
     *
     * @throws ChangedException if the row no longer has that version
     */
    public PendingOrder changeDuty(Actor actor, String adminId, long version, Duty duty) {
        return transactions.underLock(tables -> {
            Administrator before = Administrators.ofVersion(tables, adminId, version);
            return wait(tables, actor, Kind.CHANGE_DUTY, before.subject(), duty);
        });
    }

    /**
     * Requests that a person be erased.
     *
     * @throws ChangedException if the row no longer has that version
     * @throws OrderRefusedException if the person is an administrator, or such an order waits already
     */
    public PendingOrder erase(Actor actor, String subject, long version) {
        return transactions.underLock(tables -> {
            if (OrderSteps.person(tables, subject).version() != version) {
                throw new ChangedException();
            }
            OrderSteps.requireNoAdministrator(tables, subject);
            return wait(tables, actor, Kind.ERASE_PERSON, subject, null);
        });
    }

    private PendingOrder wait(PeopleTables tables, Actor actor, Kind kind, String subject, @Nullable Duty duty) {
        expire(tables);
        if (list(tables).stream().anyMatch(order -> order.subject().equals(subject) && order.kind() == kind)) {
            throw new OrderRefusedException("this is already requested, and awaits a second administrator");
        }
        String id = random.alphanumeric(ID_CHARS);
        tables.update(ConsoleSql.ORDER_INSERT)
                .bind("id", id)
                .bind("kind", kind.code())
                .bind("subject", subject)
                .bind("duty", duty == null ? null : duty.code())
                .bind("actor", actor.name())
                .bind("now", steps.now())
                .bind("until", steps.now() + LIFETIME.toMillis())
                .execute();
        String what = "order:" + id + ": " + kind.code() + (duty == null ? "" : ", " + duty.code());
        steps.record(tables, actor, "request-made", List.of(new Detail(null, what), new Detail(subject, subject)));
        return found(tables, id);
    }

    private PendingOrder found(PeopleTables tables, String id) {
        return list(tables).stream()
                .filter(order -> order.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OrderRefusedException(
                        "there is no such request any more: it was confirmed or withdrawn, or a day has passed"));
    }

    /**
     * Confirms an order as the second administrator, and carries it out.
     *
     * @throws OrderRefusedException if the order no longer exists, was made by the same administrator or by a former one, or
     *     cannot be carried out
     */
    public PutOut confirm(Actor second, String id) {
        return transactions.underLock(tables -> {
            PendingOrder order = found(tables, id);
            order.requireKnown();
            requireSecond(tables, second, order);
            end(tables, second, "request-confirmed", order);
            switch (order.kind()) {
                case ADD_ADMINISTRATOR ->
                    administrators.add(tables, second, order.subject(), Objects.requireNonNull(order.duty()));
                case CHANGE_DUTY -> {
                    Administrator before = Administrators.find(tables, order.subject())
                            .orElseThrow(() -> new OrderRefusedException("the person is no longer an administrator"));
                    administrators.change(tables, second, before, Objects.requireNonNull(order.duty()));
                }
                case ERASE_PERSON -> {
                    return erasure.erase(tables, second, order.subject());
                }
                case UNKNOWN -> throw new IllegalStateException("unknown orders are refused above");
            }
            return PutOut.NOTHING;
        });
    }

    /** Requires a second administrator; the command line may confirm only if there is none. */
    private static void requireSecond(PeopleTables tables, Actor second, PendingOrder order) {
        if (second.name().equals(order.orderedBy())) {
            throw new OrderRefusedException("you requested this yourself: another administrator has to confirm it");
        }
        List<Administrator> active = Administrators.list(tables).stream()
                .filter(one -> one.active() && one.duty() != Duty.AUDITOR)
                .toList();
        boolean fromShell = order.orderedBy().startsWith("shell:");
        if (!fromShell && active.stream().noneMatch(one -> name(one).equals(order.orderedBy()))) {
            throw new OrderRefusedException("the requester may no longer decide here: withdraw it");
        }
        boolean another = active.stream()
                .anyMatch(one ->
                        !name(one).equals(order.orderedBy()) && !one.subject().equals(order.subject()));
        if (second.name().startsWith("shell:") && another) {
            throw new OrderRefusedException(
                    "another administrator has to confirm this: the shell may do so only if there is none");
        }
        if (active.stream()
                .anyMatch(
                        one -> name(one).equals(second.name()) && one.subject().equals(order.subject()))) {
            throw new OrderRefusedException("this request is about you: another administrator has to confirm it");
        }
    }

    private static String name(Administrator one) {
        return "adm:" + one.id();
    }

    /** Withdraws an order without carrying it out. */
    public void withdraw(Actor actor, String id) {
        transactions.underLock(tables -> {
            PendingOrder order = found(tables, id);
            end(tables, actor, "request-withdrawn", order);
            return id;
        });
    }

    /** Deletes an order, with a row of the audit. */
    private void end(PeopleTables tables, Actor actor, String action, PendingOrder order) {
        tables.update(ConsoleSql.ORDER_DELETE).bind("id", order.id()).execute();
        String what = "order:" + order.id() + ": " + order.code() + ", ordered by " + order.orderedBy();
        steps.record(tables, actor, action, List.of(new Detail(null, what)));
    }

    /** Removes expired orders, each with a row of the audit; the caller's transaction holds the pool's lock. */
    int expire(PeopleTables tables) {
        List<PendingOrder> old = tables.query(ConsoleSql.ORDERS_OLD)
                .bind("now", steps.now())
                .map((row, context) -> order(row))
                .list();
        for (PendingOrder order : old) {
            end(tables, EXPIRY, "request-expired", order);
        }
        return old.size();
    }

    private static PendingOrder order(ResultSet row) throws SQLException {
        String display = row.getString("display_name");
        String duty = row.getString("duty");
        return new PendingOrder(
                row.getString("order_id"),
                row.getString("kind"),
                row.getString("subject"),
                duty == null ? null : Duty.of(duty).orElse(null),
                row.getString("ordered_by"),
                row.getLong("ordered_at"),
                row.getLong("expires_at"),
                display == null ? row.getString("wechat_name") : display);
    }
}
