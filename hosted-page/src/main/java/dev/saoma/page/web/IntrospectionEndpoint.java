package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenInspection;
import java.io.IOException;
import java.util.Set;

/** {@code /introspect}: an application asks about an access token of its own (RFC 7662). */
final class IntrospectionEndpoint implements Endpoint {
    private final TokenInspection tokens;
    private final LogBudget log;

    IntrospectionEndpoint(TokenInspection tokens, LogBudget log) {
        this.tokens = tokens;
        this.log = log;
    }

    @Override
    public String path() {
        return Addresses.INTROSPECT;
    }

    @Override
    public Budget budget() {
        return Budget.CLIENT_CALLS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        Parameters form = ask.form();
        try {
            return PageResponse.json(200, tokens.introspect(form, ask.headers("Authorization")));
        } catch (OidcError e) {
            return TokenEndpoint.error(e, log);
        }
    }
}
