package dev.saoma.page.keys;

import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.EcPrivateJwk;
import io.jsonwebtoken.security.Jwk;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.PrivateJwk;
import io.jsonwebtoken.security.PrivateJwkBuilder;
import io.jsonwebtoken.security.PublicJwkBuilder;
import io.jsonwebtoken.security.RsaPrivateJwk;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/** Signing keys as private JWKs (RFC 7517). A member of ours holds the time from which a key signs; without it, always. */
final class SigningJwks {
    private static final String FROM = "saoma_from";
    private static final int MIN_RSA_BITS = 2048;
    private static final int P256_BITS = 256;

    private SigningJwks() {}

    /** Generates a key for {@code algorithm}. */
    static Jwk<?> create(String algorithm, Instant from) {
        PrivateJwkBuilder<?, ?, ?, ?, ?> jwk = switch (algorithm) {
            case "RS256" -> Jwks.builder().rsaKeyPair(Jwts.SIG.RS256.keyPair().build());
            case "ES256" -> Jwks.builder().ecKeyPair(Jwts.SIG.ES256.keyPair().build());
            default -> throw new IllegalArgumentException("algorithm: RS256 or ES256 expected, not " + algorithm);
        };
        jwk.algorithm(algorithm);
        jwk.publicKeyUse("sig");
        jwk.idFromThumbprint();
        jwk.add(FROM, from.getEpochSecond());
        return jwk.build();
    }

    /**
     * Reads the key in a JWK.
     *
     * @throws IllegalArgumentException if it cannot sign for us; the message is the second half of a sentence
     */
    static SigningKey read(Jwk<?> jwk) {
        if (jwk instanceof RsaPrivateJwk rsa) {
            if (rsa.toKey().getModulus().bitLength() < MIN_RSA_BITS) {
                throw new IllegalArgumentException("holds an RSA key of fewer than " + MIN_RSA_BITS + " bits.");
            }
            return key(rsa, "RS256");
        }
        if (jwk instanceof EcPrivateJwk ec) {
            if (ec.toKey().getParams().getOrder().bitLength() != P256_BITS) {
                throw new IllegalArgumentException("holds an elliptic-curve key that is not of the curve P-256.");
            }
            return key(ec, "ES256");
        }
        throw new IllegalArgumentException("holds a key that is not a private RSA or EC key.");
    }

    private static SigningKey key(PrivateJwk<?, ?, ?> jwk, String algorithm) {
        String id = jwk.getId() != null
                ? jwk.getId()
                : jwk.toPublicJwk().thumbprint().toString();
        PublicKey publicKey = (PublicKey) jwk.toPublicJwk().toKey();
        Instant from =
                jwk.get(FROM) instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.EPOCH;
        return new SigningKey(id, algorithm, from, jwk.toKey(), publicKey, publicJwk(publicKey, algorithm, id));
    }

    private static String publicJwk(PublicKey key, String algorithm, String id) {
        PublicJwkBuilder<?, ?, ?, ?, ?, ?> jwk = key instanceof RSAPublicKey rsa
                ? Jwks.builder().key(rsa)
                : Jwks.builder().key((ECPublicKey) key);
        jwk.algorithm(algorithm);
        jwk.publicKeyUse("sig");
        jwk.id(id);
        return Jwks.json(jwk.build());
    }
}
