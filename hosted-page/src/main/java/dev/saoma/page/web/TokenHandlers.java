package dev.saoma.page.web;

import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.OidcError;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Handles the endpoints for applications: metadata, keys, tokens, introspection and userinfo. Thread-safe. */
public final class TokenHandlers {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+) *");

    private final TokenRequests tokens;
    private final TokenInspection inspection;
    private final Map<String, Object> discovery;
    private final Supplier<String> jwks;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(TokenHandlers.class));

    /**
     * Creates the handlers of one pool.
     *
     * @param discovery the metadata document
     * @param jwks returns the current public keys
     */
    public TokenHandlers(
            TokenRequests tokens, TokenInspection inspection, Map<String, Object> discovery, Supplier<String> jwks) {
        this.tokens = tokens;
        this.inspection = inspection;
        this.discovery = discovery;
        this.jwks = jwks;
    }

    /** {@code /.well-known/openid-configuration} (OpenID Connect Discovery 1.0, 4). */
    public PageResponse discovery(PageRequest request) {
        return document(PageResponse.json(200, discovery));
    }

    /** {@code /jwks}: the public keys (RFC 7517, 5). */
    public PageResponse jwks(PageRequest request) {
        return document(PageResponse.jsonText(200, jwks.get()));
    }

    private static PageResponse document(PageResponse response) {
        return response.with("Cache-Control", "public, max-age=300");
    }

    /** {@code /token}: exchanges an authorization code for an ID token and an access token (RFC 6749, 4.1.3). */
    public PageResponse token(PageRequest request) throws HttpError, IOException {
        return authenticated(
                request,
                (form, authorization) -> PageResponse.json(200, tokens.respond(form, authorization))
                        .with("Pragma", "no-cache")); // RFC 6749, 5.1.
    }

    /** {@code /introspect}: an application introspects an access or ID token of its own (RFC 7662). */
    public PageResponse introspect(PageRequest request) throws HttpError, IOException {
        return authenticated(
                request, (form, authorization) -> PageResponse.json(200, inspection.introspect(form, authorization)));
    }

    /** {@code /revoke}: an application revokes an access token of its own (RFC 7009). */
    public PageResponse revoke(PageRequest request) throws HttpError, IOException {
        return authenticated(request, (form, authorization) -> {
            inspection.revoke(form, authorization);
            return PageResponse.bytes(200, "", new byte[0]);
        });
    }

    @FunctionalInterface
    private interface ClientCall {
        PageResponse respond(Parameters form, List<String> authorization) throws OidcError;
    }

    /** Returns the response of the call, or its error according to RFC 6749, 5.2. */
    private PageResponse authenticated(PageRequest request, ClientCall call) throws HttpError, IOException {
        Parameters form = request.form();
        try {
            return call.respond(form, request.headers("Authorization"));
        } catch (OidcError e) {
            log.info("token refused error={}: {}", e.code().wireName(), e.description());
            Map<String, String> body = new LinkedHashMap<>();
            body.put("error", e.code().wireName());
            body.put("error_description", e.description());
            return e.code() == OidcError.Code.INVALID_CLIENT
                    ? PageResponse.json(401, body).with("WWW-Authenticate", "Basic realm=\"saoma\", charset=\"UTF-8\"")
                    : PageResponse.json(400, body);
        }
    }

    /**
     * {@code /userinfo}: returns the claims about the user of an access token.
     *
     * @see "OpenID Connect Core 1.0, 5.3; RFC 6750"
     */
    public PageResponse userInfo(PageRequest request) throws HttpError, IOException {
        List<String> authorization = request.headers("Authorization");
        Optional<String> inBody = tokenInBody(request);
        if (authorization.isEmpty() && inBody.isEmpty()) {
            return PageResponse.json(401, Map.of()).with("WWW-Authenticate", "Bearer realm=\"saoma\"");
        }
        if (authorization.size() + inBody.stream().count() > 1) {
            return invalidToken(); // RFC 6750, 2: one way per request.
        }
        return inBody.or(() -> bearer(authorization.get(0)))
                .flatMap(tokens::userInfo)
                .map(found -> PageResponse.json(200, found))
                .orElseGet(TokenHandlers::invalidToken);
    }

    // RFC 6750, 2.2. Section 2.3, the token in the query, is not supported: addresses end up in logs.
    private static Optional<String> tokenInBody(PageRequest request) throws HttpError, IOException {
        boolean form = request.method().equals("POST")
                && request.header("Content-Type")
                        .filter(type -> !type.isBlank())
                        .isPresent();
        if (!form) {
            return Optional.empty();
        }
        Parameters parameters = request.form();
        if (parameters.isRepeated("access_token")) {
            throw new HttpError(ErrorCode.INVALID_REQUEST, "access_token must not be repeated");
        }
        return parameters.one("access_token");
    }

    /** Returns the token in an {@code Authorization} header, if it is a bearer token (RFC 6750, 2.1). */
    public static Optional<String> bearer(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static PageResponse invalidToken() {
        return PageResponse.json(401, Map.of("error", "invalid_token"))
                .with("WWW-Authenticate", "Bearer realm=\"saoma\", error=\"invalid_token\"");
    }
}
