package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** {@code /health/…}: for probes, which come by address and not by name. Never asks WeChat. */
final class HealthEndpoint implements Endpoint {
    private final String path;
    private final BooleanSupplier healthy;

    HealthEndpoint(String path, BooleanSupplier healthy) {
        this.path = path;
        this.healthy = healthy;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Budget budget() {
        return Budget.PROBES;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD");
    }

    @Override
    public boolean anyHost() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) {
        return healthy.getAsBoolean() ? PageResponse.text(200, "ok\n") : PageResponse.text(503, "not ready\n");
    }
}
