package dev.saoma.page.oidc;

import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.seal.Fingerprint;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Signs ID tokens with RS256, and publishes the keys to check them with. Thread-safe.
 *
 * @see "OpenID Connect Core 1.0, 2 and 3.1.3.6"
 */
public final class IdTokens {
    static final Duration LIFETIME = Duration.ofHours(1);

    private final String issuer;
    private final List<SigningKey> keys;
    private final Clock clock;

    /** ID tokens of {@code issuer}, signed with the first key; all are published. */
    public IdTokens(String issuer, List<SigningKey> keys, Clock clock) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys: at least one expected");
        }
        this.issuer = issuer;
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    String sign(HandOff handOff, String accessToken) {
        SigningKey key = keys.get(0);
        Instant now = clock.instant();
        JwtBuilder token = Jwts.builder()
                .header()
                .type("JWT")
                .keyId(key.id())
                .and()
                .issuer(issuer)
                .subject(handOff.user().subject())
                .claim("aud", handOff.clientId())
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(LIFETIME)))
                .claim("auth_time", handOff.authTime())
                .claim("at_hash", leftHalf(accessToken));
        if (handOff.sid() != null) {
            token.claim("sid", handOff.sid());
        }
        if (handOff.nonce() != null) {
            token.claim("nonce", handOff.nonce());
        }
        if (handOff.wantsProfile()) {
            Claims.profile(handOff.user()).forEach(token::claim);
        }
        return token.signWith(key.privateKey(), Jwts.SIG.RS256).compact();
    }

    /** The public keys as a JWK set (RFC 7517). */
    public String jwks() {
        return keys.stream().map(SigningKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    // Core 3.1.3.6: the left half of SHA-256, the hash of RS256.
    private static String leftHalf(String accessToken) {
        byte[] hash = Fingerprint.sha256(accessToken);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }
}
