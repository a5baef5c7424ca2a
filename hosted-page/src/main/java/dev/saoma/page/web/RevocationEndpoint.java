package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
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

/** {@code /revoke}: an application gives an access token back (RFC 7009). */
final class RevocationEndpoint implements Endpoint {
    private final TokenInspection tokens;
    private final LogBudget log;

    RevocationEndpoint(TokenInspection tokens, LogBudget log) {
        this.tokens = tokens;
        this.log = log;
    }

    @Override
    public String path() {
        return Addresses.REVOKE;
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
    public CrossOrigin crossOrigin() {
        return CrossOrigin.REGISTERED;
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        Parameters form = ask.form();
        try {
            tokens.revoke(form, ask.headers("Authorization"));
            return PageResponse.bytes(200, "", new byte[0]);
        } catch (OidcError e) {
            return TokenEndpoint.error(e, log);
        }
    }
}
