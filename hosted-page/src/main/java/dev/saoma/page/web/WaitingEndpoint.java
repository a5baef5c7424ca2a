package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.signin.WaitingSignIns;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** {@code /sign-in/waiting}: a login page noticed that another tab has signed in, and asks whether it may go on as well. */
final class WaitingEndpoint implements Endpoint {
    private final WaitingSignIns waiting;
    private final URI issuer;

    WaitingEndpoint(WaitingSignIns waiting, URI issuer) {
        this.waiting = waiting;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.WAITING;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.PROBLEM;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireSameOrigin(ask, issuer);
        String ticket = ask.form()
                .one("ticket")
                .orElseThrow(() -> new HttpError(ErrorCode.INVALID_REQUEST, "ticket is missing"));
        Map<String, String> answer = waiting.goOn(ticket, ask.cookies())
                .map(location -> Map.of("location", location.toASCIIString()))
                .orElse(Map.of());
        return PageResponse.json(200, answer);
    }
}
