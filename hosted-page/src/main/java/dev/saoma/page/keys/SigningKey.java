package dev.saoma.page.keys;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/**
 * A key that signs tokens.
 *
 * @param id the {@code kid}: that in the file, otherwise the RFC 7638 thumbprint
 * @param algorithm {@code RS256} or {@code ES256}
 * @param from when it begins to sign; it is published earlier
 * @param privateKey RSA of 2048 bits or more, or on the curve P-256
 * @param publicKey the public key
 * @param publicJwk the public key as a JSON object
 */
public record SigningKey(
        String id, String algorithm, Instant from, PrivateKey privateKey, PublicKey publicKey, String publicJwk) {
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
