package dev.saoma.page.console;

import dev.saoma.page.console.Call.Entered;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.state.BrowserCodes;
import dev.saoma.page.console.state.ConsoleCookies.Arrival;
import dev.saoma.page.console.state.ConsoleCookies.Of;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.Administrators;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.Administrators.KnownBrowser;
import dev.saoma.page.database.Duty;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Handlers for administrators, their duties and their registered browsers. Thread-safe. */
final class AdministratorHandlers {
    private final Context context;
    private final EntryHandlers entry;
    private final BrowserCodes codes;

    AdministratorHandlers(Context context, EntryHandlers entry, BrowserCodes codes) {
        this.context = context;
        this.entry = entry;
        this.codes = codes;
    }

    PageResponse list(Call call) {
        List<Map<String, Object>> rows =
                call.administrators().list().stream().map(one -> row(call, one)).toList();
        return context.screens()
                .page(
                        call,
                        "administrators",
                        Map.of(
                                "rows",
                                rows,
                                "separate",
                                context.settings().separateDuties(),
                                "orders",
                                call.orders().list().size()));
    }

    private Map<String, Object> row(Call call, Administrator one) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", one.id());
        row.put("name", Screens.name(one.name()));
        row.put("duty", one.duty().code());
        row.put(
                "dutyText",
                context.screens().text(call.language(), "duty." + one.duty().code()));
        row.put("addedAt", Screens.time(one.addedAt()));
        row.put("lastAt", one.lastAt() == null ? "–" : Screens.time(one.lastAt()));
        row.put("active", one.active());
        row.put("version", one.version());
        row.put("subject", one.subject());
        row.put(
                "me",
                call.entered()
                        .administrator()
                        .filter(me -> me.id().equals(one.id()))
                        .isPresent());
        return row;
    }

    private static Administrator named(Call call) throws ConsoleError {
        String id = call.required("id");
        return call.administrators().list().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
    }

    PageResponse one(Call call) throws ConsoleError {
        Administrator administrator = named(call);
        Map<String, Object> model = new HashMap<>();
        model.put("one", row(call, administrator));
        model.put(
                "browsers",
                call.administrators().browsers(administrator.subject()).stream()
                        .map(AdministratorHandlers::browser)
                        .toList());
        model.put("duties", duties(call));
        model.put("readings", readings(call, administrator));
        model.put("mayHelp", mayHelp(call, administrator));
        return context.screens().page(call, "administrator", model);
    }

    private List<Map<String, Object>> duties(Call call) {
        return Stream.of(Duty.values())
                .map(duty -> Map.<String, Object>of(
                        "code", duty.code(), "text", context.screens().text(call.language(), "duty." + duty.code())))
                .toList();
    }

    private List<Map<String, Object>> readings(Call call, Administrator administrator) {
        long since = context.clock().instant().minus(Duration.ofDays(7)).toEpochMilli();
        return call.reports().readings("adm:" + administrator.id(), since).stream()
                .map(one -> Map.<String, Object>of(
                        "hour", Screens.time(one.hourAt()), "requests", one.requests(), "people", one.people()))
                .toList();
    }

    private static Map<String, Object> browser(KnownBrowser browser) {
        return Map.of(
                "id", browser.id(),
                "agent", Screens.agent(browser.agent()),
                "addedAt", Screens.time(browser.addedAt()),
                "lastAt", Screens.time(browser.lastAt()));
    }

    /** Whether the caller may manage the administrator's browsers: only the administrator and owners may. */
    private static boolean mayHelp(Call call, Administrator administrator) {
        Entered entered = call.entered();
        return entered.duty() == Duty.OWNER
                || entered.administrator()
                        .filter(me -> me.id().equals(administrator.id()))
                        .isPresent();
    }

    private static Administrator helped(Call call) throws ConsoleError {
        Administrator administrator = named(call);
        if (!mayHelp(call, administrator)) {
            throw new ConsoleError(Kind.DUTY);
        }
        return administrator;
    }

    PageResponse add(Call call) throws ConsoleError {
        if (context.settings().separateDuties()) {
            call.orders().addAdministrator(call.actor(), call.required("id"), call.requiredDuty());
            return OrderHandlers.made(context);
        }
        Administrator added = call.administrators().add(call.actor(), call.required("id"), call.requiredDuty());
        return context.done(Link.to("/administrators/one", added.id()), "administrator");
    }

    PageResponse change(Call call) throws ConsoleError {
        Administrator administrator = named(call);
        if (context.settings().separateDuties()) {
            call.orders().changeDuty(call.actor(), administrator.id(), call.version(), call.requiredDuty());
            return OrderHandlers.made(context);
        }
        call.administrators().change(call.actor(), administrator.id(), call.version(), call.requiredDuty());
        return context.done(Link.to("/administrators/one", administrator.id()), "duty");
    }

    PageResponse removePage(Call call) throws ConsoleError {
        Administrator administrator = named(call);
        return context.screens()
                .confirm(
                        call,
                        new Confirmation(
                                "remove",
                                row(call, administrator),
                                typedName(administrator),
                                "/administrators/remove",
                                Link.to("/administrators/one", administrator.id())));
    }

    private static String typedName(Administrator administrator) {
        String name = Screens.name(administrator.name());
        return name.equals("–") ? administrator.id() : name;
    }

    /** Returns the name to type for the administrator that the form names. */
    static String typedName(Call call) throws ConsoleError {
        return typedName(named(call));
    }

    PageResponse remove(Call call) throws ConsoleError {
        call.administrators().remove(call.actor(), call.required("id"), call.version());
        return context.done("/administrators", "removed");
    }

    /** Creates the eight-character code that registers a browser; it is shown only in this response. */
    PageResponse code(Call call) throws ConsoleError {
        Administrator administrator = helped(call);
        String code = codes.make(call.entered().pool().store(), administrator.subject());
        call.administrators()
                .note(call.actor(), "browser-code-made", administrator.subject(), "adm:" + administrator.id());
        String shown = code.substring(0, 4) + " " + code.substring(4);
        return context.screens().once(call, "code", shown, Link.to("/administrators/one", administrator.id()));
    }

    PageResponse forget(Call call) throws ConsoleError {
        Administrator administrator = helped(call);
        call.administrators().forget(call.actor(), administrator.subject(), call.required("browser"));
        return context.done(Link.to("/administrators/one", administrator.id()), "forgotten");
    }

    /** Shows, in a session from the command line, how to become an owner in this browser, starting with a scan. */
    PageResponse mePage(Call call) throws ConsoleError {
        requireShell(call);
        Map<String, Object> model = new HashMap<>();
        arrival(call).ifPresent(of -> {
            model.put("scanned", true);
            Optional<String> name =
                    call.administrators().find(of.value().subject()).map(Administrator::name);
            model.put(
                    "name",
                    Screens.name(name.orElseGet(() -> call.people()
                            .show(of.value().subject())
                            .person()
                            .name()
                            .orElse(null))));
        });
        return context.screens().page(call, "me", model);
    }

    private Optional<Of<Arrival>> arrival(Call call) {
        return context.cookies()
                .arrival(call.request().cookies(), context.pools().get())
                .filter(of -> of.value().forShell())
                .filter(of -> of.pool().name().equals(call.entered().pool().name()));
    }

    private static void requireShell(Call call) throws ConsoleError {
        if (!call.entered().session().fromShell()) {
            throw new ConsoleError(Kind.DUTY);
        }
    }

    /** Whether there is an owner who can confirm an order from the command line. */
    private static boolean hasOwner(Administrators administrators) {
        return administrators.list().stream().anyMatch(one -> one.active() && one.duty() == Duty.OWNER);
    }

    /**
     * Makes an owner of the person who has just scanned, unless they are an administrator already, and replaces the session
     * from the command line with their own. With separate duties, an existing owner has to confirm a new one first.
     */
    PageResponse me(Call call) throws ConsoleError {
        requireShell(call);
        Arrival arrival = arrival(call).map(Of::value).orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
        Entered entered = call.entered();
        Administrators administrators = call.administrators();
        Actor shell = call.actor();
        if (administrators.find(arrival.subject()).isEmpty()) {
            if (context.settings().separateDuties() && hasOwner(administrators)) {
                call.orders().addAdministrator(shell, arrival.subject(), Duty.OWNER);
                return OrderHandlers.made(context);
            }
            administrators.add(shell, arrival.subject(), Duty.OWNER);
        }
        SetCookie browser = entry.know(call, administrators, shell, arrival.subject());
        long scannedAt = Instant.ofEpochSecond(arrival.authTime()).toEpochMilli();
        context.sessions().end(entered.pool().store(), entered.token());
        String token = context.sessions().begin(entered.pool().store(), arrival.subject(), scannedAt);
        List<SetCookie> set = new ArrayList<>(context.cookies().done());
        set.add(browser);
        set.add(context.cookies().session(entered.pool(), token));
        return context.done("/", "administrator").with(set);
    }
}
