package dev.saoma.sandbox.sns;

import dev.saoma.sandbox.model.BoundedMap;
import dev.saoma.sandbox.model.Openids;
import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxTimings;
import dev.saoma.sandbox.model.SandboxUser;
import dev.saoma.sandbox.sns.SnsErrors.SnsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Codes, access tokens and refresh tokens. Thread-safe, bounded: the oldest are dropped. */
public final class Grants {

    private static final int MAX_ENTRIES = 2000;

    /** The grant behind a token. {@code accessToken} is the newest one. */
    record Grant(
            SandboxApp app,
            SandboxUser user,
            Scope scope,
            String openid,
            String accessToken,
            Instant accessUntil,
            String refreshToken,
            Instant refreshUntil) {}

    private record Code(SandboxApp app, SandboxUser user, Scope scope, Instant until, boolean used) {}

    private final RandomIds ids;
    private final Openids openids;
    private final SandboxTimings timings;
    private final Clock clock;
    private final Map<String, Code> codes = new BoundedMap<>(MAX_ENTRIES);
    private final Map<String, Grant> byRefreshToken = new BoundedMap<>(MAX_ENTRIES);
    private final Map<String, String> refreshTokenOfAccessToken = new BoundedMap<>(MAX_ENTRIES);

    /** Creates an empty set of grants. */
    public Grants(RandomIds ids, Openids openids, SandboxTimings timings, Clock clock) {
        this.ids = ids;
        this.openids = openids;
        this.timings = timings;
        this.clock = clock;
    }

    /** Issues a code of a website app. */
    public synchronized String issueCode(SandboxApp app, SandboxUser user) {
        return issueCode(app, user, Scope.LOGIN, timings.codeLifetime());
    }

    /** Issues a code. Those of official accounts live half as long as those of website apps. */
    public synchronized String issueCode(SandboxApp account, SandboxUser user, Scope scope) {
        return issueCode(account, user, scope, timings.codeLifetime().dividedBy(2));
    }

    private String issueCode(SandboxApp app, SandboxUser user, Scope scope, Duration lifetime) {
        String code = ids.code();
        codes.put(code, new Code(app, user, scope, clock.instant().plus(lifetime), false));
        return code;
    }

    /**
     * Redeems a code.
     *
     * @throws SnsException 40163 for one that was used, 40029 for unknown, expired and another app's
     */
    synchronized Grant redeem(SandboxApp app, String text) throws SnsException {
        Code code = codes.get(text);
        if (code == null || !code.app.appId().equals(app.appId())) {
            throw new SnsException(40029);
        }
        if (code.used) {
            throw new SnsException(40163);
        }
        if (!clock.instant().isBefore(code.until)) {
            throw new SnsException(40029);
        }
        codes.put(text, new Code(app, code.user, code.scope, code.until, true));
        Instant now = clock.instant();
        return keep(new Grant(
                app,
                code.user,
                code.scope,
                code.scope == Scope.SNAPSHOT ? openids.madeUp(app, code.user) : openids.of(app, code.user),
                ids.token(),
                now.plus(timings.accessTokenLifetime()),
                ids.token(),
                now.plus(timings.refreshTokenLifetime())));
    }

    /** Returns the same access token with a new lifetime while it is valid, else a new one; the refresh token never changes. */
    synchronized Grant refresh(SandboxApp app, String refreshToken) throws SnsException {
        Grant grant = byRefreshToken.get(refreshToken);
        if (grant == null || !grant.app.appId().equals(app.appId())) {
            throw new SnsException(40030);
        }
        Instant now = clock.instant();
        if (!now.isBefore(grant.refreshUntil)) {
            throw new SnsException(42002);
        }
        boolean current = now.isBefore(grant.accessUntil);
        return keep(new Grant(
                grant.app,
                grant.user,
                grant.scope,
                grant.openid,
                current ? grant.accessToken : ids.token(),
                now.plus(timings.accessTokenLifetime()),
                refreshToken,
                grant.refreshUntil));
    }

    /** @throws SnsException 40001 for an unknown or replaced token, 42001 for an expired one */
    synchronized Grant check(String accessToken) throws SnsException {
        String refreshToken = refreshTokenOfAccessToken.get(accessToken);
        Grant grant = refreshToken == null ? null : byRefreshToken.get(refreshToken);
        if (grant == null || !grant.accessToken.equals(accessToken)) {
            throw new SnsException(40001);
        }
        if (!clock.instant().isBefore(grant.accessUntil)) {
            throw new SnsException(42001);
        }
        return grant;
    }

    private Grant keep(Grant grant) {
        byRefreshToken.put(grant.refreshToken, grant);
        refreshTokenOfAccessToken.put(grant.accessToken, grant.refreshToken);
        return grant;
    }
}
