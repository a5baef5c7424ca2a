package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingCaller;
import dev.saoma.page.compat.AuthingCode;
import dev.saoma.page.compat.AuthingCompat;
import dev.saoma.page.compat.AuthingException;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.view.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Authing's addresses, where at least one application of the pool has them switched on. */
final class AuthingRoutes {
    private final PoolSettings settings;
    private final AuthingCompat compat;
    private final SessionCookie sessionCookie;
    private final Addresses addresses;
    private final AuthingMessages messages;
    private final TokenRequests tokens;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(AuthingEndpoint.class));

    AuthingRoutes(
            PoolSettings settings,
            AuthingCompat compat,
            SessionCookie sessionCookie,
            Addresses addresses,
            Pages pages,
            Nonces nonces,
            TokenRequests tokens) {
        this.settings = settings;
        this.compat = compat;
        this.sessionCookie = sessionCookie;
        this.addresses = addresses;
        this.messages = new AuthingMessages(pages, nonces);
        this.tokens = tokens;
    }

    /** {@code ours} and Authing's; just ours, where no application needs the others. */
    List<Endpoint> with(List<Endpoint> ours) {
        List<Endpoint> all = new ArrayList<>(ours);
        if (settings.applications().stream().anyMatch(Application::authingSdk)) {
            all.addAll(signIn());
            all.addAll(api());
            all.addAll(aliases(ours));
        }
        return all;
    }

    private List<Endpoint> signIn() {
        return List.of(
                new AuthingSignInEndpoint(compat.signIns(), messages, addresses),
                new AuthingDoneEndpoint(compat.signIns(), compat.messages(), messages),
                new AuthingSignOutEndpoint(settings, addresses));
    }

    private List<Endpoint> api() {
        return List.of(
                endpoint("/graphql/v2", "POST", this::graphql),
                endpoint(
                        "/api/v2/oidc/validate_token",
                        "GET",
                        (ask, caller) -> compat.api().validate(ask.query(), caller)),
                endpoint(
                        "/api/v2/users/me", "GET", (ask, caller) -> compat.api().me(caller)),
                endpoint("/api/v2/logout", "GET", (ask, caller) -> compat.api().logout(ask.query(), caller)),
                endpoint("/cas/session", "GET", (ask, caller) -> compat.api().noSession()),
                nothingElse("/api/"),
                nothingElse("/graphql/"),
                nothingElse("/cas/"),
                nothingElse("/oauth/"),
                nothingElse("/oidc/"));
    }

    private Map<String, Object> graphql(PageRequest ask, AuthingCaller caller) throws HttpError, IOException {
        return compat.queries().answer(ask.json(), caller, AuthingEndpoint.inEnglish(ask));
    }

    private Endpoint nothingElse(String below) {
        return endpoint(below, "GET", (ask, caller) -> {
            throw new AuthingException(AuthingCode.NOT_OFFERED, "");
        });
    }

    private Endpoint endpoint(String path, String method, AuthingEndpoint.Handler handler) {
        return new AuthingEndpoint(path, method, sessionCookie, log, handler);
    }

    private List<Endpoint> aliases(List<Endpoint> ours) {
        Map<String, String> aliases = Map.of(
                "/oidc/auth", Addresses.AUTHORIZE,
                "/oidc/token", Addresses.TOKEN,
                "/oidc/token/introspection", Addresses.INTROSPECT,
                "/oidc/token/revocation", Addresses.REVOKE,
                "/oidc/session/end", Addresses.LOGOUT,
                "/oidc/.well-known/openid-configuration", Addresses.DISCOVERY,
                "/oidc/.well-known/jwks.json", Addresses.JWKS);
        List<Endpoint> all = new ArrayList<>();
        aliases.forEach((path, to) -> all.add(new AuthingAlias(path, find(ours, to))));
        all.add(new AuthingAlias("/oidc/me", new AuthingUserInfoEndpoint(find(ours, Addresses.USERINFO), tokens)));
        return all;
    }

    private static Endpoint find(List<Endpoint> ours, String path) {
        return ours.stream()
                .filter(endpoint -> endpoint.path().equals(path))
                .findFirst()
                .orElseThrow();
    }
}
