package dev.saoma.page.keys;

import java.security.PrivateKey;

/**
 * A key that signs ID tokens.
 *
 * @param id the {@code kid}, the RFC 7638 thumbprint
 * @param privateKey RSA, 2048 bits or more
 * @param publicJwk its public half as a JSON object
 */
public record SigningKey(String id, PrivateKey privateKey, String publicJwk) {
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
