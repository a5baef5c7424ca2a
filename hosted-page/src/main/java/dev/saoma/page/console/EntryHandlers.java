package dev.saoma.page.console;

import dev.saoma.page.console.Call.Entered;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.content.SignInRequest;
import dev.saoma.page.console.state.BrowserCodes;
import dev.saoma.page.console.state.ConsoleCookies.Arrival;
import dev.saoma.page.console.state.ConsoleCookies.Of;
import dev.saoma.page.console.state.ConsoleCookies.Pending;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.ConsolePool.SignedIn;
import dev.saoma.page.console.state.EntryLinks;
import dev.saoma.page.console.state.Session;
import dev.saoma.page.database.Actor;
import dev.saoma.page.database.Administrators;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Handlers for signing in and out: by a link from the command line, or by a scan in a registered browser. Thread-safe. */
final class EntryHandlers {
    /** Paths of screens to return to, optionally with the id of one object. */
    private static final Pattern NEXT = Pattern.compile("/[a-z/-]{0,60}(\\?id=[\\w.*+%-]{1,900})?");

    private final Context context;
    private final EntryLinks links;
    private final BrowserCodes codes;
    /** A separate budget, so that a flood of other messages cannot suppress an alarm. */
    private final LogBudget alarms = new LogBudget(LoggerFactory.getLogger("dev.saoma.page.console.alarm"));

    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(EntryHandlers.class));

    EntryHandlers(Context context, EntryLinks links, BrowserCodes codes) {
        this.context = context;
        this.links = links;
        this.codes = codes;
    }

    PageResponse linkPage(Call call) {
        return context.screens().page(call, "enter", Map.of());
    }

    /** Redeems a link from the command line, and begins a session in the pool that issued it. */
    PageResponse link(Call call) throws ConsoleError {
        String pasted = call.required("link");
        for (ConsolePool pool : context.pools().get()) {
            if (links.use(pool, pasted)) {
                log.warn("entered from the shell pool={} address={}", pool.name(), call.address());
                String token = context.sessions().begin(pool.store(), null, 0);
                return context.redirect("/").with(List.of(context.cookies().session(pool, token)));
            }
        }
        throw new ConsoleError(Kind.LINK);
    }

    PageResponse signInPage(Call call) {
        List<String> pools =
                context.pools().get().stream().map(ConsolePool::name).toList();
        return context.screens().page(call, "signin", Map.of("pools", pools));
    }

    /** Returns the path that starts a sign-in and then leads back to the given screen. */
    static String beginFor(String screen) {
        return Link.to("/sign-in/begin", Map.of("next", screen));
    }

    /** Starts a sign-in by redirecting to the login page, as any application does. */
    PageResponse begin(Call call) throws ConsoleError {
        Optional<Entered> entered = call.maybeEntered();
        String wanted = call.parameter("pool").orElse("");
        ConsolePool pool = entered.map(Entered::pool)
                .or(() -> context.pools().get().stream()
                        .filter(one -> wanted.isEmpty() || one.name().equals(wanted))
                        .findFirst())
                .orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
        boolean forShell = entered.filter(in -> in.session().fromShell()).isPresent();
        String next = call.parameter("next")
                .filter(path -> NEXT.matcher(path).matches() && !path.startsWith("//"))
                .orElse("/");
        Pending pending = new Pending(
                context.random().alphanumeric(32),
                context.random().alphanumeric(32),
                context.random().token(),
                forShell,
                forShell ? "/administrators/me" : next);
        SignInRequest request = new SignInRequest(
                ConsoleSettings.CLIENT_ID,
                context.settings().callback(),
                pending.state(),
                pending.nonce(),
                SignInRequest.challenge(pending.verifier()));
        return context.leave(
                        request.at(pool.settings().issuer(), call.language().tag()))
                .with(List.of(context.cookies().pending(pool, pending)));
    }

    /**
     * Handles the callback of a sign-in. The scan alone begins no session: the browser must be registered for the
     * administrator.
     */
    PageResponse callback(Call call) throws ConsoleError {
        Of<Pending> pending = context.cookies()
                .pending(call.request().cookies(), context.pools().get())
                .filter(of -> call.parameter("state")
                        .filter(of.value().state()::equals)
                        .isPresent())
                .orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
        ConsolePool pool = pending.pool();
        SignedIn signedIn = call.parameter("code")
                .flatMap(code -> pool.client()
                        .redeem(
                                code,
                                pending.value().verifier(),
                                context.settings().callback()))
                .filter(one -> pending.value().nonce().equals(one.nonce()))
                .filter(one -> context.clock()
                        .instant()
                        .isBefore(Instant.ofEpochSecond(one.authTime()).plus(Session.FRESH)))
                .orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
        Arrival arrival = new Arrival(
                signedIn.subject(), signedIn.authTime(), pending.value().forShell());
        if (arrival.forShell()) {
            return hop(call, "/administrators/me", List.of(context.cookies().arrival(pool, arrival)));
        }
        Administrators administrators = context.databases().of(pool).administrators(context.random());
        Optional<Administrator> administrator =
                administrators.find(arrival.subject()).filter(Administrator::active);
        if (administrator.isEmpty()) {
            throw new ConsoleError(Kind.NO_ADMINISTRATOR);
        }
        Optional<String> browser = context.cookies().browser(call.request().cookies());
        if (browser.isPresent() && administrators.knows(arrival.subject(), browser.get())) {
            return enter(call, pool, arrival, pending.value().next(), List.of());
        }
        alarms.warn(
                "ALARM console pool={} administrator=adm:{} address={}: a scan of this administrator arrived in a browser"
                        + " that is not known, and opened nothing. If they did not request a new browser, another person made"
                        + " them scan a foreign QR code",
                pool.name(),
                administrator.get().id(),
                call.address());
        return hop(call, "/sign-in/browser", List.of(context.cookies().arrival(pool, arrival)));
    }

    private PageResponse enter(Call call, ConsolePool pool, Arrival arrival, String next, List<SetCookie> more) {
        String token = context.sessions()
                .begin(
                        pool.store(),
                        arrival.subject(),
                        Instant.ofEpochSecond(arrival.authTime()).toEpochMilli());
        List<SetCookie> set = new ArrayList<>(context.cookies().done());
        set.add(context.cookies().session(pool, token));
        set.addAll(more);
        return hop(call, next, set);
    }

    private PageResponse hop(Call call, String path, List<SetCookie> set) {
        return context.screens().hop(call, path, Map.of()).with(set);
    }

    PageResponse browserPage(Call call) throws ConsoleError {
        arrival(call);
        return context.screens().page(call, "browser", Map.of());
    }

    private Of<Arrival> arrival(Call call) throws ConsoleError {
        return context.cookies()
                .arrival(call.request().cookies(), context.pools().get())
                .filter(of -> !of.value().forShell())
                .orElseThrow(() -> new ConsoleError(Kind.SIGN_IN));
    }

    /** Registers this browser with an eight-character code that the console issued for the administrator. */
    PageResponse browser(Call call) throws ConsoleError {
        Of<Arrival> arrival = arrival(call);
        String subject = arrival.value().subject();
        if (!codes.use(arrival.pool().store(), subject, call.required("code"))) {
            throw new ConsoleError(Kind.CODE);
        }
        Administrators administrators = context.databases().of(arrival.pool()).administrators(context.random());
        Administrator administrator = administrators
                .find(subject)
                .filter(Administrator::active)
                .orElseThrow(() -> new ConsoleError(Kind.NO_ADMINISTRATOR));
        Actor actor =
                new Actor("adm:" + administrator.id(), administrator.duty().code());
        return enter(call, arrival.pool(), arrival.value(), "/", List.of(know(call, administrators, actor, subject)));
    }

    /** Registers the browser, and returns its cookie. */
    SetCookie know(Call call, Administrators administrators, Actor actor, String subject) {
        String secret = context.random().token();
        administrators.know(
                actor, subject, secret, call.request().header("User-Agent").orElse(null));
        return context.cookies().browser(secret);
    }

    PageResponse signOut(Call call) {
        context.sessions().end(call.entered().pool().store(), call.entered().token());
        return context.redirect("/sign-in").with(List.of(context.cookies().noSession()));
    }
}
