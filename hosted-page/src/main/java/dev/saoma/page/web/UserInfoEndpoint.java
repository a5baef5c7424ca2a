package dev.saoma.page.web;

import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenRequests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /userinfo}: who the bearer of an access token speaks for.
 *
 * @see "OpenID Connect Core 1.0, 5.3; RFC 6750"
 */
final class UserInfoEndpoint implements Endpoint {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+) *");

    private final TokenRequests tokens;

    UserInfoEndpoint(TokenRequests tokens) {
        this.tokens = tokens;
    }

    @Override
    public String path() {
        return Addresses.USERINFO;
    }

    @Override
    public Budget budget() {
        return Budget.CALLS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
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
        List<String> authorization = ask.headers("Authorization");
        Optional<String> inBody = inBody(ask);
        if (authorization.isEmpty() && inBody.isEmpty()) {
            return PageResponse.json(401, Map.of()).with("WWW-Authenticate", "Bearer realm=\"saoma\"");
        }
        if (authorization.size() + inBody.stream().count() > 1) {
            return invalid(); // RFC 6750, 2: one way per request.
        }
        return inBody.or(() -> bearer(authorization.get(0)))
                .flatMap(tokens::userInfo)
                .map(found -> PageResponse.json(200, found))
                .orElseGet(UserInfoEndpoint::invalid);
    }

    // RFC 6750, 2.2. Section 2.3, the token in the query, is not offered: addresses end up in logs.
    private static Optional<String> inBody(PageRequest ask) throws HttpError, IOException {
        boolean form = ask.method().equals("POST")
                && ask.header("Content-Type").filter(type -> !type.isBlank()).isPresent();
        if (!form) {
            return Optional.empty();
        }
        Parameters parameters = ask.form();
        if (parameters.isRepeated("access_token")) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "access_token must not be repeated");
        }
        return parameters.one("access_token");
    }

    private static Optional<String> bearer(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static PageResponse invalid() {
        return PageResponse.json(401, Map.of("error", "invalid_token"))
                .with("WWW-Authenticate", "Bearer realm=\"saoma\", error=\"invalid_token\"");
    }
}
