package dev.saoma.filter.oidc;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a token of the provider is judged: ID tokens here, logout tokens by the same rules and a few of their
 * own in {@link LogoutTokenVerifier}. Every claim is required and absence fails; the algorithm comes from our
 * list and the key from the configured provider, whatever the token says. The signature, which costs most, is computed
 * last: expired, foreign and malformed tokens never get that far.
 *
 * <p>Rules are numbered as in OpenID Connect Core 1.0, 3.1.3.7. Thread-safe.
 *
 * @see "RFC 8725; Saoma security rules G33 to G37"
 */
public final class IdTokenVerifier {
    static final int MAX_LENGTH = 16 * 1024;
    private static final String ID_TOKEN = "JWT";
    private static final int MAX_KEY_ID = 128;
    private static final int MAX_SUBJECT = 255;
    private static final long MAX_AGE_SECONDS = 300;
    static final long MIN_LEAD_SECONDS = 120;
    private static final long YEAR_9999 = 253_402_300_799L;

    private final String issuer;
    private final Set<String> audiences;
    private final KeySet keys;
    private final Clock clock;
    private final long skewSeconds;

    /** For tokens issued to one client. */
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

    static boolean isAllowed(@Nullable Object algorithm) {
        return "RS256".equals(algorithm) || "ES256".equals(algorithm);
    }

    /**
     * The claims of the token that a sign-in ended with, in JDK types, unmodifiable.
     *
     * @param nonce what this sign-in sent along
     * @throws OidcException if the token must not be believed, or no key can be fetched
     */
    public Map<String, @Nullable Object> verify(String token, String nonce) throws OidcException {
        Unproven unproven = read(token);
        checkAge(unproven.claims);
        checkNonce(unproven.claims, nonce);
        return prove(unproven, keysFor(unproven));
    }

    /**
     * Everything that can be judged without the provider's key, and so without the cost of a signature. Nothing of it may be
     * believed yet. The nonce is not looked at: it binds a token to a sign-in, and here is none.
     */
    Unproven read(String token) throws OidcException {
        Unproven unproven = read(token, ID_TOKEN);
        checkSubject(unproven.claims);
        checkPurpose(unproven.claims);
        return unproven;
    }

    /**
     * What all tokens of the provider for this client have in common: form, header, issuer, audience and times.
     *
     * @param type what {@code typ} has to say; only an ID token may say nothing
     */
    Unproven read(String token, String type) throws OidcException {
        String[] parts = split(token);
        Map<String, @Nullable Object> header = json(parts[0], "header");
        Map<String, @Nullable Object> claims = json(parts[1], "claims");
        byte[] signature = decode(parts[2], "signature");
        String algorithm = checkHeader(header, type);
        checkIssuer(claims);
        checkAudience(claims);
        checkTimes(claims);
        return new Unproven(token, signature, (String) header.get("kid"), algorithm, claims);
    }

    /** The keys that can have made the signature and are in memory; empty if there are none. Never waits. */
    List<PublicKey> knownKeysFor(Unproven unproven) {
        return keys.known(unproven.keyId, unproven.algorithm);
    }

    /** The same, fetched where there are none. */
    List<PublicKey> keysFor(Unproven unproven) throws OidcException {
        return keys.find(unproven.keyId, unproven.algorithm);
    }

    private static String[] split(String token) throws OidcException {
        if (token.length() > MAX_LENGTH) {
            throw refused("longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = token.split("\\.", -1);
        // Rule 1 – not offered: we register no encryption, so a token in five parts is refused.
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw refused("not a signed token of three parts");
        }
        return parts;
    }

    private static Map<String, @Nullable Object> json(String part, String what) throws OidcException {
        try {
            return StrictJson.object(new String(decode(part, what), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw refused(what + ": " + e.getMessage());
        }
    }

    private static byte[] decode(String part, String what) throws OidcException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the same answer
        }
        throw refused(what + ": not strict base64url");
    }

    // Rules 7 and 8: the algorithm is ours to choose, and MACs are not on the list. RFC 8725, 3.11: explicit typing.
    private static String checkHeader(Map<String, @Nullable Object> header, String expected) throws OidcException {
        Object algorithm = header.get("alg");
        if (!isAllowed(algorithm)) {
            throw refused("alg: expected RS256 or ES256, got " + LogText.safe(algorithm));
        }
        Object type = header.get("typ");
        boolean untyped = expected.equals(ID_TOKEN) && !header.containsKey("typ");
        if (!untyped && !(type instanceof String && expected.equalsIgnoreCase((String) type))) {
            throw refused("typ: expected " + expected + (expected.equals(ID_TOKEN) ? " or nothing" : "") + ", got "
                    + LogText.safe(type));
        }
        for (String member : new String[] {"crit", "zip", "enc", "b64", "cty"}) {
            if (header.containsKey(member)) {
                throw refused("header member " + member + " is not accepted");
            }
        }
        Object keyId = header.get("kid");
        if (header.containsKey("kid") && !(keyId instanceof String && ((String) keyId).length() <= MAX_KEY_ID)) {
            throw refused("kid: expected at most " + MAX_KEY_ID + " characters");
        }
        return (String) algorithm;
    }

    // Rule 2.
    private void checkIssuer(Map<String, @Nullable Object> claims) throws OidcException {
        if (!issuer.equals(claims.get("iss"))) {
            throw refused("iss: expected " + issuer + ", got " + LogText.safe(claims.get("iss")));
        }
    }

    // Rules 3, 4 and 5.
    private void checkAudience(Map<String, @Nullable Object> claims) throws OidcException {
        Object audience = claims.get("aud");
        Collection<?> all = audience instanceof Collection ? (Collection<?>) audience : Collections.singleton(audience);
        if (!all.stream().allMatch(String.class::isInstance) || all.stream().noneMatch(this::isAccepted)) {
            throw refused("aud: expected " + expected() + ", got " + LogText.safe(audience));
        }
        Object party = claims.get("azp");
        boolean needed = all.size() > 1 || claims.containsKey("azp");
        if (needed && !isAccepted(party)) {
            throw refused("azp: expected " + expected() + ", got " + LogText.safe(party));
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
            throw refused(
                    "exp: expired " + (now - expires) + " s ago by our clock; allowed skew " + skewSeconds + " s");
        }
        long issued = seconds(claims, "iat");
        // A clock that is ahead makes a token last longer by as much and no more: drift of a minute or two is common.
        if (issued > now + Math.max(skewSeconds, MIN_LEAD_SECONDS)) {
            throw refused("iat: " + (issued - now) + " s in the future: one of the two clocks is wrong");
        }
        if (claims.containsKey("nbf") && seconds(claims, "nbf") > now + skewSeconds) {
            throw refused("nbf: not valid yet by our clock");
        }
    }

    // Rule 10: a sign-in ends with a token that was made for it just now.
    private void checkAge(Map<String, @Nullable Object> claims) throws OidcException {
        long age = clock.millis() / 1000 - seconds(claims, "iat");
        if (age > MAX_AGE_SECONDS + skewSeconds) {
            throw refused("iat: issued " + age + " s ago: one of the two clocks is wrong");
        }
    }

    static long seconds(Map<String, @Nullable Object> claims, String name) throws OidcException {
        Object value = claims.get(name);
        if (value instanceof Long && (Long) value >= 0 && (Long) value <= YEAR_9999) {
            return (Long) value;
        }
        throw refused(name + ": expected whole seconds since 1970");
    }

    // Rule 11.
    private static void checkNonce(Map<String, @Nullable Object> claims, String nonce) throws OidcException {
        Object value = claims.get("nonce");
        boolean equal = value instanceof String
                && MessageDigest.isEqual(
                        ((String) value).getBytes(StandardCharsets.UTF_8), nonce.getBytes(StandardCharsets.UTF_8));
        if (!equal) {
            throw refused("nonce: missing or of another sign-in");
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
            throw refused("sub: expected 1 to " + MAX_SUBJECT + " ASCII characters without spaces");
        }
    }

    // A logout token is signed by the same key for the same audience.
    private static void checkPurpose(Map<String, @Nullable Object> claims) throws OidcException {
        if (claims.containsKey("events")) {
            throw refused("this is a logout token");
        }
        // Rules 12 and 13 – not applicable: we ask for neither acr nor max_age.
    }

    /**
     * The claims of a token whose signature is good, unmodifiable.
     *
     * @param candidates from one of the two methods above
     */
    // Rule 6. The TLS connection alone would do for the code flow; we verify all the same.
    Map<String, @Nullable Object> prove(Unproven unproven, List<PublicKey> candidates) throws OidcException {
        if (candidates.isEmpty()) {
            throw refused("kid: the provider's key set has no " + unproven.algorithm + " key "
                    + LogText.safe(unproven.keyId));
        }
        for (PublicKey key : candidates) {
            if (isSignedBy(unproven, key)) {
                return Collections.unmodifiableMap(unproven.claims);
            }
        }
        throw refused("signature: not made by the provider's key");
    }

    // Everything else has been judged above, so jjwt is asked for the signature alone: its parser would read all again.
    private static boolean isSignedBy(Unproven unproven, PublicKey key) {
        SignatureAlgorithm algorithm = unproven.algorithm.equals("RS256") ? Jwts.SIG.RS256 : Jwts.SIG.ES256;
        try {
            return algorithm.verify(new SignatureCheck(unproven.signed(), unproven.signature, key));
        } catch (JwtException | IllegalArgumentException e) {
            return false;
        }
    }

    static OidcException refused(String why) {
        return new OidcException(OidcException.Kind.TOKEN_REFUSED, "token refused: " + why);
    }

    /** A token in good form and of good content that anybody may have written. */
    static final class Unproven {
        private final String token;
        private final byte[] signature;
        private final @Nullable String keyId;
        private final String algorithm;
        private final Map<String, @Nullable Object> claims;

        private Unproven(
                String token,
                byte[] signature,
                @Nullable String keyId,
                String algorithm,
                Map<String, @Nullable Object> claims) {
            this.token = token;
            this.signature = signature;
            this.keyId = keyId;
            this.algorithm = algorithm;
            this.claims = claims;
        }

        /** What it says; may be believed after {@link IdTokenVerifier#prove} only. */
        Map<String, @Nullable Object> claims() {
            return claims;
        }

        /** What the signature is for: header and claims as they came. */
        private byte[] signed() {
            return token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        }

        /** When it ends, in seconds since 1970. */
        long expires() {
            return (Long) Objects.requireNonNull(claims.get("exp"));
        }
    }
}
