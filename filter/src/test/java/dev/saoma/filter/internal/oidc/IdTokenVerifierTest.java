package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core 1.0, 3.1.3.7, rule by rule: claims. */
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
}
