package dev.saoma.page.web;

import dev.saoma.page.oidc.TokenRequests;
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
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.OAUTH;
    }

    @Override
    public Answer answer(Ask ask) {
        List<String> authorization = ask.headers("Authorization");
        if (authorization.isEmpty()) {
            return Answer.json(401, Map.of()).with("WWW-Authenticate", "Bearer realm=\"saoma\"");
        }
        Matcher matcher = BEARER.matcher(authorization.get(0));
        Optional<Map<String, Object>> claims =
                authorization.size() == 1 && matcher.matches() ? tokens.userInfo(matcher.group(1)) : Optional.empty();
        return claims.map(found -> Answer.json(200, found)).orElseGet(UserInfoEndpoint::invalid);
    }

    private static Answer invalid() {
        return Answer.json(401, Map.of("error", "invalid_token"))
                .with("WWW-Authenticate", "Bearer realm=\"saoma\", error=\"invalid_token\"");
    }
}
