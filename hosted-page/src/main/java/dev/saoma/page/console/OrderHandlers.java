package dev.saoma.page.console;

import static dev.saoma.page.console.ConsoleRoute.EVERYBODY;
import static dev.saoma.page.console.ConsoleRoute.SECONDS;
import static dev.saoma.page.console.ConsoleRoute.screen;
import static dev.saoma.page.console.ConsoleRoute.write;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Proof;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.database.PendingOrders.PendingOrder;
import dev.saoma.page.http.PageResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Handlers for orders that wait for a second administrator. Thread-safe. */
final class OrderHandlers {
    private static final String PATH = "/administrators/requests";

    private final Context context;

    OrderHandlers(Context context) {
        this.context = context;
    }

    /** Returns the routes of these handlers. */
    List<ConsoleRoute> rows() {
        return List.of(
                screen("/administrators/requests").duty(EVERYBODY).to(this::list),
                screen("/administrators/requests/confirm").duty(SECONDS).to(this::confirmPage),
                write(What.PEOPLE, PATH + "/confirm")
                        .duty(SECONDS)
                        .version(Version.NONE)
                        .proof(Proof.typedAfterFreshScan(PATH + "/confirm", OrderHandlers::typedName))
                        .to(this::confirm),
                write(What.PEOPLE, PATH + "/withdraw")
                        .duty(SECONDS)
                        .version(Version.NONE)
                        .proof(Proof.CLICK)
                        .to(this::withdraw));
    }

    /** Redirects to the list of orders after one was made. */
    static PageResponse made(Context context) {
        return context.done(PATH, "ordered");
    }

    private PageResponse list(Call call) {
        Map<String, String> names = AuditHandlers.names(call);
        Map<String, Object> model = new HashMap<>();
        model.put(
                "rows",
                call.orders().list().stream()
                        .map(order -> row(call, order, names))
                        .toList());
        model.put("second", call.entered().may(SECONDS));
        return context.screens().page(call, "orders", model);
    }

    private Map<String, Object> row(Call call, PendingOrder order, Map<String, String> names) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", order.id());
        row.put("kindText", context.screens().word(call.language(), "orders.kind", order.code()));
        row.put("subject", order.subject());
        row.put("name", Screens.name(order.name()));
        row.put(
                "dutyText",
                order.duty() == null
                        ? "–"
                        : context.screens()
                                .text(call.language(), "duty." + order.duty().code()));
        row.put("orderedBy", names.getOrDefault(order.orderedBy(), order.orderedBy()));
        row.put("orderedAt", Screens.time(order.orderedAt()));
        row.put("expiresAt", Screens.time(order.expiresAt()));
        row.put("mine", order.orderedBy().equals(call.actor().name()));
        return row;
    }

    private static PendingOrder named(Call call) throws ConsoleError {
        String id = call.required("id");
        return call.orders().list().stream()
                .filter(order -> order.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
    }

    /** Returns the name to type: that of the person whom the order is about. */
    private static String typedName(Call call) throws ConsoleError {
        return PeopleHandlers.typedName(
                PeopleHandlers.profile(call, named(call).subject()).person());
    }

    private PageResponse confirmPage(Call call) throws ConsoleError {
        PendingOrder order = named(call);
        order.requireKnown();
        return context.screens()
                .confirm(
                        call,
                        new Confirmation(
                                order.code(), row(call, order, Map.of()), typedName(call), PATH + "/confirm", PATH));
    }

    private PageResponse confirm(Call call) throws ConsoleError {
        call.orders().confirm(call.actor(), call.required("id"));
        return context.done(PATH, "confirmed");
    }

    private PageResponse withdraw(Call call) throws ConsoleError {
        call.orders().withdraw(call.actor(), call.required("id"));
        return context.done(PATH, "withdrawn");
    }
}
