package dev.saoma.filter.internal.oidc;

import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.SignatureAlgorithm;
import io.jsonwebtoken.security.VerifySecureDigestRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signature algorithms that can be verified: all asymmetric ones of RFC 7518 and RFC 8037, and Ed25519 of RFC 9864, each
 * with the one kind of key that it belongs to. MACs and {@code none} are not among them and never will be.
 */
enum SigningAlgorithm {
    RS256("RSA", null, null),
    RS384("RSA", null, null),
    RS512("RSA", null, null),
    PS256("RSA", null, "RSASSA-PSS"),
    PS384("RSA", null, "RSASSA-PSS"),
    PS512("RSA", null, "RSASSA-PSS"),
    ES256("EC", "P-256", null),
    ES384("EC", "P-384", null),
    ES512("EC", "P-521", null),
    EdDSA("OKP", "Ed25519 Ed448", "EdDSA"),
    /** EdDSA with that curve, under the name that RFC 9864 gives it. */
    Ed25519("OKP", "Ed25519", "EdDSA");

    private static final String SINCE_PSS = "Java 8u251, or 11 or later";
    private static final String SINCE_EDDSA = "Java 15 or later";

    private final String keyType;
    private final @Nullable String curves;
    /** Java's name for it; null if every Java version that we run on has it. */
    private final @Nullable String since;

    SigningAlgorithm(String keyType, @Nullable String curves, @Nullable String since) {
        this.keyType = keyType;
        this.curves = curves;
        this.since = since;
    }

    /** Finds the algorithm of that name, in exactly that spelling; empty if such signatures are not supported. */
    static Optional<SigningAlgorithm> of(@Nullable Object name) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** Returns the Java version that has the algorithm, if this one does not. */
    Optional<String> neededJava() {
        return neededJava(SigningAlgorithm::javaHas);
    }

    Optional<String> neededJava(Predicate<String> javaHas) {
        if (since == null || javaHas.test(since)) {
            return Optional.empty();
        }
        return Optional.of("OKP".equals(keyType) ? SINCE_EDDSA : SINCE_PSS);
    }

    private static boolean javaHas(String name) {
        return Security.getProviders("Signature." + name) != null;
    }

    /** Describes the algorithms that this Java runtime lacks; empty if it has all. */
    static Optional<String> lacking() {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.since != null && !javaHas(algorithm.since)) {
                return lacking(SigningAlgorithm::javaHas);
            }
        }
        return Optional.empty();
    }

    static Optional<String> lacking(Predicate<String> javaHas) {
        Map<String, List<String>> byVersion = new LinkedHashMap<>();
        for (SigningAlgorithm algorithm : values()) {
            algorithm
                    .neededJava(javaHas)
                    .ifPresent(version -> byVersion
                            .computeIfAbsent(version, v -> new ArrayList<>())
                            .add(algorithm.name()));
        }
        List<String> words = new ArrayList<>();
        byVersion.forEach((version, names) -> words.add(String.join(", ", names) + " (" + version + ")"));
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }

    /**
     * Returns why none of these algorithms can be verified; empty if one can.
     *
     * @param offered by the provider
     */
    static Optional<String> mistake(Collection<?> offered) {
        return mistake(offered, SigningAlgorithm::javaHas);
    }

    static Optional<String> mistake(Collection<?> offered, Predicate<String> javaHas) {
        List<String> newer = new ArrayList<>();
        for (Object name : offered) {
            Optional<SigningAlgorithm> known = of(name);
            if (known.isPresent()) {
                String version = known.get().neededJava(javaHas).orElse(null);
                if (version == null) {
                    return Optional.empty();
                }
                newer.add(known.get() + " takes " + version);
            }
        }
        String what = "the provider signs ID tokens with " + LogText.safe(offered) + " only";
        return Optional.of(
                newer.isEmpty()
                        ? what + ", which the filter does not verify: have it sign with RS256, or another of " + names()
                        : what + ", which this Java runtime cannot verify: " + String.join(", ", newer));
    }

    static String names() {
        List<String> names = new ArrayList<>();
        for (SigningAlgorithm algorithm : values()) {
            names.add(algorithm.name());
        }
        return String.join(", ", names);
    }

    /** Whether keys of this type and curve make such signatures. */
    boolean fits(@Nullable Object type, @Nullable Object curve) {
        if (!keyType.equals(type)) {
            return false;
        }
        if (curves == null) {
            return true;
        }
        for (String one : curves.split(" ")) {
            if (one.equals(curve)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the key has made the signature. */
    boolean verifies(byte[] signed, byte[] signature, PublicKey key) {
        try {
            return ((SignatureAlgorithm) Jwts.SIG.get().forKey("OKP".equals(keyType) ? EdDSA.name() : name()))
                    .verify(new SignatureCheck(signed, signature, key));
        } catch (JwtException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What jjwt's algorithms need to check one signature. */
    private static final class SignatureCheck implements VerifySecureDigestRequest<PublicKey> {
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
}
