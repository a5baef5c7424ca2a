package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.seal.Sha256;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies ID tokens of requests, and caches valid ones for five minutes at most: by their digest, never the token, and never
 * beyond their expiry. The costs are bounded: concurrent signatures, requests that wait for a key, cached tokens. Thread-safe.
 *
 * @param <U> what the caller makes of a user's claims; created once for each cached token
 * @see "RFC 6750; RFC 8725"
 */
public final class BearerTokens<U> {
    /** A key that the provider withdraws is trusted for at most this time plus the age of the key set. */
    static final long REMEMBERED_MILLIS = 300_000;

    private static final int MAX_REMEMBERED = 10_000;
    /** Requests with unknown keys that wait for the provider; the others are refused at once. */
    private static final int MAX_WAITING_FOR_KEYS = 8;

    private final IdTokenVerifier verifier;
    private final Clock clock;
    private final Function<Map<String, @Nullable Object>, U> user;
    private final BoundedProof proof;
    private final RecentlyVerified<Verified<U>> remembered = new RecentlyVerified<>(MAX_REMEMBERED);

    /** @param verifier for the audiences whose tokens are accepted */
    public BearerTokens(IdTokenVerifier verifier, Clock clock, Function<Map<String, @Nullable Object>, U> user) {
        this(verifier, clock, user, Math.max(2, Runtime.getRuntime().availableProcessors()));
    }

    BearerTokens(
            IdTokenVerifier verifier, Clock clock, Function<Map<String, @Nullable Object>, U> user, int signatures) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.user = Objects.requireNonNull(user, "user");
        this.proof = new BoundedProof(
                verifier, "bearer tokens", new Semaphore(signatures), new Semaphore(MAX_WAITING_FOR_KEYS));
    }

    /**
     * Returns the user of a token.
     *
     * @throws OidcException TOKEN_REFUSED if it is invalid; otherwise it cannot be verified now
     */
    public U verify(String token) throws OidcException {
        if (token.length() > UnprovenToken.MAX_LENGTH) {
            throw UnprovenToken.refused("too long");
        }
        // Text that is not ASCII is not a token; its digest can only be that of text that is refused anyway.
        RecentlyVerified.Key key = new RecentlyVerified.Key(Sha256.of(token));
        Verified<U> known = remembered.get(key);
        if (known != null && clock.millis() < known.until) {
            return known.user;
        }
        UnprovenToken unproven = verifier.read(token);
        Verified<U> verified = new Verified<>(
                user.apply(proof.prove(unproven)),
                Math.min(unproven.expires() * 1000, clock.millis() + REMEMBERED_MILLIS));
        remembered.put(key, verified);
        return verified.user;
    }

    private static final class Verified<U> {
        private final U user;
        private final long until;

        Verified(U user, long until) {
            this.user = user;
            this.until = until;
        }
    }
}
