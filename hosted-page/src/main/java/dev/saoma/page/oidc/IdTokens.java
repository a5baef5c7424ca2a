package dev.saoma.page.oidc;

import dev.saoma.page.digest.Sha256;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProtocolRules;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** Creates ID tokens for the applications in {@code settings}. */
    public IdTokens(PoolSettings settings, TokenSigner signer, Claims claims, Clock clock) {
        this.settings = Objects.requireNonNull(settings, "settings");
        this.signer = signer;
        this.claims = claims;
        this.clock = clock;
    }

    /** Signs the ID token for the data of an authorization code. */
    IssuedIdToken issue(AuthorizationCodes.Grant authorizationCode, String accessToken) {
        ProtocolRules rules = settings.application(authorizationCode.clientId())
                .map(Application::rules)
                .orElse(ProtocolRules.STANDARD);
        Instant now = clock.instant();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sub", authorizationCode.user().subject());
        all.put("aud", authorizationCode.clientId());
        all.put("iat", now.getEpochSecond());
        all.put("exp", now.plus(rules.idTokenLifetime()).getEpochSecond());
        all.put("auth_time", authorizationCode.authTime());
        all.put("at_hash", leftHalf(accessToken));
        if (authorizationCode.sid() != null) {
            all.put("sid", authorizationCode.sid());
        }
        if (authorizationCode.nonce() != null) {
            all.put("nonce", authorizationCode.nonce());
        }
        if (authorizationCode.wantsProfile()) {
            all.putAll(claims.profile(authorizationCode.clientId(), authorizationCode.user()));
        }
        String text = signer.sign(rules.idTokenAlgorithm(), "JWT", token -> {
            all.forEach(token::claim);
            return token;
        });
        return new IssuedIdToken(text, all);
    }

    // Core 3.1.3.6: the left half of the SHA-256 hash, which both RS256 and ES256 use.
    private static String leftHalf(String accessToken) {
        byte[] hash = Sha256.of(accessToken);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }

    /**
     * A newly signed ID token.
     *
     * @param text the signed token, serialized
     * @param claims its claims, except {@code iss}
     */
    public record IssuedIdToken(String text, Map<String, Object> claims) {
        /** Copies the claims. */
        public IssuedIdToken {
            claims = Map.copyOf(claims);
        }

        @Override
        public String toString() {
            return "IssuedIdToken[…]";
        }
    }
}
