package dev.saoma.page.oidc;

import dev.saoma.page.keys.SigningKey;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.security.Key;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Validates ID tokens of ours received as {@code id_token_hint}: signature, issuer and type, but not expiry. Thread-safe.
 *
 * @see "OpenID Connect Core 1.0, 3.1.2.1; OpenID Connect RP-Initiated Logout 1.0, 2"
 */
public final class IdTokenHints {
    private static final int MAX_CHARS = 4096;
    private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

    private final Supplier<List<SigningKey>> keys;
    private final JwtParser parser;

    /** Creates the validation of tokens issued by {@code issuer} and signed with one of {@code keys}. */
    public IdTokenHints(String issuer, Supplier<List<SigningKey>> keys) {
        this.keys = keys;
        this.parser = Jwts.parser()
                .clock(() -> new Date(0)) // Before every expiry.
                .requireIssuer(issuer)
                .keyLocator(header -> key(header.get("kid"), header.getAlgorithm()))
                .build();
    }

    /**
     * The claims of a hint.
     *
     * @param clientId the application that the token was issued to
     * @param sid the page session it was issued in, if any
     */
    public record Hint(
            String clientId, String subject, @Nullable String sid) {}

    /** Returns the token's claims as a hint; empty if it is not an ID token of ours. */
    public Optional<Hint> read(String token) {
        if (token.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            Jws<Claims> jws = parser.parseSignedClaims(token);
            Claims claims = jws.getPayload();
            boolean idToken = "JWT".equals(jws.getHeader().getType())
                    && claims.getSubject() != null
                    && claims.getAudience() != null
                    && claims.getAudience().size() == 1;
            return idToken
                    ? Optional.of(new Hint(
                            claims.getAudience().iterator().next(),
                            claims.getSubject(),
                            claims.get("sid") instanceof String sid ? sid : null))
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns all claims of the token, expired or not, with {@code exp} and {@code iat} in seconds since 1970 and
     * {@code aud} as a string; empty if it is not an ID token of ours.
     */
    public Optional<Map<String, Object>> claims(String token) {
        if (read(token).isEmpty()) {
            return Optional.empty();
        }
        Claims claims = parser.parseSignedClaims(token).getPayload();
        Map<String, Object> all = new LinkedHashMap<>(claims);
        all.put("aud", claims.getAudience().iterator().next());
        all.put("iat", claims.getIssuedAt().toInstant().getEpochSecond());
        all.put("exp", claims.getExpiration().toInstant().getEpochSecond());
        return Optional.of(all);
    }

    private @Nullable Key key(@Nullable Object kid, @Nullable String algorithm) {
        if (!ALGORITHMS.contains(String.valueOf(algorithm))) {
            return null;
        }
        return keys.get().stream()
                .filter(key -> key.id().equals(kid))
                .findFirst()
                .map(SigningKey::publicKey)
                .orElse(null);
    }
}
