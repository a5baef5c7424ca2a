package dev.saoma.page.web;

import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.store.StoreUnavailableException;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.web.Endpoint.ErrorStyle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Finds the endpoint for a request, and sees to it that every answer, good or bad, is written the same way. */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final PathMap<Endpoint> endpoints = new PathMap<>();
    private final Predicate<String> hosts;
    private final Optional<PlainHttpRule> plainHttp;
    private final ErrorAnswers errors;
    private final Nonces nonces;
    private final Cors cors;
    private final ResponseWriter writer;
    private final ClientAddress clients;
    private final PoolTelemetry telemetry;
    private final LogBudget bounded = new LogBudget(LOG);
    /** Of its own, or whoever is refused often would hide it. */
    private final LogBudget storeTrouble = new LogBudget(LOG);

    Router(
            List<Endpoint> endpoints,
            Predicate<String> hosts,
            Optional<PlainHttpRule> plainHttp,
            ErrorAnswers errors,
            Nonces nonces,
            Cors cors,
            ResponseWriter writer,
            ClientAddress clients,
            PoolTelemetry telemetry) {
        endpoints.forEach(endpoint -> this.endpoints.put(endpoint.path(), endpoint));
        this.hosts = hosts;
        this.plainHttp = plainHttp;
        this.errors = errors;
        this.nonces = nonces;
        this.cors = cors;
        this.writer = writer;
        this.clients = clients;
        this.telemetry = telemetry;
    }

    /** Whether the request is for a host of ours. Forwarded headers are never asked. */
    public boolean answers(HttpServletRequest request) {
        return hosts.test(new Ask(request).host());
    }

    /** Answers any request. */
    public void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        Ask ask = new Ask(request);
        Endpoint endpoint = endpoints.find(ask.path()).orElse(null);
        try (MDC.MDCCloseable client =
                MDC.putCloseable("client", clients.of(ask).orElse(ask.peer()))) {
            Objects.requireNonNull(client, "client");
            Answer answer = cors.open(ask, endpoint, answer(ask, endpoint));
            if (ask.mustHangUp()) {
                answer = answer.with("Connection", "close");
            }
            writer.write(answer, response, !ask.method().equals("HEAD"), endpoint != null && endpoint.inPopupChain());
            String path = endpoint == null ? "none" : endpoint.path();
            telemetry.answered(path, answer.status(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private Answer answer(Ask ask, @Nullable Endpoint endpoint) throws IOException {
        ErrorStyle style = endpoint == null ? ErrorStyle.PAGE : endpoint.errorStyle();
        try {
            boolean anyHost = endpoint != null && endpoint.anyHost();
            if (!anyHost && !hosts.test(ask.host())) {
                throw new Refusal(
                        Trouble.WRONG_HOST,
                        "this page has another host name; let the proxy keep it, or add it to hosts");
            }
            Optional<Answer> instead = anyHost || plainHttp.isEmpty()
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
            return endpoint.answer(ask);
        } catch (Refusal e) {
            String id = logged(e.trouble(), e.detail());
            Answer refused = errors.of(ask, style, e.trouble(), id, e.detail());
            return e.trouble() == Trouble.TOO_MANY ? refused.with("Retry-After", e.retryAfter()) : refused;
        } catch (StoreUnavailableException e) {
            String id = nonces.errorId();
            storeTrouble.error("failed error={} cause=STORE_UNAVAILABLE: {}", id, e.getMessage());
            return errors.of(ask, style, Trouble.STORE_UNAVAILABLE, id, null);
        } catch (RuntimeException e) {
            String id = nonces.errorId();
            LOG.error("failed error={} cause=INTERNAL", id, e);
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
