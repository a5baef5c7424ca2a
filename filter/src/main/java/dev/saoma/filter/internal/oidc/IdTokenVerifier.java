package dev.saoma.filter.internal.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The only verifier of the provider's tokens: ID tokens here, logout tokens by the same rules and a few of their own in {@link
 * LogoutTokenVerifier}. Every claim is required and absence fails; the algorithm comes from our list and the key from the
 * configured provider, whatever the token says. The signature, which costs most, is computed last: expired, foreign and
 * malformed tokens never get that far.
 *
 * <p>Rules are numbered as in OpenID Connect Core 1.0, 3.1.3.7. Thread-safe.
 *
 * @see "RFC 8725; Saoma security rules G33 to G37"
 */
public final class IdTokenVerifier {
    private static final int MAX_SUBJECT = 255;
    private static final long MAX_AGE_SECONDS = 300;
    static final long MIN_LEAD_SECONDS = 120;
    private static final long YEAR_9999 = 253_402_300_799L;

    private final String issuer;
    private final Set<String> audiences;
    private final KeySet keys;
    private final Clock clock;
    private final long skewSeconds;

    /** Creates a verifier of tokens issued to one client. */
    public IdTokenVerifier(String issuer, String clientId, KeySet keys, Clock clock, Duration clockSkew) {
        this(issuer, Collections.singleton(clientId), keys, clock, clockSkew);
    }

    /**
     * @param audiences clients whose tokens are accepted
     * @param clockSkew how far the provider's clock may be from ours, 0 to 5 minutes
     */
    public IdTokenVerifier(String issuer, Collection<String> audiences, KeySet keys, Clock clock, Duration clockSkew) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.audiences = Collections.unmodifiableSet(new TreeSet<>(audiences));
        this.keys = Objects.requireNonNull(keys, "keys");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.skewSeconds = clockSkew.getSeconds();
    }

    /**
     * Verifies the ID token of a sign-in, and returns its claims in JDK types, unmodifiable.
     *
     * @param nonce the {@code nonce} that this sign-in sent
     * @throws OidcException if the token is invalid, or no key can be fetched
     */
    public Map<String, @Nullable Object> verify(String token, String nonce) throws OidcException {
        UnprovenToken unproven = read(token);
        checkAge(unproven.claims());
        checkNonce(unproven.claims(), nonce);
        return prove(unproven, keysFor(unproven));
    }

    /**
     * Checks everything that needs no key, and so no costly signature. The result must not be trusted yet. The nonce is not
     * checked: it binds a token to a sign-in, and there is none here.
     */
    UnprovenToken read(String token) throws OidcException {
        UnprovenToken unproven = read(token, UnprovenToken.ID_TOKEN);
        checkSubject(unproven.claims());
        checkPurpose(unproven.claims());
        return unproven;
    }

    /**
     * Checks what all tokens of the provider for this client have in common: form, header, issuer, audience and times.
     *
     * @param type required value of {@code typ}, if the header has one
     */
    UnprovenToken read(String token, String type) throws OidcException {
        UnprovenToken unproven = UnprovenToken.read(token, type);
        checkIssuer(unproven.claims());
        checkAudience(unproven.claims());
        checkTimes(unproven.claims());
        return unproven;
    }

    /** Returns the keys in memory that may have made the signature. Never waits. */
    List<PublicKey> knownKeysFor(UnprovenToken unproven) {
        return keys.known(unproven.keyId(), unproven.algorithm());
    }

    /** Returns the keys that may have made the signature; fetches them if none is in memory. */
    List<PublicKey> keysFor(UnprovenToken unproven) throws OidcException {
        return keys.find(unproven.keyId(), unproven.algorithm());
    }

    // Rule 2.
    private void checkIssuer(Map<String, @Nullable Object> claims) throws OidcException {
        if (!issuer.equals(claims.get("iss"))) {
            throw UnprovenToken.refused("iss: expected " + issuer + ", got " + LogText.safe(claims.get("iss")));
        }
    }

    // Rules 3, 4 and 5.
    private void checkAudience(Map<String, @Nullable Object> claims) throws OidcException {
        Object audience = claims.get("aud");
        Collection<?> all = audience instanceof Collection ? (Collection<?>) audience : Collections.singleton(audience);
        if (!all.stream().allMatch(String.class::isInstance) || all.stream().noneMatch(this::isAccepted)) {
            throw UnprovenToken.refused("aud: expected " + expected() + ", got " + LogText.safe(audience));
        }
        Object party = claims.get("azp");
        boolean needed = all.size() > 1 || claims.containsKey("azp");
        if (needed && !isAccepted(party)) {
            throw UnprovenToken.refused("azp: expected " + expected() + ", got " + LogText.safe(party));
        }
    }

    private boolean isAccepted(@Nullable Object audience) {
        return audience instanceof String && audiences.contains(audience);
    }

    private String expected() {
        return String.join(" or ", audiences);
    }

    // Rule 9, and RFC 7519, 4.1.5 and 4.1.6.
    private void checkTimes(Map<String, @Nullable Object> claims) throws OidcException {
        long now = clock.millis() / 1000;
        long expires = seconds(claims, "exp");
        if (now >= expires + skewSeconds) {
            throw UnprovenToken.refused(
                    "exp: expired " + (now - expires) + " s ago by our clock; allowed skew " + skewSeconds + " s");
        }
        long issued = seconds(claims, "iat");
        // A clock that is ahead lengthens a token's life by that much and no more: drift of a minute or two is common.
        if (issued > now + Math.max(skewSeconds, MIN_LEAD_SECONDS)) {
            throw UnprovenToken.refused("iat: " + (issued - now) + " s in the future: one of the two clocks is wrong");
        }
        if (claims.containsKey("nbf") && seconds(claims, "nbf") > now + skewSeconds) {
            throw UnprovenToken.refused("nbf: not valid yet by our clock");
        }
    }

    // Rule 10: a sign-in ends with a token that was issued for it just now.
    private void checkAge(Map<String, @Nullable Object> claims) throws OidcException {
        long age = clock.millis() / 1000 - seconds(claims, "iat");
        if (age > MAX_AGE_SECONDS + skewSeconds) {
            throw UnprovenToken.refused("iat: issued " + age + " s ago: one of the two clocks is wrong");
        }
    }

    static long seconds(Map<String, @Nullable Object> claims, String name) throws OidcException {
        Object value = claims.get(name);
        if (value instanceof Long && (Long) value >= 0 && (Long) value <= YEAR_9999) {
            return (Long) value;
        }
        throw UnprovenToken.refused(name + ": expected whole seconds since 1970");
    }

    // Rule 11.
    private static void checkNonce(Map<String, @Nullable Object> claims, String nonce) throws OidcException {
        Object value = claims.get("nonce");
        boolean equal = value instanceof String
                && MessageDigest.isEqual(
                        ((String) value).getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8));
        if (!equal) {
            throw UnprovenToken.refused("nonce: missing or of another sign-in");
        }
    }

    // Core 2: at most 255 ASCII characters. Letter case makes different users.
    static void checkSubject(Map<String, @Nullable Object> claims) throws OidcException {
        Object subject = claims.get("sub");
        boolean good = subject instanceof String
                && !((String) subject).isEmpty()
                && ((String) subject).length() <= MAX_SUBJECT
                && ((String) subject).chars().allMatch(c -> c > 0x20 && c < 0x7f);
        if (!good) {
            throw UnprovenToken.refused("sub: expected 1 to " + MAX_SUBJECT + " ASCII characters without spaces");
        }
    }

    // A logout token is signed by the same key for the same audience.
    private static void checkPurpose(Map<String, @Nullable Object> claims) throws OidcException {
        if (claims.containsKey("events")) {
            throw UnprovenToken.refused("this is a logout token");
        }
        // Rules 12 and 13 – not applicable: we ask for neither acr nor max_age.
    }

    /**
     * Verifies the signature, and returns the claims, unmodifiable.
     *
     * @param candidates keys from {@link #knownKeysFor} or {@link #keysFor}
     */
    // Rule 6. The TLS connection alone would suffice for the code flow; we verify all the same.
    Map<String, @Nullable Object> prove(UnprovenToken unproven, List<PublicKey> candidates) throws OidcException {
        if (candidates.isEmpty()) {
            throw UnprovenToken.refused(
                    unproven.keyId() == null
                            ? "kid: the token names no key, and the provider's key set has not exactly one "
                                    + unproven.algorithm() + " key"
                            : "kid: the provider's key set has no " + unproven.algorithm() + " key "
                                    + LogText.safe(unproven.keyId()));
        }
        // Everything else has been checked, so jjwt checks the signature alone: its parser would read everything again.
        for (PublicKey key : candidates) {
            if (unproven.algorithm().verifies(unproven.signed(), unproven.signature(), key)) {
                return Collections.unmodifiableMap(unproven.claims());
            }
        }
        throw UnprovenToken.refused("signature: not made by the provider's key");
    }
}
