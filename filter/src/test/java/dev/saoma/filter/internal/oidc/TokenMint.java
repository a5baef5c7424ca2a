package dev.saoma.filter.internal.oidc;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.jsonwebtoken.security.SecureRequest;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;

/** Creates tokens by hand, including those that no library would create. */
final class TokenMint {
    static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .serializeSpecialFloatingPointValues()
            .create();

    private TokenMint() {}

    static String rs256(Map<String, Object> header, Map<String, Object> claims, PrivateKey key) {
        return sign(GSON.toJson(header), GSON.toJson(claims), key, "SHA256withRSA");
    }

    static String sign(String header, String claims, PrivateKey key, String algorithm) {
        try {
            String input = base64(header) + "." + base64(claims);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a token signed by jjwt, whatever the header says. */
    static String byJjwt(
            Map<String, Object> header, Map<String, Object> claims, PrivateKey key, SignatureAlgorithm algorithm) {
        String input = base64(GSON.toJson(header)) + "." + base64(GSON.toJson(claims));
        byte[] signature = algorithm.digest(new SignRequest(input.getBytes(StandardCharsets.US_ASCII), key));
        return input + "." + base64(signature);
    }

    private record SignRequest(byte[] bytes, PrivateKey getKey) implements SecureRequest<InputStream, PrivateKey> {
        @Override
        public InputStream getPayload() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public Provider getProvider() {
            return null;
        }

        @Override
        public SecureRandom getSecureRandom() {
            return null;
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
