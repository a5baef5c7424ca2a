package dev.saoma.page.keys;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;

/**
 * A key that signs ID tokens.
 *
 * @param id the {@code kid}, the RFC 7638 thumbprint
 * @param algorithm {@code RS256} or {@code ES256}
 * @param from when it begins to sign; it is published before
 * @param privateKey RSA of 2048 bits or more, or of the curve P-256
 * @param publicKey its public half
 * @param publicJwk that as a JSON object
 */
public record SigningKey(
        String id, String algorithm, Instant from, PrivateKey privateKey, PublicKey publicKey, String publicJwk) {
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
