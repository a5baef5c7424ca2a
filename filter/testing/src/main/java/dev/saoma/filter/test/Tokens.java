package dev.saoma.filter.test;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs tokens with a key that is made for this test run and never leaves it. Thread-safe. */
final class Tokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private volatile Key key;

    Tokens() {
        this.key = new Key(OfThisRun.PAIR, random());
    }

    Tokens(KeyPair pair, String keyId) {
        this.key = new Key(pair, keyId);
    }

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks RSA", e);
        }
    }

    /** Signs with another key from now on, the only one in the key set. */
    void rotate() {
        key = new Key(newKeyPair(), random());
    }

    /** Gives the same key another id from now on. */
    void rename(String keyId) {
        key = new Key(key.pair, keyId);
    }

    /** Returns 43 characters that cannot be guessed. */
    String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    String sign(String type, Map<String, Object> claims) {
        Key signing = key;
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", "RS256");
        header.put("typ", type);
        header.put("kid", signing.id);
        String signed = base64(Json.of(header)) + "." + base64(Json.of(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signing.pair.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks SHA256withRSA", e);
        }
    }

    String jwks() {
        Key signing = key;
        RSAPublicKey shown = (RSAPublicKey) signing.pair.getPublic();
        Map<String, Object> jwk = new LinkedHashMap<>();
        jwk.put("kty", "RSA");
        jwk.put("use", "sig");
        jwk.put("alg", "RS256");
        jwk.put("kid", signing.id);
        jwk.put("n", unsigned(shown.getModulus()));
        jwk.put("e", unsigned(shown.getPublicExponent()));
        return Json.of(Collections.singletonMap("keys", Collections.singletonList(jwk)));
    }

    static String s256(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return BASE64.encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    // RFC 7518, 6.3.1: big-endian without a sign.
    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        byte[] bare = new byte[bytes.length - sign];
        System.arraycopy(bytes, sign, bare, 0, bare.length);
        return BASE64.encodeToString(bare);
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first key of each provider: a key pair takes up to a second to make, and many tests start a provider each. */
    private static final class OfThisRun {
        static final KeyPair PAIR = newKeyPair();
    }

    private static final class Key {
        private final KeyPair pair;
        private final String id;

        Key(KeyPair pair, String id) {
            this.pair = pair;
            this.id = id;
        }
    }
}
