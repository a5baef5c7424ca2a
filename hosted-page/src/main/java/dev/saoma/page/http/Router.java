package dev.saoma.page.http;

import dev.saoma.page.http.Endpoint.ErrorStyle;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.telemetry.PoolTelemetry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finds the endpoint for a request, and sees to it that every answer, good or bad, is written the same way. */
public final class Router {
    private static final int TOO_MANY_REQUESTS = 429;

    private final PathMap<Endpoint> endpoints = new PathMap<>();
    private final HostRules hosts;
    private final ErrorResponses errors;
    private final Nonces nonces;
    private final Cors cors;
    private final ResponseWriter writer;
    private final Gate gate;
    private final PoolTelemetry telemetry;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(Router.class));
    /** Of its own, or whoever is refused often would hide it. */
    private final LogBudget storeFailures = new LogBudget(LoggerFactory.getLogger(Router.class));

    private final LogBudget broken = new LogBudget(LoggerFactory.getLogger(Router.class));

    /** Routes over those endpoints. */
    public Router(
            List<Endpoint> endpoints,
            HostRules hosts,
            ErrorResponses errors,
            Nonces nonces,
            Cors cors,
            ResponseWriter writer,
            Gate gate,
            PoolTelemetry telemetry) {
        endpoints.forEach(endpoint -> this.endpoints.put(endpoint.path(), endpoint));
        this.hosts = hosts;
        this.errors = errors;
        this.nonces = nonces;
        this.cors = cors;
        this.writer = writer;
        this.gate = gate;
        this.telemetry = telemetry;
    }

    /** Whether the request is for a host of ours. Forwarded headers are never asked. */
    public boolean answers(HttpServletRequest request) {
        return hosts.allows(new PageRequest(request).host());
    }

    /** What a request may cause at each address. */
    public Map<String, Budget> budgets() {
        Map<String, Budget> budgets = new TreeMap<>();
        endpoints.values().forEach(endpoint -> budgets.put(endpoint.path(), endpoint.budget()));
        return budgets;
    }

    /** Answers any request. */
    public void service(HttpServletRequest servlet, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        PageRequest request = new PageRequest(servlet);
        Gate.Pass pass = gate.pass(request);
        request.with(pass);
        Endpoint endpoint = endpoints
                .find(request.path())
                .filter(found -> found.atRoot() || !request.isOutside())
                .orElse(null);
        try (MDC.MDCCloseable client = MDC.putCloseable("client", pass.address().orElse(request.peer()))) {
            Objects.requireNonNull(client, "client");
            PageResponse answer = cors.open(request, endpoint, settled(pass, answer(request, endpoint, pass)));
            if (request.mustHangUp()) {
                answer = answer.with("Connection", "close");
            }
            writer.write(
                    answer, response, !request.method().equals("HEAD"), endpoint != null && endpoint.inPopupChain());
            String path = endpoint == null ? "none" : endpoint.path();
            telemetry.answered(path, answer.status(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static PageResponse settled(Gate.Pass pass, PageResponse answer) {
        if (answer.status() == TOO_MANY_REQUESTS) {
            return answer;
        }
        Optional<Duration> wait = pass.settle(answer.status());
        return wait.isEmpty()
                ? answer
                : PageResponse.text(TOO_MANY_REQUESTS, "Too many requests from this address had to be refused.\n")
                        .with("Retry-After", HttpError.seconds(wait.get()));
    }

    private PageResponse answer(PageRequest request, @Nullable Endpoint endpoint, Gate.Pass pass) throws IOException {
        ErrorStyle style = endpoint == null ? ErrorStyle.PAGE : endpoint.errorStyle();
        try {
            boolean anyHost = endpoint != null && endpoint.anyHost();
            if (!anyHost && !hosts.allows(request.host())) {
                throw new HttpError(
                        ErrorCode.WRONG_HOST,
                        "this page has another host name; let the proxy keep it, or add it to hosts");
            }
            boolean anyScheme = anyHost || endpoint != null && endpoint.atRoot();
            Optional<PageResponse> https = anyScheme ? Optional.empty() : hosts.redirectToHttps(request);
            if (https.isPresent()) {
                return https.get();
            }
            if (endpoint == null) {
                return errors.of(
                        request, style, ErrorCode.NOT_FOUND, logged(ErrorCode.NOT_FOUND, "no such address"), null);
            }
            if (cors.isPreflight(request, endpoint)) {
                return cors.preflight(request, endpoint);
            }
            if (!endpoint.methods().contains(request.method())) {
                return notAllowed(request, endpoint);
            }
            pass.enter(endpoint.budget());
            return endpoint.answer(request);
        } catch (HttpError e) {
            String id = logged(e.code(), e.detail());
            Optional<PageResponse> tooMany = endpoint == null || e.code() != ErrorCode.TOO_MANY
                    ? Optional.empty()
                    : endpoint.tooMany(request, e);
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
            PageResponse refused = errors.of(request, style, e.code(), id, e.detail());
            return e.code() == ErrorCode.TOO_MANY ? refused.with("Retry-After", e.retryAfter()) : refused;
        } catch (StoreUnavailableException e) {
            String id = nonces.errorId();
            storeFailures.error("failed error={} cause=STORE_UNAVAILABLE: {}", id, e.getMessage());
            return errors.of(request, style, ErrorCode.STORE_UNAVAILABLE, id, null);
        } catch (RuntimeException e) {
            String id = nonces.errorId();
            broken.error("failed error={} cause=INTERNAL", id, e);
            return errors.of(request, style, ErrorCode.INTERNAL, id, null);
        }
    }

    private PageResponse notAllowed(PageRequest request, Endpoint endpoint) {
        String allowed = String.join(", ", new TreeSet<>(endpoint.methods()));
        String detail = "the method must be one of " + allowed;
        String id = logged(ErrorCode.METHOD_NOT_ALLOWED, detail);
        return errors.of(request, endpoint.errorStyle(), ErrorCode.METHOD_NOT_ALLOWED, id, detail)
                .with("Allow", allowed);
    }

    /** Answers the id under which the log has it. */
    private String logged(ErrorCode code, String detail) {
        String id = nonces.errorId();
        bounded.info("refused error={} cause={}: {}", id, code, detail);
        return id;
    }
}
