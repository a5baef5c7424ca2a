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
import dev.saoma.page.oidc.TokenRequests;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code /token}: a hand-off becomes an ID token. */
final class TokenEndpoint implements Endpoint {
    private final TokenRequests tokens;
    private final LogBudget log;

    TokenEndpoint(TokenRequests tokens, LogBudget log) {
        this.tokens = tokens;
        this.log = log;
    }

    @Override
    public String path() {
        return Addresses.TOKEN;
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
            return PageResponse.json(200, tokens.answer(form, ask.headers("Authorization")))
                    .with("Pragma", "no-cache"); // RFC 6749, 5.1.
        } catch (OidcError e) {
            return error(e, log);
        }
    }

    /** The error as RFC 6749, 5.2 has it. */
    static PageResponse error(OidcError error, LogBudget log) {
        log.info("token refused error={}: {}", error.code().wireName(), error.description());
        Map<String, String> body = new LinkedHashMap<>();
        body.put("error", error.code().wireName());
        body.put("error_description", error.description());
        return error.code() == OidcError.Code.INVALID_CLIENT
                ? PageResponse.json(401, body).with("WWW-Authenticate", "Basic realm=\"saoma\", charset=\"UTF-8\"")
                : PageResponse.json(400, body);
    }
}
