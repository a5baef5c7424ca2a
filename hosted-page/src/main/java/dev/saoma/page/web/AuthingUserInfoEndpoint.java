package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenRequests;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /oidc/me}: as {@code /userinfo}, and with the access token in the query as well, where {@code authing-js-sdk} puts it
 * unless it is told otherwise. Our own address refuses that, because addresses end up in logs.
 */
final class AuthingUserInfoEndpoint implements Endpoint {
    private final Endpoint ours;
    private final TokenRequests tokens;

    AuthingUserInfoEndpoint(Endpoint ours, TokenRequests tokens) {
        this.ours = ours;
        this.tokens = tokens;
    }

    @Override
    public String path() {
        return "/oidc/me";
    }

    @Override
    public Budget budget() {
        return Budget.CALLS;
    }

    @Override
    public Set<String> methods() {
        return ours.methods();
    }

    @Override
    public CrossOrigin crossOrigin() {
        return ours.crossOrigin();
    }

    @Override
    public ErrorStyle errorStyle() {
        return ours.errorStyle();
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        Parameters query = ask.query();
        Optional<String> token = query.one("access_token");
        if (token.isEmpty()
                || query.isRepeated("access_token")
                || ask.header("Authorization").isPresent()) {
            return ours.answer(ask);
        }
        return tokens.userInfo(token.get())
                .map(found -> PageResponse.json(200, found))
                .orElseGet(() -> PageResponse.json(401, Map.of("error", "invalid_token")));
    }
}
