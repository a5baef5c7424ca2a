package dev.saoma.page.compat;

import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProtocolRules;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Validates ID tokens that sites send back: signature, issuer, type, expiry, application, the origin of the page that
 * presents it, and that the user has not signed out. Thread-safe.
 */
public final class AuthingTokens {
    private static final Kind SIGNED_OUT = new Kind("signed-out-id-token", ProtocolRules.LONGEST_ID_TOKEN);

    private final PoolSettings settings;
    private final IdTokenHints idTokens;
    private final PageSessions sessions;
    private final Store store;
    private final Clock clock;

    /** Creates the validation for the applications of one pool. */
    public AuthingTokens(
            PoolSettings settings, IdTokenHints idTokens, PageSessions sessions, Store store, Clock clock) {
        this.settings = settings;
        this.idTokens = idTokens;
        this.sessions = sessions;
        this.store = store;
        this.clock = clock;
    }

    /** Returns the application with that id, if it uses the SDK and the caller may act for it. */
    Application application(String appId, AuthingCaller caller) throws AuthingException {
        return settings.application(appId)
                .filter(Application::authingSdk)
                .filter(application -> mayAsk(application, caller))
                .orElseThrow(() -> new AuthingException(AuthingCode.APP_UNKNOWN));
    }

    /** Whether the caller is a page of the application or no page at all, and names no other application. */
    static boolean mayAsk(Application application, AuthingCaller caller) {
        return (caller.origin() == null || application.origins().contains(caller.origin()))
                && caller.appId()
                        .filter(id -> !id.equals(application.clientId()))
                        .isEmpty();
    }

    /** Returns the token, if it is valid. */
    AuthingToken good(String text, AuthingCaller caller) throws AuthingException {
        Map<String, Object> claims =
                idTokens.claims(text).orElseThrow(() -> new AuthingException(AuthingCode.NOT_SIGNED_IN));
        AuthingToken token = new AuthingToken(text, claims, application(String.valueOf(claims.get("aud")), caller));
        if (clock.instant().getEpochSecond() >= token.seconds("exp")) {
            throw new AuthingException(AuthingCode.TOKEN_EXPIRED);
        }
        if (isSignedOut(token)) {
            throw new AuthingException(AuthingCode.NOT_SIGNED_IN);
        }
        return token;
    }

    private boolean isSignedOut(AuthingToken token) {
        return store.get(SIGNED_OUT, Fingerprint.of(token.text())).isPresent()
                || Optional.ofNullable(token.text("sid"))
                        .filter(sessions::hasEnded)
                        .isPresent();
    }

    /** Revokes the token for the SDK's endpoints. */
    void signOut(AuthingToken token) {
        store.put(SIGNED_OUT, Fingerprint.of(token.text()), "");
    }
}
