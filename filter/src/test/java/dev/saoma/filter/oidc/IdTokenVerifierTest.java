package dev.saoma.filter.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.filter.TestClock;
import dev.saoma.filter.TestProvider;
import dev.saoma.filter.http.Outbound;
import dev.saoma.filter.http.OutboundLimits;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core 1.0, 3.1.3.7, rule by rule, and section T of the abuse cases. */
class IdTokenVerifierTest {
    private static final KeyPair OTHER = Jwts.SIG.RS256.keyPair().build();
    private static final KeyPair EC = Jwts.SIG.ES256.keyPair().build();
    private static final String NONCE = "nonce-of-this-sign-in";

    private final TestClock clock = new TestClock();
    private final Outbound outbound = new Outbound(OutboundLimits.DEFAULT);
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private TestProvider provider;
    private IdTokenVerifier verifier;
    private long now;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        Provider discovered = new Provider(provider.issuer(), null, true, outbound, clock);
        verifier = new IdTokenVerifier(
                provider.issuer(), "crm", new KeySet(discovered, clock), clock, Duration.ofMinutes(1));
        now = clock.millis() / 1000;
        header.put("alg", "RS256");
        header.put("kid", "k1");
        claims.put("iss", provider.issuer());
        claims.put("sub", "oABC");
        claims.put("aud", "crm");
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("nonce", NONCE);
    }

    @AfterEach
    void stop() {
        outbound.close();
        provider.close();
    }

    @Test
    void goodToken_givesItsClaims() throws Exception {
        claims.put("name", "张伟");

        assertThat(verifier.verify(token(), NONCE)).containsEntry("sub", "oABC").containsEntry("name", "张伟");
    }

    @Nested
    class Shape {
        @Test
        @DisplayName("rule 1, T9: encrypted, nested and JSON-serialized tokens")
        void otherSerializations_areRefused() {
            String[] parts = token().split("\\.");
            assertThat(refusal("a.b.c.d.e")).contains("three parts");
            assertThat(refusal(parts[0] + "." + parts[1])).contains("three parts");
            assertThat(refusal("{\"payload\":\"" + parts[1] + "\"}")).contains("three parts");
            assertThat(refusal("")).contains("three parts");
            header.put("cty", "JWT");
            assertThat(refusal(token())).contains("cty");
        }

        @Test
        @DisplayName("T12: 16 KB at most, before anything is decoded")
        void longToken_isRefused() {
            assertThat(refusal("a".repeat(5_000_000))).contains("longer than 16384");
        }

        @ParameterizedTest
        @DisplayName("T15, G37: strict base64url")
        @ValueSource(strings = {"=", " ", "\n", "+", "/", "%"})
        void looseBase64_isRefused(String added) {
            String[] parts = token().split("\\.");
            assertThat(refusal(parts[0] + added + "." + parts[1] + "." + parts[2]))
                    .contains("base64url");
            assertThat(refusal(parts[0] + "." + parts[1] + added + "." + parts[2]))
                    .contains("base64url");
            assertThat(refusal(parts[0] + "." + parts[1] + "." + parts[2] + added))
                    .contains("base64url");
        }

        @Test
        @DisplayName("T10, G37: repeated members")
        void repeatedMembers_areRefused() {
            String twice =
                    "{\"sub\":\"attacker\"," + TokenMint.GSON.toJson(claims).substring(1);
            assertThat(refusal(TokenMint.sign(
                            TokenMint.GSON.toJson(header), twice, TestProvider.KEY.getPrivate(), "SHA256withRSA")))
                    .contains("claims: not a strict JSON object");
            assertThat(refusal(TokenMint.sign(
                            "{\"alg\":\"none\",\"alg\":\"RS256\"}",
                            TokenMint.GSON.toJson(claims),
                            TestProvider.KEY.getPrivate(),
                            "SHA256withRSA")))
                    .contains("header: not a strict JSON object");
        }

        @Test
        void everyCharacterOfTheSignatureChanged_isRefused() {
            String token = token();
            int start = token.lastIndexOf('.') + 1;
            for (int i = start; i < token.length(); i += 7) {
                char other = token.charAt(i) == 'A' ? 'B' : 'A';
                refusal(token.substring(0, i) + other + token.substring(i + 1));
            }
            assertThat(provider.keyRequests).hasValue(1);
        }
    }

    @Nested
    class Header {
        @ParameterizedTest
        @DisplayName("rules 7 and 8, T1: alg none in any spelling, MACs, others")
        @ValueSource(
                strings = {"none", "None", "nOnE", "", "HS256", "RS384", "RS512", "PS256", "ES384", "EdDSA", "rs256"})
        void otherAlgorithm_isRefused(String algorithm) {
            header.put("alg", algorithm);

            assertThat(refusal(token())).startsWith("token refused: alg: expected RS256 or ES256, got");
        }

        @Test
        void missingOrOddAlgorithm_isRefused() {
            header.put("alg", List.of("RS256"));
            assertThat(refusal(token())).contains("alg: expected");
            header.remove("alg");
            assertThat(refusal(token())).contains("alg: expected");
        }

        @Test
        @DisplayName("T1: empty signature")
        void emptySignature_isRefused() {
            String token = token();
            assertThat(refusal(token.substring(0, token.lastIndexOf('.') + 1))).contains("three parts");
        }

        @Test
        @DisplayName("T2: HS256 keyed with the public key")
        void macWithThePublicKey_isRefused() throws Exception {
            header.put("alg", "HS256");
            String input = TokenMint.base64(TokenMint.GSON.toJson(header)) + "."
                    + TokenMint.base64(TokenMint.GSON.toJson(claims));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TestProvider.KEY.getPublic().getEncoded(), "HmacSHA256"));

            assertThat(refusal(input + "." + TokenMint.base64(mac.doFinal(input.getBytes()))))
                    .contains("alg: expected");
        }

        @ParameterizedTest
        @DisplayName("T9, T15, G34: crit, zip, enc, b64")
        @ValueSource(strings = {"crit", "zip", "enc", "b64"})
        void extension_isRefused(String member) {
            header.put(member, member.equals("crit") ? List.of("x") : "x");

            assertThat(refusal(token())).contains("header member " + member);
        }

        @ParameterizedTest
        @DisplayName("G36, T8: tokens of another type")
        @ValueSource(strings = {"at+jwt", "logout+jwt", "secevent+jwt", ""})
        void otherType_isRefused(String type) {
            header.put("typ", type);

            assertThat(refusal(token())).contains("typ: expected JWT or nothing");
        }

        @Test
        void typeJwt_isAccepted() throws Exception {
            header.put("typ", "JWT");

            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
        }

        @Test
        @DisplayName("T4: keys and certificates offered by the token are not used")
        void keyInTheHeader_isIgnored() {
            header.put("jku", provider.issuer() + "/canary");
            header.put("x5u", provider.issuer() + "/canary");
            header.put(
                    "jwk",
                    new LinkedHashMap<>(
                            Jwks.builder().key((RSAPublicKey) OTHER.getPublic()).build()));

            assertThat(refusal(TokenMint.rs256(header, claims, OTHER.getPrivate())))
                    .contains("signature");
        }
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
        @DisplayName("T3: no kid, one key or several")
        void tokenWithoutKeyId_isTriedWithAllKeys() throws Exception {
            header.remove("kid");
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();

            clock.advance(Duration.ofMinutes(16));
            claims.put("iat", clock.millis() / 1000);
            provider.keySet = keySet(rsa("a", OTHER), rsa("b", TestProvider.KEY));
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
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

    @Nested
    class Keys {
        @Test
        @DisplayName("Y2: a key switched without notice is fetched once")
        void newKey_isFetchedOnce() throws Exception {
            verifier.verify(token(), NONCE);
            provider.keyId = "k2";
            header.put("kid", "k2");

            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
            assertThat(provider.keyRequests).hasValue(2);
        }

        @Test
        @DisplayName("G38, Y3: a flood of unknown kids costs one fetch per interval")
        void unknownKeyIds_costOneFetchPerInterval() throws Exception {
            verifier.verify(token(), NONCE);
            for (int interval = 1; interval <= 3; interval++) {
                for (int i = 0; i < 200; i++) {
                    header.put("kid", "random-" + interval + "-" + i);
                    refusal(token());
                }
                assertThat(provider.keyRequests).hasValue(1 + interval);
                clock.advance(Duration.ofSeconds(30));
            }
        }

        @Test
        @DisplayName("G38: the cooldown survives errors, and the last good set stays")
        void fetchThatFails_keepsTheLastGoodSet() throws Exception {
            verifier.verify(token(), NONCE);
            provider.keySet = "<html>";
            header.put("kid", "unknown");
            for (int i = 0; i < 50; i++) {
                refusal(token());
            }
            assertThat(provider.keyRequests).hasValue(2);

            header.put("kid", "k1");
            clock.advance(Duration.ofMinutes(20));
            claims.put("iat", clock.millis() / 1000);
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
            provider.goDown();
            clock.advance(Duration.ofMinutes(20));
            claims.put("iat", clock.millis() / 1000);
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty();
        }

        @Test
        @DisplayName("T20: 200 sign-ins at once with a new key: nobody fails, one fetch")
        void manyAtOnce_shareOneFetch() throws Exception {
            verifier.verify(token(), NONCE);
            provider.keyId = "k2";
            header.put("kid", "k2");
            String token = token();
            List<Throwable> failures = new ArrayList<>();
            List<Thread> threads = IntStream.range(0, 200)
                    .mapToObj(i -> new Thread(() -> {
                        try {
                            verifier.verify(token, NONCE);
                        } catch (OidcException e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(failures).isEmpty();
            assertThat(provider.keyRequests).hasValue(2);
        }

        @Test
        void noKeyAtAll_isUnavailable() {
            provider.goDown();

            OidcException e = catchThrowableOfType(OidcException.class, () -> verifier.verify(token(), NONCE));
            assertThat(e.kind()).isEqualTo(OidcException.Kind.UNAVAILABLE);
        }
    }

    private String token() {
        return TokenMint.rs256(header, claims, TestProvider.KEY.getPrivate());
    }

    private String refusal(String token) {
        OidcException e = catchThrowableOfType(OidcException.class, () -> verifier.verify(token, NONCE));
        assertThat(e).as("refused").isNotNull();
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        if (!e.getMessage().matches(".*(nonce: |iat: issued ).*")) {
            assertThat(bearerRefusal(token)).as("as a bearer token").isEqualTo(e.getMessage());
        }
        return e.getMessage();
    }

    /** What is refused in a sign-in is refused in a request, except for what binds a token to its sign-in. */
    private String bearerRefusal(String token) {
        BearerTokens<Map<String, Object>> bearer = new BearerTokens<>(verifier, clock, all -> all);
        OidcException e = catchThrowableOfType(OidcException.class, () -> bearer.verify(token));
        assertThat(e).as("refused as a bearer token").isNotNull();
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        return e.getMessage().replace("too long", "longer than 16384 characters");
    }

    @SafeVarargs
    private static String keySet(Map<String, Object>... keys) {
        return TokenMint.GSON.toJson(Map.of("keys", keys));
    }

    private static Map<String, Object> rsa(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((RSAPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }

    private static Map<String, Object> ec(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((ECPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }
}
