package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.TestProvider;
import io.jsonwebtoken.Jwts;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core 1.0, 3.1.3.7, rule by rule: claims and signatures. */
class IdTokenVerifierTest extends IdTokenFixture {
    @Test
    void goodToken_givesItsClaims() throws Exception {
        claims.put("name", "张伟");

        assertThat(verifier.verify(token(), NONCE)).containsEntry("sub", "oABC").containsEntry("name", "张伟");
    }

    @Nested
    class Claims {
        @ParameterizedTest
        @DisplayName("T6, G20: absence fails")
        @ValueSource(strings = {"iss", "aud", "sub", "iat", "exp", "nonce"})
        void missingClaim_isRefused(String claim) {
            claims.remove(claim);

            assertThat(refusal(token())).contains(claim + ": ");
            assertThat(provider.keyRequests).hasValue(0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "sub", "iat", "exp", "nonce"})
        void nullClaim_isRefused(String claim) {
            claims.put(claim, null);

            assertThat(refusal(token())).contains(claim + ": ");
        }

        @Test
        @DisplayName("rule 2: issuer exact")
        void otherIssuer_isRefusedBeforeTheSignature() {
            claims.put("iss", provider.issuer() + "/");

            assertThat(refusal(token())).contains("iss: expected " + provider.issuer() + ", got");
            assertThat(provider.keyRequests).hasValue(0);
        }

        @Test
        @DisplayName("rules 3, 4, 5: audience and authorized party")
        void audience_mustBeUs() throws Exception {
            claims.put("aud", "other");
            assertThat(refusal(token())).contains("aud: expected crm, got \"other\"");
            claims.put("aud", List.of());
            assertThat(refusal(token())).contains("aud: ");
            claims.put("aud", Map.of("crm", "crm"));
            assertThat(refusal(token())).contains("aud: ");
            claims.put("aud", 7);
            assertThat(refusal(token())).contains("aud: ");
            claims.put("aud", Arrays.asList("crm", 7));
            assertThat(refusal(token())).contains("aud: ");
            claims.put("aud", List.of("crm", "other"));
            assertThat(refusal(token())).contains("azp: expected crm, got nothing");
            claims.put("azp", "other");
            assertThat(refusal(token())).contains("azp: expected crm, got \"other\"");
            claims.put("azp", "crm");
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
            claims.put("aud", List.of("crm"));
            claims.put("azp", "other");
            assertThat(refusal(token())).contains("azp: ");
        }

        @ParameterizedTest
        @DisplayName("rules 9 and 10, T7: times, with one minute of skew")
        @CsvSource({
            "exp,-59,true",
            "exp,-60,false",
            "exp,-61,false",
            "iat,120,true",
            "iat,121,false",
            "iat,600,false",
            "iat,-360,true",
            "iat,-361,false",
            "nbf,60,true",
            "nbf,61,false"
        })
        void times_holdUpToTheSkew(String claim, long offset, boolean good) throws Exception {
            claims.put(claim, now + offset);

            if (good) {
                assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
            } else {
                assertThat(refusal(token())).contains(claim + ": ");
            }
        }

        @Test
        @DisplayName("probe 19: a wrong clock is named with its distance")
        void wrongClock_isNamed() {
            claims.put("iat", now + 600);
            assertThat(refusal(token()))
                    .isEqualTo("token refused: iat: 600 s in the future: one of the two clocks is wrong");
        }

        @ParameterizedTest
        @DisplayName("T10: dates that are no whole seconds")
        @ValueSource(
                strings = {"\"1\"", "1.5", "1e300", "-1", "null", "[]", "{}", "true", "99999999999999999999", "1e10"})
        void oddDate_isRefused(String literal) {
            for (String claim : new String[] {"exp", "iat", "nbf"}) {
                claims.put(claim, TokenMint.GSON.fromJson(literal, com.google.gson.JsonElement.class));
                assertThat(refusal(token())).contains(claim + ": expected whole seconds");
                claims.put(claim, now);
            }
        }

        @ParameterizedTest
        @DisplayName("rule 11, G20: nonce of this sign-in")
        @ValueSource(strings = {"", "nonce-of-this-sign-i", "nonce-of-this-sign-in ", "NONCE-OF-THIS-SIGN-IN"})
        void otherNonce_isRefused(String nonce) {
            claims.put("nonce", nonce);

            assertThat(refusal(token()))
                    .contains("nonce: missing or of another sign-in")
                    .doesNotContain(NONCE);
        }

        @ParameterizedTest
        @DisplayName("T14: subjects")
        @ValueSource(strings = {"", " a", "a ", "a b", "a\n", "a\u0000", "中", "\u202ea"})
        void oddSubject_isRefused(String subject) {
            claims.put("sub", subject);

            assertThat(refusal(token())).contains("sub: expected");
        }

        @Test
        @DisplayName("T14: 255 characters; letter case makes different users")
        void subjectOfAnyCase_isKept() throws Exception {
            claims.put("sub", "a".repeat(255));
            assertThat(verifier.verify(token(), NONCE)).containsEntry("sub", "a".repeat(255));
            claims.put("sub", "a".repeat(256));
            assertThat(refusal(token())).contains("sub: expected");
            claims.put("sub", "OABC");
            assertThat(verifier.verify(token(), NONCE)).containsEntry("sub", "OABC");
            claims.put("sub", 7);
            assertThat(refusal(token())).contains("sub: expected");
        }

        @Test
        @DisplayName("T14: the first and the last printable character are good")
        void subjectOfPrintableEnds_isKept() throws Exception {
            claims.put("sub", "!~");
            assertThat(verifier.verify(token(), NONCE)).containsEntry("sub", "!~");
            claims.put("sub", "\u007f");
            assertThat(refusal(token())).contains("sub: expected");
        }

        @Test
        @DisplayName("T10: from 1970 to the year 9999")
        void dates_haveALastAndAFirst() throws Exception {
            assertThat(IdTokenVerifier.seconds(Map.of("exp", 0L), "exp")).isZero();
            assertThat(IdTokenVerifier.seconds(Map.of("exp", 253_402_300_799L), "exp"))
                    .isEqualTo(253_402_300_799L);
            claims.put("exp", 253_402_300_800L);
            assertThat(refusal(token())).contains("exp: expected whole seconds");
        }

        @Test
        @DisplayName("T7: what has expired says how long ago")
        void expiredToken_namesTheDistance() {
            claims.put("exp", now - 90);

            assertThat(refusal(token()))
                    .isEqualTo("token refused: exp: expired 90 s ago by our clock; allowed skew 60 s");
        }

        @Test
        void keysInMemory_areGivenWithoutWaiting() throws Exception {
            UnprovenToken unproven = verifier.read(token());
            assertThat(verifier.knownKeysFor(unproven)).isEmpty();
            verifier.verify(token(), NONCE);
            assertThat(verifier.knownKeysFor(unproven)).hasSize(1);
        }

        @Test
        @DisplayName("T8: a logout token")
        void logoutToken_isRefused() {
            claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));

            assertThat(refusal(token())).contains("logout token");
        }
    }

    @Nested
    class Signatures {
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
            String input = TokenMint.base64(TokenMint.GSON.toJson(header)) + "."
                    + TokenMint.base64(TokenMint.GSON.toJson(claims));
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
                            TokenMint.base64(((RSAPublicKey) weak.getPublic())
                                    .getModulus()
                                    .toByteArray())));
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
}
