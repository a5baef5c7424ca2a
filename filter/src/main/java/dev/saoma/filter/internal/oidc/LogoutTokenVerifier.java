package dev.saoma.filter.internal.oidc;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logout tokens: by every rule for ID tokens except the nonce, and by rules of their own. Any client can post one, so
 * the costs are bounded, and not shared with sign-ins: one signature at a time, two tokens that wait for an unknown key.
 * Replays are not detected here. Thread-safe.
 *
 * @see "OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6; Saoma security rule G51"
 */
public final class LogoutTokenVerifier {
    /** How old a token may be, in addition to the clock skew. */
    private static final Duration MAX_AGE = Duration.ofMinutes(3);

    private static final String TYPE = "logout+jwt";
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int MAX_NAME = 255;
    /** Claims of ID tokens (Core 2 and 3.1.3.6) and access tokens (RFC 9068, 2.2) that no logout token has. */
    private static final String[] OF_OTHER_TOKENS = {
        "at_hash", "c_hash", "s_hash", "auth_time", "acr", "amr", "scope", "scp", "client_id", "cnf"
    };

    private final IdTokenVerifier tokens;
    private final Clock clock;
    private final long maxAgeSeconds;
    private final Duration acceptedFor;
    private final BoundedProof proof;

    /**
     * @param tokens for the client that the logout tokens must be for
     * @param clockSkew the same as that verifier's
     */
    public LogoutTokenVerifier(IdTokenVerifier tokens, Clock clock, Duration clockSkew) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.proof = new BoundedProof(tokens, "logout tokens", new Semaphore(1, true), new Semaphore(2));
        this.clock = Objects.requireNonNull(clock, "clock");
        this.maxAgeSeconds = MAX_AGE.plus(clockSkew).getSeconds();
        long lead = Math.max(clockSkew.getSeconds(), IdTokenVerifier.MIN_LEAD_SECONDS);
        this.acceptedFor = Duration.ofSeconds(maxAgeSeconds + lead);
    }

    /** Returns the longest time for which one token can be accepted, by our clock. */
    public Duration acceptedFor() {
        return acceptedFor;
    }

    /**
     * Verifies a token.
     *
     * @throws OidcException TOKEN_REFUSED if it is invalid; otherwise it cannot be verified now
     */
    public LogoutToken verify(String token) throws OidcException {
        // 2.6, rules 1 to 4: as for ID tokens. 2.4 only recommends a type, so the checks below have to reject ID tokens
        // and access tokens, which are signed with the same key.
        UnprovenToken unproven = tokens.read(token, TYPE);
        Map<String, @Nullable Object> claims = unproven.claims();
        long issuedAt = checkAge(claims);
        // Rule 5.
        String sid = name(claims, "sid");
        if (claims.containsKey("sub")) {
            IdTokenVerifier.checkSubject(claims);
        } else if (sid == null) {
            throw UnprovenToken.refused("sub: neither sub nor sid says which session is over");
        }
        checkEvents(claims);
        // Rule 7: else an ID token could be taken for one of these.
        refuse(claims, "nonce");
        if (!unproven.isTyped()) {
            for (String claim : OF_OTHER_TOKENS) {
                refuse(claims, claim);
            }
        }
        String id = name(claims, "jti");
        if (id == null) {
            throw UnprovenToken.refused("jti: missing");
        }
        proof.prove(unproven);
        return new LogoutToken(id, sid, (String) claims.get("sub"), issuedAt);
    }

    private static void refuse(Map<String, @Nullable Object> claims, String claim) throws OidcException {
        if (claims.containsKey(claim)) {
            throw UnprovenToken.refused(claim + ": a logout token has none");
        }
    }

    private long checkAge(Map<String, @Nullable Object> claims) throws OidcException {
        long issuedAt = IdTokenVerifier.seconds(claims, "iat");
        long age = clock.millis() / 1000 - issuedAt;
        if (age > maxAgeSeconds) {
            throw UnprovenToken.refused("iat: issued " + age + " s ago, more than " + maxAgeSeconds);
        }
        return issuedAt;
    }

    // Rule 6.
    private static void checkEvents(Map<String, @Nullable Object> claims) throws OidcException {
        Object events = claims.get("events");
        if (!(events instanceof Map && ((Map<?, ?>) events).get(EVENT) instanceof Map)) {
            throw UnprovenToken.refused("events: expected an object with the object " + EVENT);
        }
    }

    private static @Nullable String name(Map<String, @Nullable Object> claims, String claim) throws OidcException {
        if (!claims.containsKey(claim)) {
            return null;
        }
        Object value = claims.get(claim);
        if (value instanceof String
                && !((String) value).isEmpty()
                && ((String) value).length() <= MAX_NAME
                && ((String) value).chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return (String) value;
        }
        throw UnprovenToken.refused(claim + ": expected 1 to " + MAX_NAME + " ASCII characters");
    }
}
