package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.signin.Way;
import java.io.IOException;
import java.net.URI;
import java.util.Set;

/** {@code /sign-in/finish}: the login page posts what its frame handed over; here the cookie is there again. */
final class FinishEndpoint implements Endpoint {
    private final Callbacks callbacks;
    private final URI issuer;

    FinishEndpoint(Callbacks callbacks, URI issuer) {
        this.callbacks = callbacks;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.FINISH;
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
        return callbacks.json(ask, ask.form(), Way.FRAME);
    }
}
