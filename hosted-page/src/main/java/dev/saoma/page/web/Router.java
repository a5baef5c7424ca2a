package dev.saoma.page.web;

import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.web.Endpoint.ErrorStyle;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finds the endpoint for a request, and sees to it that every answer, good or bad, is written the same way. */
public final class Router {
    private static final int TOO_MANY_REQUESTS = 429;

    private final PathMap<Endpoint> endpoints = new PathMap<>();
    private final Predicate<String> hosts;
    private final Optional<PlainHttpRule> plainHttp;
    private final ErrorAnswers errors;
    private final Nonces nonces;
    private final Cors cors;
    private final ResponseWriter writer;
    private final Gate gate;
    private final PoolTelemetry telemetry;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(Router.class));
    /** Of its own, or whoever is refused often would hide it. */
    private final LogBudget storeTrouble = new LogBudget(LoggerFactory.getLogger(Router.class));

    private final LogBudget broken = new LogBudget(LoggerFactory.getLogger(Router.class));

    Router(
            List<Endpoint> endpoints,
            Predicate<String> hosts,
            Optional<PlainHttpRule> plainHttp,
            ErrorAnswers errors,
            Nonces nonces,
            Cors cors,
            ResponseWriter writer,
            Gate gate,
            PoolTelemetry telemetry) {
        endpoints.forEach(endpoint -> this.endpoints.put(endpoint.path(), endpoint));
        this.hosts = hosts;
        this.plainHttp = plainHttp;
        this.errors = errors;
        this.nonces = nonces;
        this.cors = cors;
        this.writer = writer;
        this.gate = gate;
        this.telemetry = telemetry;
    }

    /** Whether the request is for a host of ours. Forwarded headers are never asked. */
    public boolean answers(HttpServletRequest request) {
        return hosts.test(new Ask(request).host());
    }

    /** What a request may cause at each address. */
    public Map<String, Budget> budgets() {
        Map<String, Budget> budgets = new TreeMap<>();
        endpoints.values().forEach(endpoint -> budgets.put(endpoint.path(), endpoint.budget()));
        return budgets;
    }

    /** Answers any request. */
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        Ask ask = new Ask(request);
        Gate.Pass pass = gate.pass(ask);
        ask.with(pass);
        Endpoint endpoint = endpoints
                .find(ask.path())
                .filter(found -> found.atRoot() || !ask.isOutside())
                .orElse(null);
        try (MDC.MDCCloseable client = MDC.putCloseable("client", pass.address().orElse(ask.peer()))) {
            Objects.requireNonNull(client, "client");
            Answer answer = cors.open(ask, endpoint, settled(pass, answer(ask, endpoint, pass)));
            if (ask.mustHangUp()) {
                answer = answer.with("Connection", "close");
            }
            writer.write(answer, response, !ask.method().equals("HEAD"), endpoint != null && endpoint.inPopupChain());
            String path = endpoint == null ? "none" : endpoint.path();
            telemetry.answered(path, answer.status(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static Answer settled(Gate.Pass pass, Answer answer) {
        if (answer.status() == TOO_MANY_REQUESTS) {
            return answer;
        }
        Optional<Duration> wait = pass.settle(answer.status());
        return wait.isEmpty()
                ? answer
                : Answer.text(TOO_MANY_REQUESTS, "Too many requests from this address had to be refused.\n")
                        .with("Retry-After", Refusal.seconds(wait.get()));
    }

    private Answer answer(Ask ask, @Nullable Endpoint endpoint, Gate.Pass pass) throws IOException {
        ErrorStyle style = endpoint == null ? ErrorStyle.PAGE : endpoint.errorStyle();
        try {
            boolean anyHost = endpoint != null && endpoint.anyHost();
            if (!anyHost && !hosts.test(ask.host())) {
                throw new Refusal(
                        Trouble.WRONG_HOST,
                        "this page has another host name; let the proxy keep it, or add it to hosts");
            }
            boolean anyScheme = anyHost || endpoint != null && endpoint.atRoot();
            Optional<Answer> instead = anyScheme || plainHttp.isEmpty()
                    ? Optional.empty()
                    : plainHttp.get().instead(ask);
            if (instead.isPresent()) {
                return instead.get();
            }
            if (endpoint == null) {
                return errors.of(ask, style, Trouble.NOT_FOUND, logged(Trouble.NOT_FOUND, "no such address"), null);
            }
            if (cors.isPreflight(ask, endpoint)) {
                return cors.preflight(ask, endpoint);
            }
            if (!endpoint.methods().contains(ask.method())) {
                return notAllowed(ask, endpoint);
            }
            pass.enter(endpoint.budget());
            return endpoint.answer(ask);
        } catch (Refusal e) {
            String id = logged(e.trouble(), e.detail());
            Optional<Answer> tooMany =
                    endpoint == null || e.trouble() != Trouble.TOO_MANY ? Optional.empty() : endpoint.tooMany(ask, e);
            if (tooMany.isPresent()) {
                return tooMany.get();
            }
            Answer refused = errors.of(ask, style, e.trouble(), id, e.detail());
            return e.trouble() == Trouble.TOO_MANY ? refused.with("Retry-After", e.retryAfter()) : refused;
        } catch (StoreUnavailableException e) {
            String id = nonces.errorId();
            storeTrouble.error("failed error={} cause=STORE_UNAVAILABLE: {}", id, e.getMessage());
            return errors.of(ask, style, Trouble.STORE_UNAVAILABLE, id, null);
        } catch (RuntimeException e) {
            String id = nonces.errorId();
            broken.error("failed error={} cause=INTERNAL", id, e);
            return errors.of(ask, style, Trouble.INTERNAL, id, null);
        }
    }

    private Answer notAllowed(Ask ask, Endpoint endpoint) {
        String allowed = String.join(", ", new TreeSet<>(endpoint.methods()));
        String detail = "the method must be one of " + allowed;
        String id = logged(Trouble.METHOD_NOT_ALLOWED, detail);
        return errors.of(ask, endpoint.errorStyle(), Trouble.METHOD_NOT_ALLOWED, id, detail)
                .with("Allow", allowed);
    }

    /** Answers the id under which the log has it. */
    private String logged(Trouble trouble, String detail) {
        String id = nonces.errorId();
        bounded.info("refused error={} cause={}: {}", id, trouble, detail);
        return id;
    }
}
