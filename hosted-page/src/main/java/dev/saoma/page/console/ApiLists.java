package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.apiRead;

import dev.saoma.page.console.api.Problem;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.database.PendingOrders.PendingOrder;
import dev.saoma.page.database.Reports;
import dev.saoma.page.database.Reports.AuditRow;
import dev.saoma.page.database.Reports.Cursor;
import dev.saoma.page.database.Reports.Invitation;
import dev.saoma.page.database.Reports.SignIn;
import dev.saoma.page.database.Reports.SignInFilter;
import dev.saoma.page.http.PageResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API handlers for lists other than people: sign-ins, audit, invitations, pending orders. Thread-safe. */
final class ApiLists {
    private static final int MOST_DAYS = 400;

    private final Context context;

    ApiLists(Context context) {
        this.context = context;
    }

    /** Returns the routes of these handlers. */
    List<ConsoleRoute> rows() {
        return List.of(
                apiRead("/api/v1/sign-ins")
                        .duty(EVERYBODY)
                        .members("days", "client", "way", "outcome", "reason", "person", "address", "after")
                        .to(this::signIns),
                apiRead("/api/v1/audit").duty(EVERYBODY).members("after").to(this::audit),
                apiRead("/api/v1/invitations").duty(EVERYBODY).members("after").to(this::invitations),
                apiRead("/api/v1/pending-requests").duty(EVERYBODY).members().to(this::orders));
    }

    /** Renders one page of a list, with the URL of the next one if there may be more. */
    static <T> PageResponse page(
            Context context,
            Call call,
            List<T> rows,
            Function<T, Map<String, Object>> shown,
            Function<T, String> place) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("items", rows.stream().map(shown).toList());
        if (rows.size() < Reports.PAGE) {
            return PageResponse.json(200, page);
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (String name : call.parameterNames()) {
            call.parameter(name).ifPresent(text -> said.put(name, text));
        }
        said.put("after", place.apply(rows.get(rows.size() - 1)));
        String next = context.settings().url() + Link.to(call.request().path(), said);
        page.put("next", next);
        return PageResponse.json(200, page).with("Link", "<" + next + ">; rel=\"next\"");
    }

    static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private PageResponse signIns(Call call) throws Problem {
        long days = number(call.parameter("days").orElse("30"), "days");
        if (days < 1 || days > MOST_DAYS) {
            throw Problem.invalid("days: 1 to " + MOST_DAYS + " expected");
        }
        Instant now = context.clock().instant();
        SignInFilter filter = new SignInFilter(
                now.minus(Duration.ofDays(days)).toEpochMilli(),
                cursor(call, new Cursor(now.toEpochMilli(), "~")),
                call.parameter("client").orElse(null),
                call.parameter("way").orElse(null),
                call.parameter("outcome").orElse(null),
                call.parameter("reason").orElse(null),
                call.parameter("person").orElse(null),
                call.parameter("address").orElse(null));
        return page(context, call, call.reports().signIns(filter), ApiLists::shown, row -> row.at() + "." + row.id());
    }

    private static long number(String text, String name) throws Problem {
        if (!text.matches("[0-9]{1,18}")) {
            throw Problem.invalid(name + ": a number expected");
        }
        return Long.parseLong(text);
    }

    /** Parses a position in a list, in the format used in {@code next}: milliseconds, a dot, an id. */
    private static Cursor cursor(Call call, Cursor first) throws Problem {
        String after = call.parameter("after").orElse(null);
        if (after == null) {
            return first;
        }
        int dot = after.indexOf('.');
        if (dot < 0) {
            throw Problem.invalid("after: as the address in next has it");
        }
        return new Cursor(number(after.substring(0, dot), "after"), after.substring(dot + 1));
    }

    private static Map<String, Object> shown(SignIn row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.id());
        shown.put("at", time(row.at()));
        shown.put("client", row.clientId());
        shown.put("way", row.method());
        shown.put("outcome", row.outcome());
        shown.put("reason", row.reason());
        shown.put("person", row.who().subject());
        shown.put("name", row.who().name());
        shown.put("address", row.trace().ip());
        shown.put("agent", row.trace().agent());
        shown.put("errorId", row.trace().errorId());
        return shown;
    }

    private PageResponse audit(Call call) throws Problem {
        long before = number(call.parameter("after").orElse(Long.toString(Long.MAX_VALUE / 10)), "after");
        return page(
                context,
                call,
                call.reports().audit(before),
                ApiLists::shown,
                (AuditRow row) -> Long.toString(row.seq()));
    }

    private static Map<String, Object> shown(AuditRow row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", row.seq());
        shown.put("at", time(row.at()));
        shown.put("actor", row.actor());
        shown.put("duty", row.duty());
        shown.put("action", row.action());
        shown.put("details", row.details());
        return shown;
    }

    private PageResponse invitations(Call call) throws Problem {
        List<Invitation> rows = call.reports().invitations(cursor(call, new Cursor(Long.MAX_VALUE, "")));
        return page(context, call, rows, ApiLists::shown, row -> row.createdAt() + "." + row.id());
    }

    private static Map<String, Object> shown(Invitation row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.id());
        shown.put("roles", row.roles());
        shown.put("createdAt", time(row.createdAt()));
        shown.put("expiresAt", time(row.expiresAt()));
        shown.put("usedAt", time(row.usedAt()));
        shown.put("note", row.note());
        return shown;
    }

    private PageResponse orders(Call call) {
        return PageResponse.json(
                200,
                Map.of(
                        "items",
                        call.orders().list().stream().map(ApiLists::shown).toList()));
    }

    private static Map<String, Object> shown(PendingOrder order) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", order.id());
        shown.put("kind", order.code());
        shown.put("person", order.subject());
        shown.put("duty", order.duty() == null ? null : order.duty().code());
        shown.put("requestedBy", order.orderedBy());
        shown.put("requestedAt", time(order.orderedAt()));
        shown.put("expiresAt", time(order.expiresAt()));
        return shown;
    }
}
