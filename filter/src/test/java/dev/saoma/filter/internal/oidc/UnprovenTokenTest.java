package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.test.TestProvider;
import io.jsonwebtoken.security.Jwks;
import java.security.interfaces.RSAPublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Form and header of a token: what is refused before its claims are looked at. */
class UnprovenTokenTest extends IdTokenFixture {
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

    @Test
    @DisplayName("T12, T5: the last lengths that are read: 16,384 characters, and 128 of a key's name")
    void lastLengths_areRead() {
        assertThat(refusal("a".repeat(16_384))).contains("three parts");
        assertThat(refusal("a".repeat(16_385))).contains("longer than 16384");
        header.put("kid", "k".repeat(128));
        assertThat(refusal(token())).contains("key set has no RS256 key");
        header.put("kid", "k".repeat(129));
        assertThat(refusal(token())).contains("kid: expected at most 128 characters");
    }

    @ParameterizedTest
    @DisplayName("T15, G37: strict base64url")
    @ValueSource(strings = {"=", " ", "\n", "+", "/", "%"})
    void looseBase64_isRefused(String added) {
        String[] parts = token().split("\\.");
        assertThat(refusal(parts[0] + added + "." + parts[1] + "." + parts[2])).contains("base64url");
        assertThat(refusal(parts[0] + "." + parts[1] + added + "." + parts[2])).contains("base64url");
        assertThat(refusal(parts[0] + "." + parts[1] + "." + parts[2] + added)).contains("base64url");
    }

    @Test
    @DisplayName("T10, G37: repeated members")
    void repeatedMembers_areRefused() {
        String twice = "{\"sub\":\"attacker\"," + TokenMint.GSON.toJson(claims).substring(1);
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

    @ParameterizedTest
    @DisplayName("rules 7 and 8, T1: alg none in any spelling, MACs, others")
    @ValueSource(
            strings = {"none", "None", "nOnE", "", "HS256", "HS512", "ES256K", "RS1", "RSA-OAEP", "eddsa", "rs256"})
    void otherAlgorithm_isRefused(String algorithm) {
        header.put("alg", algorithm);

        assertThat(refusal(token())).startsWith("token refused: alg: expected one of RS256, ");
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
        String input =
                TokenMint.base64(TokenMint.GSON.toJson(header)) + "." + TokenMint.base64(TokenMint.GSON.toJson(claims));
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

        assertThat(refusal(TokenMint.rs256(header, claims, OTHER.getPrivate()))).contains("signature");
    }
}
