package dev.saoma.page.keys;

import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A key that signs ID tokens.
 *
 * @param id the {@code kid}, the RFC 7638 thumbprint
 * @param privateKey RSA, 2048 bits or more
 * @param publicKey its public half
 * @param publicJwk that as a JSON object
 */
public record SigningKey(String id, PrivateKey privateKey, PublicKey publicKey, String publicJwk) {
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
