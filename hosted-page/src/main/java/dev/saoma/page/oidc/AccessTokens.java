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

/** The access tokens: opaque, ten minutes, good for {@code /userinfo} only. Thread-safe. */
public final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final Kind ACCESS_TOKEN = new Kind("access-token", LIFETIME);
    private static final int CHARS = 43;

    private final Store store;
    private final RandomText random;
    private final Clock clock;

    /** Access tokens in that store. */
    public AccessTokens(Store store, RandomText random, Clock clock) {
        this.store = Objects.requireNonNull(store, "store");
        this.random = random;
        this.clock = clock;
    }

    /**
     * What a token stands for.
     *
     * @param profile whether name and picture may be told
     * @param issuedAt in seconds since 1970
     */
    record Grant(String clientId, SignedInUser user, boolean profile, String scope, long issuedAt) {}

    String issue(HandOff handOff) {
        Grant grant = new Grant(
                handOff.clientId(),
                handOff.user(),
                handOff.wantsProfile(),
                handOff.scope(),
                clock.instant().getEpochSecond());
        String token = random.token();
        store.put(ACCESS_TOKEN, Fingerprint.of(token), Json.text(grant));
        return token;
    }

    Optional<Grant> find(String token) {
        return token.length() == CHARS
                ? store.get(ACCESS_TOKEN, Fingerprint.of(token)).flatMap(json -> Json.read(json, Grant.class))
                : Optional.empty();
    }

    void revoke(String token) {
        revokeByFingerprint(Fingerprint.of(token));
    }

    void revokeByFingerprint(String fingerprint) {
        store.take(ACCESS_TOKEN, fingerprint);
    }
}
