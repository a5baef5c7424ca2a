package dev.saoma.page.oidc;

import dev.saoma.page.keys.SigningKey;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.settings.ProtocolRules.SigningAlgorithm;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Signs tokens with the current key. Thread-safe. */
public final class TokenSigner {
    private final String issuer;
    private final SigningKeys keys;

    /** Creates a signer for {@code issuer}. */
    public TokenSigner(String issuer, SigningKeys keys) {
        this.issuer = Objects.requireNonNull(issuer, "issuer");
        this.keys = keys;
    }

    String sign(SigningAlgorithm algorithm, String type, UnaryOperator<JwtBuilder> claims) {
        SigningKey key = keys.inUse(algorithm.name());
        JwtBuilder token =
                Jwts.builder().header().type(type).keyId(key.id()).and().issuer(issuer);
        return sign(claims.apply(token), algorithm, key.privateKey());
    }

    private static String sign(JwtBuilder token, SigningAlgorithm algorithm, PrivateKey key) {
        return switch (algorithm) {
            case RS256 -> token.signWith(key, Jwts.SIG.RS256).compact();
            case ES256 -> token.signWith(key, Jwts.SIG.ES256).compact();
        };
    }
}
