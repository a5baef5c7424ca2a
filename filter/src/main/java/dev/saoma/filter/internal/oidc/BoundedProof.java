package dev.saoma.filter.internal.oidc;

import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures of tokens that any client can send. The costs are bounded: concurrent signatures, and tokens that wait
 * for the provider because their key is unknown. A token with a known key never waits for the provider. Thread-safe.
 */
final class BoundedProof {
    private static final long PATIENCE_MILLIS = 500;

    private final IdTokenVerifier verifier;
    private final String what;
    private final Semaphore signatures;
    private final Semaphore waitingForKeys;

    /** @param what the kind of tokens, in words for a log: "bearer tokens" */
    BoundedProof(IdTokenVerifier verifier, String what, Semaphore signatures, Semaphore waitingForKeys) {
        this.verifier = Objects.requireNonNull(verifier, "verifier");
        this.what = Objects.requireNonNull(what, "what");
        this.signatures = Objects.requireNonNull(signatures, "signatures");
        this.waitingForKeys = Objects.requireNonNull(waitingForKeys, "waitingForKeys");
    }

    /**
     * Returns the claims of a token with a valid signature, unmodifiable.
     *
     * @throws OidcException TOKEN_REFUSED if the signature is invalid; otherwise it cannot be verified now
     */
    Map<String, @Nullable Object> prove(UnprovenToken unproven) throws OidcException {
        List<PublicKey> keys = keys(unproven);
        boolean entered = false;
        try {
            entered = signatures.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!entered) {
                throw unavailable("too many " + what + " are being verified");
            }
            return verifier.prove(unproven, keys);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(OidcException.Kind.UNAVAILABLE, "interrupted while verifying " + what, e);
        } finally {
            if (entered) {
                signatures.release();
            }
        }
    }

    private List<PublicKey> keys(UnprovenToken unproven) throws OidcException {
        List<PublicKey> known = verifier.knownKeysFor(unproven);
        if (!known.isEmpty()) {
            return known;
        }
        if (!waitingForKeys.tryAcquire()) {
            throw unavailable("too many " + what + " wait for the provider's keys");
        }
        try {
            return verifier.keysFor(unproven);
        } finally {
            waitingForKeys.release();
        }
    }

    private static OidcException unavailable(String why) {
        return new OidcException(OidcException.Kind.UNAVAILABLE, why);
    }
}
