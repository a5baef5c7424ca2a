package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.FailureLines;
import dev.saoma.filter.support.RsaKeys;
import dev.saoma.filter.test.TestProvider;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.SignatureAlgorithm;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C4: providers that sign with algorithms other than RS256. */
class SigningAlgorithmTest extends IdTokenFixture {
    private static final Map<String, KeyPair> PAIRS = new HashMap<>(Map.of(
            "RS256", OTHER, "RS384", RsaKeys.of("other", 3072), "RS512", RsaKeys.of("other", 4096), "ES256", EC));

    private static SignatureAlgorithm jjwt(String name) {
        return (SignatureAlgorithm) Jwts.SIG.get().forKey(name.equals("Ed25519") ? "EdDSA" : name);
    }

    /** Returns a key of the size that suits the algorithm, the same one each time. */
    private static KeyPair pair(String algorithm) {
        return PAIRS.computeIfAbsent(
                algorithm.replace("PS", "RS"),
                name -> name.equals("Ed25519")
                        ? Jwks.CRV.Ed25519.keyPair().build()
                        : jjwt(name).keyPair().build());
    }

    private static Map<String, Object> jwk(KeyPair pair, String id) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key(pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }

    private String signed(String algorithm, KeyPair pair) {
        return TokenMint.byJjwt(Map.of("kid", "k1", "alg", algorithm), claims, pair.getPrivate(), jjwt(algorithm));
    }

    @ParameterizedTest
    @DisplayName("tokens of every asymmetric algorithm verify, also where the provider offers no other")
    @EnumSource(SigningAlgorithm.class)
    void token_isVerified(SigningAlgorithm algorithm) throws Exception {
        KeyPair pair = pair(algorithm.name());
        Map<String, Object> key = jwk(pair, "k1");
        provider.metadata =
                document -> document.put("id_token_signing_alg_values_supported", List.of(algorithm.name()));
        provider.keySet = keySet(key);
        String token = signed(algorithm.name(), pair);

        assertThat(verifier.verify(token, NONCE)).containsEntry("sub", "oABC");
        assertThat(refusal(token.substring(0, token.length() - 8) + "AAAAAAAA")).contains("signature");
    }

    @Test
    @DisplayName("Ed448 is EdDSA, too")
    void ed448_isVerified() throws Exception {
        KeyPair pair = Jwks.CRV.Ed448.keyPair().build();
        provider.keySet = keySet(jwk(pair, "k1"));

        assertThat(verifier.verify(signed("EdDSA", pair), NONCE)).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("RFC 8725 3.1: a key serves the algorithm that it is published for, and its own curve, alone")
    @CsvSource({
        "RS256, PS256, RS256",
        "PS256, RS256, PS256",
        "RS512, RS256, RS512",
        "ES256, ES384, ''",
        "ES512, ES256, ''",
        "EdDSA, Ed25519, EdDSA",
        "RS256, RS384, RS256"
    })
    void otherAlgorithmOfTheSameKey_isRefused(String made, String said, String published) {
        KeyPair pair = pair(made);
        Map<String, Object> key = jwk(pair, "k1");
        if (!published.isEmpty()) {
            key.put("alg", published);
        }
        provider.keySet = keySet(key);
        String token = TokenMint.byJjwt(Map.of("kid", "k1", "alg", said), claims, pair.getPrivate(), jjwt(made));

        assertThat(refusal(token)).contains("kid: the provider's key set has no " + said + " key");
    }

    @ParameterizedTest
    @DisplayName("RFC 7517 4.2, 4.3: keys that are not for signatures verify none")
    @ValueSource(strings = {"use=enc", "key_ops=encrypt", "alg=RSA-OAEP"})
    void keyForSomethingElse_isNotUsed(String member) {
        Map<String, Object> key = rsa("k1", TestProvider.KEY);
        String[] pair = member.split("=");
        key.put(pair[0], pair[0].equals("key_ops") ? List.of(pair[1]) : pair[1]);
        provider.keySet = keySet(key, ec("other", EC));

        assertThat(refusal(token())).contains("no RS256 key");
    }

    @Test
    @DisplayName("good keys that we have no use for are not called broken; broken ones are")
    void keysOfOtherKinds_areNoWarning() throws Exception {
        List<String> warnings;
        try (FailureLines lines = new FailureLines()) {
            provider.keySet = keySet(
                    rsa("k1", TestProvider.KEY),
                    jwk(pair("ES384"), "p384"),
                    jwk(pair("ES512"), "p521"),
                    jwk(Jwks.CRV.X25519.keyPair().build(), "x"),
                    Map.of("kty", "EC", "crv", "secp256k1", "x", "AA", "y", "AA", "kid", "bitcoin"),
                    Map.of("kty", "EC", "crv", "P-384", "x", "AA", "y", "AA", "kid", "off"));
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
            warnings = lines.lines();
        }

        assertThat(warnings).containsExactly("Key of the provider ignored, broken or too weak: kid \"off\"");
    }

    @Test
    @DisplayName("what this Java lacks is named with the version that has it")
    void olderJava_isNamed() {
        assertThat(SigningAlgorithm.lacking(name -> true)).isEmpty();
        assertThat(SigningAlgorithm.lacking(name -> false))
                .contains("PS256, PS384, PS512 (Java 8u251, or 11 or later), EdDSA, Ed25519 (Java 15 or later)");
        assertThat(SigningAlgorithm.mistake(List.of("EdDSA", "PS256"), name -> false))
                .contains("the provider signs ID tokens with \"[EdDSA, PS256]\" only, which this Java runtime cannot"
                        + " verify: EdDSA takes Java 15 or later, PS256 takes Java 8u251, or 11 or later");
        assertThat(SigningAlgorithm.mistake(List.of("EdDSA", "ES384"), name -> false))
                .isEmpty();
        assertThat(SigningAlgorithm.EdDSA.neededJava(name -> false)).contains("Java 15 or later");
    }
}
