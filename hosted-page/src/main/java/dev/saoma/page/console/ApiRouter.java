package dev.saoma.page.console;

import dev.saoma.page.console.Call.TokenHolder;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.ConsoleRoute.Version;
import dev.saoma.page.console.ConsoleRoute.What;
import dev.saoma.page.console.api.ApiBody;
import dev.saoma.page.console.api.Problem;
import dev.saoma.page.console.api.TokenText;
import dev.saoma.page.database.OrderRefusedException;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.PeopleDatabase;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.view.Language;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Routes API requests: finds the route and enforces its checks before any handler. It accepts tokens and no cookies, so no site
 * can make a browser send an authenticated request. Thread-safe.
 */
final class ApiRouter {
    private static final String PREFIX = "/api/";
    private static final String LIMITED = "console-api";
    private static final Language ENGLISH = Language.nearest(Locale.ENGLISH);
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +(\\S{1,300})");
    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final Context context;
    private final List<Row> rows;
    private final RateLimits limits;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(ApiRouter.class));

    private record Row(Pattern path, ConsoleRoute route) {}

    private record Found(ConsoleRoute route, String id) {}

    ApiRouter(Context context, List<ConsoleRoute> table, RateLimits limits) {
        this.context = context;
        this.limits = limits;
        this.rows = table.stream()
                .filter(ConsoleRoute::ofApi)
                .map(route -> new Row(
                        Pattern.compile("\\Q" + route.path().replace("{id}", "\\E([^/\\p{Cntrl}]{1,255})\\Q") + "\\E"),
                        route))
                .toList();
    }

    boolean serves(PageRequest request) {
        return request.path().startsWith(PREFIX);
    }

    PageResponse respond(PageRequest request, Optional<String> address) throws IOException {
        try {
            return route(request, address);
        } catch (Problem e) {
            return refused(e, request, address);
        } catch (ConsoleError e) {
            return refused(problem(e), request, address);
        } catch (StoreUnavailableException e) {
            log.error("api failed cause=STORE: {}", e.getMessage());
            return problem(new ConsoleError(Kind.STORE)).response();
        } catch (RuntimeException e) {
            boolean database = PeopleDatabase.isFault(e);
            log.error("api failed cause={} path={}", database ? "DATABASE" : "INTERNAL", known(request), e);
            return problem(new ConsoleError(database ? Kind.DATABASE : Kind.INTERNAL))
                    .response();
        }
    }

    private PageResponse refused(Problem problem, PageRequest request, Optional<String> address) {
        log.info("api refused cause={} path={} address={}", problem.code(), known(request), address.orElse("?"));
        return problem.response();
    }

    /** Returns the path of the matching route for the log, or "none", so that no text from the request is logged. */
    private String known(PageRequest request) {
        return rows.stream()
                .filter(row -> row.path().matcher(request.path()).matches())
                .map(row -> row.route().path())
                .findFirst()
                .orElse("none");
    }

    private Problem problem(ConsoleError error) {
        String kind = error.kind().name().toLowerCase(Locale.ROOT);
        int status = switch (error.kind()) {
            case INVALID -> 422;
            case VERSION -> 412;
            default -> error.kind().status();
        };
        return new Problem(
                status,
                kind.replace('_', '-'),
                context.screens().text(ENGLISH, "error." + kind + ".title"),
                error.getMessage());
    }

    /** Enforces every check of a route, in this order, and calls its handler. */
    private PageResponse route(PageRequest request, Optional<String> address)
            throws Problem, ConsoleError, IOException {
        if (!Origin.host(request.host(), context.settings().url())
                .equals(Origin.host(context.settings().url()))) {
            throw new ConsoleError(Kind.HOST);
        }
        requireNoOtherSite(request);
        Found found = find(request);
        ConsoleRoute route = found.route();
        TokenHolder caller = caller(request, address);
        boolean write = route.kind() == ConsoleRoute.Kind.API_WRITE;
        if (write && context.settings().separateDuties()) {
            throw new Problem(
                    403,
                    "separate-duties",
                    "Duties are separate",
                    "with console.separateDuties people decide, each with one duty: a token only reads");
        }
        if (!route.who().includes(caller.duty(), context.settings().separateDuties())) {
            throw new Problem(
                    403,
                    "duty",
                    "The token's duty does not include this",
                    "a token with one of these duties is needed: " + duties(route),
                    Map.of("WWW-Authenticate", "Bearer realm=\"saoma-console\", error=\"insufficient_scope\""));
        }
        if (route.what() == What.SETTINGS && context.settings().readOnly()) {
            throw new ConsoleError(Kind.READ_ONLY);
        }
        Parameters query = write ? Parameters.none() : query(request, route);
        ApiBody body = write
                ? ApiBody.read(request, found.id(), route.members())
                : new ApiBody(found.id(), ApiBody.NONE.members());
        Long version = route.version() == Version.ROW ? version(request) : null;
        Call call = new Call(request, query, ENGLISH, address, caller, version, body);
        try {
            PageResponse response = route.handler().handle(call);
            call.countReading(context.clock().millis());
            return response;
        } catch (ChangedException e) {
            throw new ConsoleError(Kind.VERSION, "the row has been changed meanwhile: read it again");
        } catch (OrderRefusedException e) {
            throw new ConsoleError(Kind.REFUSED, e.getMessage());
        }
    }

    private static String duties(ConsoleRoute route) {
        return route.duties(false).stream().map(duty -> duty.code()).sorted().collect(Collectors.joining(", "));
    }

    /** Refuses requests from pages of other sites, even with a valid token; there is no CORS. */
    private void requireNoOtherSite(PageRequest request) throws ConsoleError {
        String site = request.header("Sec-Fetch-Site").orElse("none");
        String own = context.settings().url().toString();
        if (!List.of("none", "same-origin").contains(site)
                || !request.header("Origin").orElse(own).equals(own)) {
            throw new ConsoleError(Kind.FOREIGN);
        }
    }

    private Found find(PageRequest request) throws Problem {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<String> allowed = new ArrayList<>();
        for (Row row : rows) {
            Matcher matcher = row.path().matcher(request.path());
            if (matcher.matches() && row.route().method().equals(method)) {
                return new Found(row.route(), matcher.groupCount() == 0 ? "" : matcher.group(1));
            }
            if (matcher.matches()) {
                allowed.add(row.route().method());
            }
        }
        if (allowed.isEmpty()) {
            throw new Problem(404, "not-found", "Not found", "there is no such address: see openapi.yaml");
        }
        String methods = String.join(", ", allowed);
        throw new Problem(405, "method", "Method not allowed", "expected " + methods, Map.of("Allow", methods));
    }

    private TokenHolder caller(PageRequest request, Optional<String> address) throws Problem {
        Optional<Duration> wait = address.flatMap(from -> limits.doubts(from, LIMITED));
        if (wait.isPresent()) {
            throw new Problem(
                    429,
                    "too-many",
                    "Too many wrong tokens",
                    "wait before the next request",
                    Map.of("Retry-After", Long.toString(wait.get().toSeconds() + 1)));
        }
        List<String> headers = request.headers("Authorization");
        if (headers.isEmpty()) {
            throw unauthorized("no-token", "", "the header Authorization: Bearer and a token of this API expected");
        }
        Matcher bearer = BEARER.matcher(headers.get(0));
        Optional<TokenHolder> holder =
                headers.size() == 1 && bearer.matches() ? holder(bearer.group(1)) : Optional.empty();
        return holder.orElseThrow(() -> {
            address.ifPresent(from -> limits.failed(from, LIMITED));
            return unauthorized(
                    "wrong-token", ", error=\"invalid_token\"", "the token is not known, was ended, or has expired");
        });
    }

    private static Problem unauthorized(String code, String more, String detail) {
        return new Problem(
                401,
                code,
                "A token is needed",
                detail,
                Map.of("WWW-Authenticate", "Bearer realm=\"saoma-console\"" + more));
    }

    /** Finds the token in the pool that it names, and only there. */
    private Optional<TokenHolder> holder(String text) {
        return TokenText.parse(text)
                .flatMap(parsed -> context.pools().get().stream()
                        .filter(pool -> pool.name().equals(parsed.pool()))
                        .findFirst()
                        .flatMap(pool -> {
                            Supplier<PeopleDatabase> database =
                                    () -> context.databases().of(pool);
                            return database.get()
                                    .apiTokens(context.random())
                                    .use(parsed.secret())
                                    .map(token -> new TokenHolder(pool, token, database, context.random()));
                        }));
    }

    private static Parameters query(PageRequest request, ConsoleRoute route) throws ConsoleError {
        try {
            Parameters query = request.query();
            if (!route.members().containsAll(query.names())
                    || query.names().stream().anyMatch(query::isRepeated)) {
                String expected = route.members().stream().sorted().collect(Collectors.joining(", "));
                throw new ConsoleError(
                        Kind.INVALID,
                        expected.isEmpty()
                                ? "no parameters are accepted"
                                : "only these parameters are accepted, each once: " + expected);
            }
            return query;
        } catch (HttpError e) {
            throw new ConsoleError(Kind.INVALID, e.detail());
        }
    }

    private static long version(PageRequest request) throws Problem {
        List<String> headers = request.headers("If-Match");
        if (headers.size() != 1
                || headers.get(0).isBlank()
                || headers.get(0).strip().equals("*")) {
            throw new Problem(
                    428,
                    "version-required",
                    "If-Match is needed",
                    "If-Match with the ETag of the answer that the change is based on expected");
        }
        Matcher tag = TAG.matcher(headers.get(0).strip());
        if (!tag.matches()) {
            throw new Problem(412, "version", "Changed meanwhile", "If-Match: one ETag of this API expected");
        }
        return Long.parseLong(tag.group(1));
    }
}
