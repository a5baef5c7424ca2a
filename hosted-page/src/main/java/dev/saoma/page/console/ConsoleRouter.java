package dev.saoma.page.console;

import dev.saoma.page.console.Call.Entered;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.api.ApiBody;
import dev.saoma.page.console.api.Problem;
import dev.saoma.page.console.state.ConsoleCookies;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Databases;
import dev.saoma.page.console.state.Session;
import dev.saoma.page.console.state.Sessions;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.http.ClientAddress;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.ResponseWriter;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.view.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Routes requests of browsers: finds the route and enforces its checks before any handler. Thread-safe. */
final class ConsoleRouter {
    private static final String LIMITED = "console";
    private static final Set<Kind> FAILED_ENTRIES = Set.of(Kind.LINK, Kind.CODE, Kind.SIGN_IN, Kind.NO_ADMINISTRATOR);

    private final Context context;
    private final ConsoleSettings settings;
    private final Map<String, Map<String, ConsoleRoute>> routes = new LinkedHashMap<>();
    private final Supplier<List<ConsolePool>> pools;
    private final Sessions sessions;
    private final ConsoleCookies cookies;
    private final Databases databases;
    private final Screens screens;
    private final ClientAddress addresses;
    private final RateLimits limits;
    private final RandomText random;
    private final Clock clock;
    private final ResponseWriter writer;
    private final ApiRouter api;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(ConsoleRouter.class));

    ConsoleRouter(Context context, List<ConsoleRoute> table, ClientAddress addresses, RateLimits limits) {
        this.context = context;
        this.settings = context.settings();
        this.pools = context.pools();
        this.sessions = context.sessions();
        this.cookies = context.cookies();
        this.databases = context.databases();
        this.screens = context.screens();
        this.addresses = addresses;
        this.limits = limits;
        this.random = context.random();
        this.clock = context.clock();
        this.writer = ResponseWriter.withoutFrames(settings.https());
        table.stream()
                .filter(route -> !route.ofApi())
                .forEach(route -> routes.computeIfAbsent(route.path(), any -> new LinkedHashMap<>())
                        .put(route.method(), route));
        this.api = new ApiRouter(context, table, limits);
    }

    void service(HttpServletRequest servletRequest, HttpServletResponse servletResponse) throws IOException {
        PageRequest request = new PageRequest(servletRequest);
        Optional<String> address = addresses.of(request);
        PageResponse response = api.serves(request) ? api.respond(request, address) : respond(request, address);
        if (request.mustHangUp()) {
            response = response.with("Connection", "close");
        }
        writer.write(response, servletResponse, !request.method().equals("HEAD"), false);
    }

    private PageResponse respond(PageRequest request, Optional<String> address) throws IOException {
        Language language = Language.nearest(Locale.ROOT);
        try {
            Parameters query = query(request);
            Optional<SetCookie> chosen = Languages.remember(query, settings.https());
            language = screens.language(request, chosen.map(SetCookie::value).orElse(null));
            PageResponse response = route(request, query, language, address);
            return chosen.isPresent() ? response.with(List.of(chosen.get())) : response;
        } catch (ConsoleError e) {
            if (e.kind() == Kind.NO_SESSION && request.method().equals("GET")) {
                return context.redirect("/sign-in");
            }
            log.info("refused cause={} path={} address={}", e.kind(), known(request), address.orElse("?"));
            return screens.error(language, e);
        } catch (StoreUnavailableException e) {
            log.error("failed cause=STORE: {}", e.getMessage());
            return screens.error(language, new ConsoleError(Kind.STORE));
        } catch (RuntimeException e) {
            boolean database = PeopleDatabase.isFault(e);
            log.error("failed cause={} path={}", database ? "DATABASE" : "INTERNAL", known(request), e);
            return screens.error(language, new ConsoleError(database ? Kind.DATABASE : Kind.INTERNAL));
        }
    }

    /** Returns the path of the matching route for the log, or "none", so that no text from the request is logged. */
    private String known(PageRequest request) {
        return routes.containsKey(request.path()) ? request.path() : "none";
    }

    private PageResponse route(PageRequest request, Parameters query, Language language, Optional<String> address)
            throws ConsoleError, IOException {
        if (!Origin.host(request.host(), settings.url()).equals(Origin.host(settings.url()))) {
            throw new ConsoleError(Kind.HOST);
        }
        Optional<PageResponse> file = screens.file(request);
        if (file.isPresent()) {
            return file.get();
        }
        Map<String, ConsoleRoute> methods = routes.get(request.path());
        if (methods == null) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
        ConsoleRoute route = methods.get(request.method().equals("HEAD") ? "GET" : request.method());
        if (route == null) {
            throw new ConsoleError(Kind.METHOD);
        }
        boolean post = route.method().equals("POST");
        if (post) {
            requireSameOrigin(request);
        }
        return switch (route.kind()) {
            case DOOR -> door(route, request, post ? form(request, false) : query, language, address);
            case SCREEN -> {
                Entered entered = entered(request).orElseThrow(() -> new ConsoleError(Kind.NO_SESSION));
                requireDuty(route, entered);
                yield handle(route, new Call(request, query, language, address, entered, null, ApiBody.NONE));
            }
            case WRITE -> write(route, request, language, address);
            case API_READ, API_WRITE -> throw new IllegalStateException("not among the routes of browsers");
        };
    }

    private PageResponse door(
            ConsoleRoute route, PageRequest request, Parameters parameters, Language language, Optional<String> address)
            throws ConsoleError, IOException {
        if (address.flatMap(from -> limits.doubts(from, LIMITED)).isPresent()) {
            throw new ConsoleError(Kind.TOO_MANY);
        }
        try {
            Entered entered = entered(request).orElse(null);
            return handle(route, new Call(request, parameters, language, address, entered, null, ApiBody.NONE));
        } catch (ConsoleError e) {
            if (FAILED_ENTRIES.contains(e.kind())) {
                address.ifPresent(from -> limits.failed(from, LIMITED));
                log.warn("entry failed cause={} address={}", e.kind(), address.orElse("?"));
            }
            throw e;
        }
    }

    /** Enforces every check of a write, in this order, and calls its handler. */
    private PageResponse write(ConsoleRoute route, PageRequest request, Language language, Optional<String> address)
            throws ConsoleError, IOException {
        Entered entered = entered(request).orElseThrow(() -> new ConsoleError(Kind.NO_SESSION));
        requireDuty(route, entered);
        if (route.what() == What.SETTINGS && settings.readOnly()) {
            throw new ConsoleError(Kind.READ_ONLY);
        }
        Parameters form = form(request, true); // Larger forms are accepted within a session.
        if (!same(form.one("token").orElse(""), entered.session().formToken())) {
            throw new ConsoleError(Kind.FOREIGN);
        }
        Long version = route.version() == Version.ROW ? version(form) : null;
        String screen = route.proof().form();
        if (screen != null && !entered.session().isFresh(clock.instant())) {
            throw ConsoleError.oldScan(screen, form.one("id"));
        }
        Call call = new Call(request, form, language, address, entered, version, ApiBody.NONE);
        if (route.proof().name() != null) {
            String expected = handleName(route, call);
            if (!same(call.parameter("typed").orElse(""), expected.strip())) {
                throw new ConsoleError(Kind.NAME);
            }
        }
        return handle(route, call);
    }

    private static String handleName(ConsoleRoute route, Call call) throws ConsoleError {
        try {
            return route.proof().name().of(call);
        } catch (OrderRefusedException e) {
            throw new ConsoleError(Kind.NOT_FOUND);
        }
    }

    private PageResponse handle(ConsoleRoute route, Call call) throws ConsoleError, IOException {
        try {
            PageResponse response = route.handler().handle(call);
            call.countReading(clock.millis());
            return response;
        } catch (Problem e) {
            throw new IllegalStateException("only rows of the API have problems", e);
        } catch (ChangedException e) {
            throw new ConsoleError(Kind.VERSION);
        } catch (OrderRefusedException e) {
            throw new ConsoleError(Kind.REFUSED, e.getMessage());
        }
    }

    private static long version(Parameters form) throws ConsoleError {
        String text = form.one("version").orElse("");
        if (!text.matches("[0-9]{1,18}")) {
            throw new ConsoleError(Kind.VERSION);
        }
        return Long.parseLong(text);
    }

    private void requireSameOrigin(PageRequest request) throws ConsoleError {
        try {
            FetchMetadata.requireSameOrigin(request, settings.url().toString());
        } catch (HttpError e) {
            throw new ConsoleError(Kind.FOREIGN);
        }
    }

    private static void requireDuty(ConsoleRoute route, Entered entered) throws ConsoleError {
        if (!entered.may(route.who())) {
            throw new ConsoleError(Kind.DUTY);
        }
    }

    /**
     * Finds the caller's session. Duties and the person's state are read for each request, so that a removed administrator is
     * signed out at once.
     */
    private Optional<Entered> entered(PageRequest request) {
        return cookies.session(request.cookies(), pools.get()).flatMap(of -> {
            Optional<Session> session = sessions.find(of.pool().store(), of.value());
            if (session.isEmpty()) {
                return Optional.empty();
            }
            Supplier<PeopleDatabase> database = () -> databases.of(of.pool());
            String subject = session.get().subject();
            Optional<Administrator> administrator = subject == null
                    ? Optional.empty()
                    : database.get().administrators(random).find(subject).filter(Administrator::active);
            return subject != null && administrator.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Entered(
                            of.pool(),
                            of.value(),
                            session.get(),
                            administrator,
                            settings.separateDuties(),
                            database,
                            random));
        });
    }

    private static Parameters query(PageRequest request) throws ConsoleError {
        try {
            return request.query();
        } catch (HttpError e) {
            throw new ConsoleError(Kind.INVALID);
        }
    }

    private static Parameters form(PageRequest request, boolean large) throws ConsoleError, IOException {
        try {
            return large ? request.largeForm() : request.form();
        } catch (HttpError e) {
            throw new ConsoleError(e.code() == ErrorCode.TOO_LARGE ? Kind.TOO_LARGE : Kind.INVALID);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
