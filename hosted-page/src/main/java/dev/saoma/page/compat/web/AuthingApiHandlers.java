package dev.saoma.page.compat.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.saoma.page.compat.AuthingApi;
import dev.saoma.page.compat.AuthingCaller;
import dev.saoma.page.compat.AuthingCode;
import dev.saoma.page.compat.AuthingException;
import dev.saoma.page.compat.AuthingQueries;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.ErrorStyle;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.web.TokenHandlers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Handles the API for scripts of sites with {@code authing-js-sdk}. Every response, including errors, is JSON as the SDK
 * reads it.
 */
public final class AuthingApiHandlers {
    /** JSON as {@code authing-js-sdk} reads it: {@code code} and {@code message}. */
    static final ErrorStyle AUTHING = new ErrorStyle("AUTHING", AuthingApiHandlers::error);

    /** Writes absent values as {@code null}. */
    private static final Gson WITH_NULLS =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final AuthingApi api;
    private final AuthingQueries queries;
    private final TokenRequests tokens;
    private final TokenHandlers tokenHandlers;
    private final SessionCookie sessionCookie;
    private final LogBudget log = new LogBudget(LoggerFactory.getLogger(AuthingApiHandlers.class));

    /** Creates the handlers that serve {@code api} and {@code queries} over HTTP. */
    public AuthingApiHandlers(
            AuthingApi api,
            AuthingQueries queries,
            TokenRequests tokens,
            TokenHandlers tokenHandlers,
            SessionCookie sessionCookie) {
        this.api = api;
        this.queries = queries;
        this.tokens = tokens;
        this.tokenHandlers = tokenHandlers;
        this.sessionCookie = sessionCookie;
    }

    PageResponse graphql(PageRequest request) throws HttpError, IOException {
        return respond(request, caller -> queries.respond(request.json(), caller, inEnglish(request)));
    }

    PageResponse validateToken(PageRequest request) throws HttpError, IOException {
        return respond(request, caller -> api.validate(request.query(), caller));
    }

    PageResponse me(PageRequest request) throws HttpError, IOException {
        return respond(request, api::me);
    }

    PageResponse logout(PageRequest request) throws HttpError, IOException {
        return respond(request, caller -> api.logout(request.query(), caller));
    }

    PageResponse noSession(PageRequest request) throws HttpError, IOException {
        return respond(request, caller -> api.noSession());
    }

    PageResponse notOffered(PageRequest request) throws HttpError, IOException {
        return respond(request, caller -> {
            throw new AuthingException(AuthingCode.NOT_OFFERED, "");
        });
    }

    /**
     * {@code /oidc/me}: as {@code /userinfo}, but also accepts the access token in the query, where {@code authing-js-sdk}
     * puts it by default. Our own address refuses that, because addresses end up in logs.
     */
    PageResponse userInfo(PageRequest request) throws HttpError, IOException {
        Parameters query = request.query();
        Optional<String> token = query.one("access_token");
        if (token.isEmpty()
                || query.isRepeated("access_token")
                || request.header("Authorization").isPresent()) {
            return tokenHandlers.userInfo(request);
        }
        return tokens.userInfo(token.get())
                .map(found -> PageResponse.json(200, found))
                .orElseGet(() -> PageResponse.json(401, Map.of("error", "invalid_token")));
    }

    @FunctionalInterface
    private interface Call {
        Map<String, Object> respond(AuthingCaller caller) throws AuthingException, HttpError, IOException;
    }

    private PageResponse respond(PageRequest request, Call call) throws HttpError, IOException {
        try {
            return PageResponse.jsonText(200, WITH_NULLS.toJson(call.respond(caller(request))));
        } catch (AuthingException e) {
            log.info("refused cause={}", e.code());
            return json(request, e, e.code().status());
        }
    }

    private AuthingCaller caller(PageRequest request) throws AuthingException {
        if (request.headers("Authorization").size() > 1) {
            throw new AuthingException(AuthingCode.BAD_REQUEST, "Authorization");
        }
        return new AuthingCaller(
                request.header("Origin").orElse(null),
                request.header("x-authing-app-id").filter(id -> !id.isEmpty()),
                request.header("Authorization").flatMap(TokenHandlers::bearer),
                sessionCookie.read(request.cookies()));
    }

    private static PageResponse error(ErrorResponses errors, PageRequest request, HttpError error, String id) {
        String detail = Objects.requireNonNullElse(error.detail(), "");
        return switch (error.code()) {
            case WRONG_HOST ->
                json(request, new AuthingException(AuthingCode.BAD_REQUEST, detail), ErrorCode.WRONG_HOST.status());
            case TOO_MANY -> json(request, AuthingCode.TOO_MANY, "");
            case NOT_FOUND, METHOD_NOT_ALLOWED -> json(request, AuthingCode.NOT_OFFERED, detail);
            case STORE_UNAVAILABLE, INTERNAL -> json(request, AuthingCode.SERVER_BUSY, "");
            default -> json(request, AuthingCode.BAD_REQUEST, detail);
        };
    }

    private static PageResponse json(PageRequest request, AuthingCode code, String detail) {
        return json(request, new AuthingException(code, detail), code.status());
    }

    private static PageResponse json(PageRequest request, AuthingException e, int status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", e.code().number());
        body.put("message", e.text(inEnglish(request)));
        return PageResponse.json(status, body);
    }

    /** Whether the site set English as the language of the SDK. */
    private static boolean inEnglish(PageRequest request) {
        return request.header("x-authing-lang")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("en");
    }
}
