package dev.saoma.page.oidc;

import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.Json;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issues and finds access tokens: opaque, valid for ten minutes, and invalid once the user signs out of the page session.
 * Thread-safe.
 */
public final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final Kind ACCESS_TOKEN = new Kind("access-token", LIFETIME);
    private static final int CHARS = 43;

    private final Store store;
    private final RandomText random;
    private final Clock clock;
    private final Predicate<String> signedOut;

    /**
     * Creates access tokens kept in {@code store}.
     *
     * @param signedOut whether the user has signed out of the page session with a given {@code sid}
     */
    public AccessTokens(Store store, RandomText random, Clock clock, Predicate<String> signedOut) {
        this.store = Objects.requireNonNull(store, "store");
        this.random = random;
        this.clock = clock;
        this.signedOut = signedOut;
    }

    /**
     * The data of an access token, stored under the token's fingerprint.
     *
     * @param profile whether name and picture may be disclosed
     * @param issuedAt in seconds since 1970
     * @param sid the page session it comes from, if there is one
     */
    record Grant(
            String clientId,
            SignedInUser user,
            boolean profile,
            String scope,
            long issuedAt,
            @Nullable String sid) {}

    String issue(AuthorizationCodes.Grant authorizationCode) {
        Grant grant = new Grant(
                authorizationCode.clientId(),
                authorizationCode.user(),
                authorizationCode.wantsProfile(),
                authorizationCode.scope(),
                clock.instant().getEpochSecond(),
                authorizationCode.sid());
        String token = random.token();
        store.put(ACCESS_TOKEN, Fingerprint.of(token), Json.text(grant));
        return token;
    }

    Optional<Grant> find(String token) {
        return token.length() == CHARS
                ? store.get(ACCESS_TOKEN, Fingerprint.of(token))
                        .flatMap(json -> Json.read(json, Grant.class))
                        .filter(grant -> !hasSignedOut(grant.sid()))
                : Optional.empty();
    }

    /** Whether the user has signed out of that page session, which invalidates its tokens. */
    boolean hasSignedOut(@Nullable String sid) {
        return sid != null && signedOut.test(sid);
    }

    void revoke(String token) {
        revokeByFingerprint(Fingerprint.of(token));
    }

    void revokeByFingerprint(String fingerprint) {
        store.take(ACCESS_TOKEN, fingerprint);
    }
}
