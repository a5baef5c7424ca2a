package dev.saoma.page.http;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.telemetry.PoolTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finds the route of a request, enforces what its row declares, and writes every response the same way. */
public final class Router {
    private static final int TOO_MANY_REQUESTS = 429;

    private final List<Route> routes;
    private final PathMap<Route> byPath = new PathMap<>();
    private final HostRules hosts;
    private final ErrorResponses errors;
    private final Cors cors;
    private final ResponseWriter writer;
    private final Gate gate;
    private final PoolTelemetry telemetry;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(Router.class));
    /** A separate budget, so that many refusals do not hide these lines. */
    private final LogBudget storeFailures = new LogBudget(LoggerFactory.getLogger(Router.class));

    private final LogBudget broken = new LogBudget(LoggerFactory.getLogger(Router.class));

    /**
     * Creates a router for {@code routes}.
     *
     * @throws IllegalArgumentException if two rows have the same path
     */
    public Router(
            List<Route> routes,
            HostRules hosts,
            ErrorResponses errors,
            Cors cors,
            ResponseWriter writer,
            Gate gate,
            PoolTelemetry telemetry) {
        this.routes = List.copyOf(routes);
        this.routes.forEach(route -> byPath.put(withoutRoot(route.path()), route));
        this.hosts = hosts;
        this.errors = errors;
        this.cors = cors;
        this.writer = writer;
        this.gate = gate;
        this.telemetry = telemetry;
    }

    /** Whether the request is for a host of ours. Forwarded headers are not consulted. */
    public boolean serves(HttpServletRequest request) {
        return hosts.allows(new PageRequest(request).host());
    }

    /** Returns the routing table. */
    public List<Route> routes() {
        return routes;
    }

    /** Handles any request, and writes its response. */
    public void service(HttpServletRequest servletRequest, HttpServletResponse servletResponse) throws IOException {
        long start = System.nanoTime();
        PageRequest request = new PageRequest(servletRequest);
        Gate.Pass pass = gate.pass(request);
        request.with(pass);
        Route route = byPath.find(withoutRoot(request.path()))
                .filter(found -> found.place().atRoot() || !request.isOutside())
                .orElse(null);
        try (MDC.MDCCloseable client = MDC.putCloseable("client", pass.address().orElse(request.peer()))) {
            Objects.requireNonNull(client, "client");
            PageResponse response = settled(pass, respond(request, route, pass));
            if (route != null) {
                response = cors.share(request, route, response);
            }
            if (request.mustHangUp()) {
                response = response.with("Connection", "close");
            }
            boolean withBody = !request.method().equals("HEAD");
            boolean keepsOpener = route != null && route.place().keepsOpener();
            writer.write(response, servletResponse, withBody, keepsOpener);
            telemetry.answered(
                    route == null ? "none" : route.path(),
                    response.status(),
                    Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** The root is one address, with or without its slash, and does not cover everything below. */
    private static String withoutRoot(String path) {
        return path.equals("/") ? "" : path;
    }

    private static PageResponse settled(Gate.Pass pass, PageResponse response) {
        if (response.status() == TOO_MANY_REQUESTS) {
            return response;
        }
        Optional<Duration> wait = pass.settle(response.status());
        return wait.isEmpty()
                ? response
                : PageResponse.text(TOO_MANY_REQUESTS, "Too many requests from this address had to be refused.\n")
                        .with("Retry-After", HttpError.seconds(wait.get()));
    }

    private PageResponse respond(PageRequest request, @Nullable Route route, Gate.Pass pass) throws IOException {
        ErrorStyle style = route == null ? ErrorStyle.HTML : route.errors();
        try {
            boolean anyHost = route != null && route.place().anyHost();
            if (!anyHost && !hosts.allows(request.host())) {
                throw new HttpError(
                        ErrorCode.WRONG_HOST,
                        "this page has another host name; let the proxy keep it, or add it to hosts");
            }
            boolean anyScheme = route != null && route.place().anyScheme();
            Optional<PageResponse> https = anyScheme ? Optional.empty() : hosts.redirectToHttps(request);
            if (https.isPresent()) {
                return https.get();
            }
            if (route == null) {
                HttpError notFound = new HttpError(ErrorCode.NOT_FOUND);
                return errors.of(request, style, notFound, logged(notFound, "no such address"));
            }
            if (cors.isPreflight(request, route)) {
                return cors.preflight(request, route);
            }
            if (!route.methods().contains(request.method())) {
                return notAllowed(request, route);
            }
            pass.enter(route.limit());
            cors.check(request, route);
            return route.handler().handle(request);
        } catch (HttpError e) {
            return errors.of(request, style, e, logged(e, e.detail()));
        } catch (StoreUnavailableException e) {
            String id = errors.newId();
            storeFailures.error("failed error={} cause=STORE_UNAVAILABLE: {}", id, e.getMessage());
            return errors.of(request, style, new HttpError(ErrorCode.STORE_UNAVAILABLE), id);
        } catch (RuntimeException e) {
            String id = errors.newId();
            broken.error("failed error={} cause=INTERNAL", id, e);
            return errors.of(request, style, new HttpError(ErrorCode.INTERNAL), id);
        }
    }

    private PageResponse notAllowed(PageRequest request, Route route) {
        String allowed = String.join(", ", new TreeSet<>(route.methods()));
        HttpError error = new HttpError(ErrorCode.METHOD_NOT_ALLOWED, "the method must be one of " + allowed);
        return errors.of(request, route.errors(), error, logged(error, error.detail()))
                .with("Allow", allowed);
    }

    /** Logs the error, and returns its id. */
    private String logged(HttpError error, @Nullable String detail) {
        String id = errors.newId();
        bounded.info("refused error={} cause={}: {}", id, error.code(), detail);
        return id;
    }

    /**
     * Values by path: exact paths, and those that end with a slash and cover everything below. The longest prefix wins. A
     * look-up reads each character of a path at most once per prefix, so its cost grows linearly with the path.
     */
    static final class PathMap<T> {
        private final Map<String, T> exact = new HashMap<>();
        private final List<Map.Entry<String, T>> below = new ArrayList<>();

        /** @throws IllegalArgumentException if the path already has a value */
        void put(String path, T value) {
            boolean known = below.stream().anyMatch(prefix -> prefix.getKey().equals(path));
            if (known || exact.containsKey(path)) {
                throw new IllegalArgumentException("path: " + path + " is there already");
            }
            if (!path.endsWith("/")) {
                exact.put(path, value);
                return;
            }
            below.add(Map.entry(path, value));
            below.sort(Comparator.comparingInt(prefix -> -prefix.getKey().length()));
        }

        Optional<T> find(CharSequence path) {
            T found = exact.get(path.toString());
            if (found != null) {
                return Optional.of(found);
            }
            return below.stream()
                    .filter(prefix -> startsWith(path, prefix.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue);
        }

        private static boolean startsWith(CharSequence path, String prefix) {
            if (path.length() < prefix.length()) {
                return false;
            }
            for (int i = 0; i < prefix.length(); i++) {
                if (path.charAt(i) != prefix.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
