package dev.saoma.filter.internal.oidc;

import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/** What jjwt's algorithms want to know to check one signature. */
final class SignatureCheck implements VerifySecureDigestRequest<PublicKey> {
    private final byte[] signed;
    private final byte[] signature;
    private final PublicKey key;

    SignatureCheck(byte[] signed, byte[] signature, PublicKey key) {
        this.signed = signed;
        this.signature = signature;
        this.key = key;
    }

    @Override
    public InputStream getPayload() {
        return new ByteArrayInputStream(signed);
    }

    @Override
    public byte[] getDigest() {
        return signature;
    }

    @Override
    public PublicKey getKey() {
        return key;
    }

    /** The JVM's own choice. */
    @Override
    public @Nullable Provider getProvider() {
        return null;
    }

    @Override
    public @Nullable SecureRandom getSecureRandom() {
        return null;
    }
}
