package dev.saoma.page.oidc;

import dev.saoma.page.digest.Sha256;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProtocolRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Objects;

/**
 * Signs ID tokens. Thread-safe.
 *
 * @see "OpenID Connect Core 1.0, 2 and 3.1.3.6"
 */
public final class IdTokens {
    private final PoolSettings settings;
    private final TokenSigner signer;
    private final Claims claims;
    private final Clock clock;

    /** ID tokens for the applications in those settings. */
    public IdTokens(PoolSettings settings, TokenSigner signer, Claims claims, Clock clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.signer = signer;
        this.claims = claims;
        this.clock = clock;
    }

    String sign(HandOff handOff, String accessToken) {
        ProtocolRules rules =
                settings.application(handOff.clientId()).map(Application::rules).orElse(ProtocolRules.STANDARD);
        Instant now = clock.instant();
        return signer.sign(rules.idTokenAlgorithm(), "JWT", token -> {
            token.subject(handOff.user().subject())
                    .claim("aud", handOff.clientId())
                    .issuedAt(Date.from(now))
                    .expiration(Date.from(now.plus(rules.idTokenLifetime())))
                    .claim("auth_time", handOff.authTime())
                    .claim("at_hash", leftHalf(accessToken));
            if (handOff.sid() != null) {
                token.claim("sid", handOff.sid());
            }
            if (handOff.nonce() != null) {
                token.claim("nonce", handOff.nonce());
            }
            if (handOff.wantsProfile()) {
                claims.profile(handOff.clientId(), handOff.user()).forEach(token::claim);
            }
            return token;
        });
    }

    // Core 3.1.3.6: the left half of SHA-256, the hash of RS256 and of ES256.
    private static String leftHalf(String accessToken) {
        byte[] hash = Sha256.of(accessToken);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }
}
