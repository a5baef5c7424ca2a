package dev.saoma.page.compat;

import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.settings.Application;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The endpoints under {@code /api/v2}: current user, token validation, sign-out. Thread-safe. */
public final class AuthingApi {
    private final AuthingTokens tokens;
    private final TokenInspection accessTokens;
    private final SignOuts signOuts;

    /** Creates the API for the applications of one pool. */
    public AuthingApi(AuthingTokens tokens, TokenInspection accessTokens, SignOuts signOuts) {
        this.tokens = tokens;
        this.accessTokens = accessTokens;
        this.signOuts = signOuts;
    }

    /** {@code /api/v2/oidc/validate_token}: returns the claims of the token, without an envelope. */
    public Map<String, Object> validate(Parameters query, AuthingCaller caller) throws AuthingException {
        Optional<String> idToken = query.one("id_token");
        Optional<String> accessToken = query.one("access_token");
        if (idToken.isPresent() == accessToken.isPresent()) {
            throw new AuthingException(AuthingCode.BAD_REQUEST, "id_token or access_token");
        }
        try {
            return idToken.isPresent()
                    ? tokens.good(idToken.get(), caller).claims()
                    : accessToken(accessToken.get(), caller);
        } catch (AuthingException e) {
            if (e.code() == AuthingCode.SERVER_BUSY) {
                throw e;
            }
            String name = idToken.isPresent() ? "id_token" : "access_token";
            throw new AuthingException(AuthingCode.BAD_REQUEST, name + " 不合法 (not valid)");
        }
    }

    private Map<String, Object> accessToken(String token, AuthingCaller caller) throws AuthingException {
        Map<String, Object> claims = new HashMap<>(
                accessTokens.look(token).orElseThrow(() -> new AuthingException(AuthingCode.NOT_SIGNED_IN)));
        tokens.application(String.valueOf(claims.get("client_id")), caller);
        claims.remove("active");
        return claims;
    }

    /** {@code /api/v2/users/me}: returns the user of the caller's token. */
    public Map<String, Object> me(AuthingCaller caller) throws AuthingException {
        return envelope(user(caller));
    }

    /** Returns the user of the caller's token. */
    Map<String, Object> user(AuthingCaller caller) throws AuthingException {
        String token = caller.token().orElseThrow(() -> new AuthingException(AuthingCode.NOT_SIGNED_IN));
        return AuthingUser.of(tokens.good(token, caller), false);
    }

    /**
     * {@code /api/v2/logout}: revokes the token and ends the page session that it was issued in, and ends the session of
     * the cookie, which browsers send only from the same site. A user who is already signed out stays so.
     */
    public Map<String, Object> logout(Parameters query, AuthingCaller caller) throws AuthingException {
        Application application = tokens.application(query.one("app_id").orElse(""), caller);
        if (caller.token().isPresent()) {
            signOut(application, caller);
        }
        if (caller.origin() != null) { // Links and images, which send no Origin, must not sign users out (CSRF).
            caller.sessionToken().ifPresent(signOuts::end);
        }
        return envelope(null);
    }

    private void signOut(Application application, AuthingCaller caller) throws AuthingException {
        AuthingToken token;
        try {
            token = tokens.good(caller.token().orElseThrow(), caller);
        } catch (AuthingException e) {
            return; // Not signed in is the requested result.
        }
        if (!token.application().clientId().equals(application.clientId())) {
            throw new AuthingException(AuthingCode.APP_UNKNOWN);
        }
        tokens.signOut(token);
        String sid = token.text("sid");
        if (sid != null) {
            signOuts.end(sid, token.subject());
        }
    }

    /** {@code /cas/session}: never returns a user, since it would need a cookie that browsers do not send from other sites. */
    public Map<String, Object> noSession() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("session", null);
        answer.put("userInfo", null);
        return answer;
    }

    private static Map<String, Object> envelope(@Nullable Object data) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("code", 200);
        envelope.put("message", "OK");
        envelope.put("data", data);
        return envelope;
    }
}
