package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /sign-in/continue}: the user clicked "continue as". Only our own page can post here, so no other site can click
 * for the user.
 */
final class ContinueEndpoint implements Endpoint {
    private final Callbacks callbacks;
    private final ReturningUsers returning;
    private final SessionCookie sessionCookie;
    private final URI issuer;

    ContinueEndpoint(Callbacks callbacks, ReturningUsers returning, SessionCookie sessionCookie, URI issuer) {
        this.callbacks = callbacks;
        this.returning = returning;
        this.sessionCookie = sessionCookie;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.CONTINUE;
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
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireWindow(ask);
        FetchMetadata.requireSameOrigin(ask, issuer);
        Parameters form = ask.form();
        Optional<String> token = sessionCookie.read(ask.cookies());
        String shown = form.one("session").orElse("");
        return callbacks.continued(ask, form, pending -> returning.continueAs(pending, token, shown));
    }
}
