package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingCaller;
import dev.saoma.page.compat.AuthingCode;
import dev.saoma.page.compat.AuthingException;
import dev.saoma.page.http.CrossOrigin;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.store.StoreUnavailableException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of Authing's that scripts ask. Every answer, trouble as well, is JSON as {@code authing-js-sdk} reads it. */
final class AuthingEndpoint implements Endpoint {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]+) *");

    private final String path;
    private final String method;
    private final SessionCookie sessionCookie;
    private final Handler handler;
    private final LogBudget log;

    /** {@code method}: the only one, besides the preflight of browsers. */
    AuthingEndpoint(String path, String method, SessionCookie sessionCookie, LogBudget log, Handler handler) {
        this.path = path;
        this.method = method;
        this.sessionCookie = sessionCookie;
        this.handler = handler;
        this.log = log;
    }

    /** What an address answers with status 200. */
    @FunctionalInterface
    interface Handler {
        Map<String, Object> answer(PageRequest ask, AuthingCaller caller)
                throws AuthingException, HttpError, IOException;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Budget budget() {
        return Budget.CALLS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }

    @Override
    public CrossOrigin crossOrigin() {
        return CrossOrigin.AUTHING_SDK;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws IOException {
        try {
            if (!ask.method().equals(method)) {
                throw new AuthingException(AuthingCode.NOT_OFFERED, ask.path().equals(path) ? "use " + method : "");
            }
            return PageResponse.jsonText(200, Json.withNulls(handler.answer(ask, caller(ask))));
        } catch (AuthingException e) {
            return trouble(ask, e);
        } catch (HttpError e) {
            return trouble(ask, new AuthingException(AuthingCode.BAD_REQUEST, e.detail()));
        } catch (StoreUnavailableException e) {
            log.error("failed cause=STORE_UNAVAILABLE: {}", e.getMessage());
            return trouble(ask, new AuthingException(AuthingCode.SERVER_BUSY, ""));
        }
    }

    @Override
    public Optional<PageResponse> tooMany(PageRequest ask, HttpError refusal) {
        return Optional.of(
                trouble(ask, new AuthingException(AuthingCode.TOO_MANY, "")).with("Retry-After", refusal.retryAfter()));
    }

    private PageResponse trouble(PageRequest ask, AuthingException e) {
        log.info("refused cause={}", e.code());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", e.code().number());
        body.put("message", e.text(inEnglish(ask)));
        return PageResponse.json(e.code().status(), body);
    }

    private AuthingCaller caller(PageRequest ask) throws AuthingException {
        if (ask.headers("Authorization").size() > 1) {
            throw new AuthingException(AuthingCode.BAD_REQUEST, "Authorization");
        }
        return new AuthingCaller(
                ask.header("Origin").orElse(null),
                ask.header("x-authing-app-id").filter(id -> !id.isEmpty()),
                ask.header("Authorization").flatMap(AuthingEndpoint::token),
                sessionCookie.read(ask.cookies()));
    }

    private static Optional<String> token(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The language that the site set in the SDK. */
    static boolean inEnglish(PageRequest ask) {
        return ask.header("x-authing-lang").orElse("").toLowerCase(Locale.ROOT).startsWith("en");
    }
}
