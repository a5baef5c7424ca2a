package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.test.TestProvider;
import io.jsonwebtoken.Jwts;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key may have signed an ID token: the rules of {@code kid} and of the algorithm. */
class IdTokenSignatureTest extends IdTokenFixture {
    @Test
    @DisplayName("rule 6, T3: another key under the same kid")
    void otherKey_isRefused() {
        assertThat(refusal(TokenMint.rs256(header, claims, OTHER.getPrivate())))
                .isEqualTo("token refused: signature: not made by the provider's key");
    }

    @Test
    void changedClaims_areRefused() {
        String good = token();
        claims.put("sub", "attacker");
        String other = token();
        String mixed = good.substring(0, good.indexOf('.') + 1)
                + other.split("\\.")[1]
                + good.substring(good.lastIndexOf('.'));

        assertThat(refusal(mixed)).contains("signature");
    }

    @Test
    @DisplayName("T3, Core 10.1: without kid the key must be the only one that fits")
    void tokenWithoutKeyId_needsTheOnlyKey() throws Exception {
        header.remove("kid");
        provider.keySet = keySet(ec("e", EC), rsa("a", TestProvider.KEY));
        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();

        restartWith(keySet(rsa("a", OTHER), rsa("b", TestProvider.KEY)));
        assertThat(refusal(token()))
                .contains("kid: the token names no key, and the provider's key set has not exactly one RS256 key");
    }

    @Test
    @DisplayName("T3: a key without kid serves tokens with one only where no other key fits")
    void keyWithoutId_servesWhereItIsTheOnlyOne() throws Exception {
        Map<String, Object> nameless = rsa("x", TestProvider.KEY);
        nameless.remove("kid");
        provider.keySet = keySet(nameless, ec("e", EC));
        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();

        restartWith(keySet(nameless, rsa("other", OTHER)));
        assertThat(refusal(token())).contains("kid: the provider's key set has no RS256 key");
    }

    private void restartWith(String keys) {
        provider.keySet = keys;
        clock.advance(Duration.ofMinutes(1));
        Provider discovered = new Provider(provider.issuer(), null, true, outbound, clock);
        verifier = new IdTokenVerifier(
                provider.issuer(), "crm", new KeySet(discovered, clock), clock, Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @DisplayName("T5: kid is a name and nothing else")
    @ValueSource(strings = {"../../etc/passwd", "' OR 1=1", "http://127.0.0.1/", "k1\u0000", ""})
    void oddKeyId_isRefused(String keyId) {
        header.put("kid", keyId);

        assertThat(refusal(token())).contains("kid: the provider's key set has no RS256 key");
    }

    @Test
    @DisplayName("T5: kid of 10 KB, kid that is no text")
    void hugeKeyId_isRefusedBeforeAnyFetch() {
        header.put("kid", "k".repeat(10_000));
        assertThat(refusal(token())).contains("kid: expected at most 128");
        header.put("kid", 1);
        assertThat(refusal(token())).contains("kid: expected at most 128");
        assertThat(provider.keyRequests).hasValue(0);
    }

    @Test
    void es256_isVerified() throws Exception {
        provider.keySet = keySet(ec("e1", EC));
        String token = Jwts.builder()
                .header()
                .keyId("e1")
                .and()
                .content(TokenMint.GSON.toJson(claims))
                .signWith(EC.getPrivate(), Jwts.SIG.ES256)
                .compact();

        assertThat(verifier.verify(token, NONCE)).isNotEmpty();
    }

    @Test
    @DisplayName("T11, CVE-2022-21449: r = s = 0; RS256 header with an EC key")
    void zeroEcSignature_isRefused() {
        provider.keySet = keySet(ec("e1", EC));
        header.put("alg", "ES256");
        header.put("kid", "e1");
        String input =
                TokenMint.base64(TokenMint.GSON.toJson(header)) + "." + TokenMint.base64(TokenMint.GSON.toJson(claims));
        assertThat(refusal(input + "." + TokenMint.base64(new byte[64]))).contains("signature");
        header.put("alg", "RS256");
        assertThat(refusal(token())).contains("no RS256 key");
    }

    @Test
    @DisplayName("T11, Y4: weak, private and broken keys are left out, the good ones work")
    void badKeysBesideAGoodOne_areLeftOut() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        KeyPair weak = small.generateKeyPair();
        Map<String, Object> weakJwk = new LinkedHashMap<>(Map.of(
                "kty", "RSA",
                "kid", "weak",
                "e", "AQAB",
                "n",
                        TokenMint.base64(
                                ((RSAPublicKey) weak.getPublic()).getModulus().toByteArray())));
        Map<String, Object> offCurve = new LinkedHashMap<>(ec("off", EC));
        offCurve.put("x", offCurve.get("y"));
        Map<String, Object> isPrivate = new LinkedHashMap<>(rsa("private", OTHER));
        isPrivate.put("d", "AQAB");
        Map<String, Object> forEncryption = new LinkedHashMap<>(rsa("enc", OTHER));
        forEncryption.put("use", "enc");
        provider.keySet = keySet(
                weakJwk,
                offCurve,
                isPrivate,
                forEncryption,
                Map.of("kty", "oct", "k", "AAAA", "kid", "oct"),
                Map.of("kty", "RSA", "kid", "broken", "n", "!", "e", "AQAB"),
                rsa("k1", TestProvider.KEY));

        assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
        for (String keyId : new String[] {"weak", "off", "private", "enc", "oct", "broken"}) {
            header.put("kid", keyId);
            assertThat(refusal(TokenMint.rs256(header, claims, weak.getPrivate())))
                    .contains("no RS256 key");
        }
    }
}
