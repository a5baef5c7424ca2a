package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.MemoryStore;
import dev.saoma.page.support.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authorization codes on their own. */
class AuthorizationCodesTest {
    private static final Optional<String> CALLBACK = Optional.of(Samples.CALLBACK);
    private static final Optional<String> VERIFIER = Optional.of(Samples.VERIFIER);

    private final MutableClock clock = MutableClock.atNow();
    private final RandomText random = new RandomText(new SecureRandom());
    private final MemoryStore store = new MemoryStore(clock, 100);
    private final Set<String> signedOut = new HashSet<>();
    private final AccessTokens accessTokens = new AccessTokens(store, random, clock, signedOut::contains);
    private final AuthorizationCodes codes = new AuthorizationCodes(store, accessTokens, random);

    private String issue() {
        return codes.issue(Samples.request(), Samples.user(), Instant.ofEpochSecond(1_700_000_000), "sid-1");
    }

    private String issueWithoutPkce() {
        AuthorizeRequest request = new AuthorizeRequest(
                "crm",
                Samples.CALLBACK,
                Set.of("openid"),
                "st",
                "no",
                null,
                null,
                Samples.request().authentication());
        return codes.issue(request, Samples.user(), clock.instant(), null);
    }

    private void assertRefused(String code, String clientId, Optional<String> redirectUri, Optional<String> verifier) {
        OidcError error =
                catchThrowableOfType(OidcError.class, () -> codes.redeem(code, clientId, redirectUri, verifier));
        assertThat(error).isNotNull();
        assertThat(error.code()).isEqualTo(OidcError.Code.INVALID_GRANT);
        if (!code.isEmpty()) {
            assertThat(error.description()).doesNotContain(code);
        }
    }

    @Test
    void code_bringsWhatItWasIssuedFor() throws OidcError {
        AuthorizationCodes.Grant authorizationCode = codes.redeem(issue(), "crm", CALLBACK, VERIFIER);

        assertThat(authorizationCode)
                .returns("crm", AuthorizationCodes.Grant::clientId)
                .returns(Samples.CALLBACK, AuthorizationCodes.Grant::redirectUri)
                .returns("no", AuthorizationCodes.Grant::nonce)
                .returns("sid-1", AuthorizationCodes.Grant::sid)
                .returns(1_700_000_000L, AuthorizationCodes.Grant::authTime)
                .returns(Samples.user(), AuthorizationCodes.Grant::user);
    }

    @Test
    @DisplayName("G14: 256 bits")
    void code_is43CharactersAndEachIsAnother() {
        assertThat(issue()).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(issue());
    }

    @Test
    void storedValue_isFoundByAHashOfTheCode() {
        String code = issue();

        assertThat(store.get(AuthorizationCodes.ISSUED, code)).isEmpty();
        assertThat(store.get(AuthorizationCodes.ISSUED, Fingerprint.of(code)))
                .hasValueSatisfying(value -> assertThat(value).doesNotContain(code));
    }

    @Test
    @DisplayName("G14: sixty seconds")
    void code_livesForLessThanSixtySeconds() throws OidcError {
        String early = issue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(codes.redeem(early, "crm", CALLBACK, VERIFIER)).isNotNull();

        String late = issue();
        clock.advance(Duration.ofSeconds(60));
        assertRefused(late, "crm", CALLBACK, VERIFIER);
    }

    @Test
    void secondUse_isRefused() throws OidcError {
        String code = issue();
        codes.redeem(code, "crm", CALLBACK, VERIFIER);

        assertRefused(code, "crm", CALLBACK, VERIFIER);
    }

    @Test
    @DisplayName("RFC 6749, 4.1.2: a second use revokes the access token of the first")
    void secondUse_revokesTheAccessToken() throws OidcError {
        String code = issue();
        String token = accessTokens.issue(codes.redeem(code, "crm", CALLBACK, VERIFIER));
        codes.gave(code, "crm", token);
        assertThat(accessTokens.find(token)).isPresent();

        assertRefused(code, "crm", CALLBACK, VERIFIER);

        assertThat(accessTokens.find(token)).isEmpty();
    }

    @Test
    void secondUseByAnotherApplication_revokesNothing() throws OidcError {
        String code = issue();
        String token = accessTokens.issue(codes.redeem(code, "crm", CALLBACK, VERIFIER));
        codes.gave(code, "crm", token);

        assertRefused(code, "cr", CALLBACK, VERIFIER);
        assertRefused(code, "shop", CALLBACK, VERIFIER);

        assertThat(accessTokens.find(token)).isPresent();
    }

    @Test
    @DisplayName("G16: the wrong application does not use the code up")
    void otherApplication_leavesTheCode() throws OidcError {
        String code = issue();

        assertRefused(code, "shop", CALLBACK, VERIFIER);

        assertThat(codes.redeem(code, "crm", CALLBACK, VERIFIER)).isNotNull();
    }

    @Test
    void otherRedirectUri_usesTheCodeUp() {
        String code = issue();

        assertRefused(code, "crm", Optional.of(Samples.CALLBACK + "/"), VERIFIER);
        assertRefused(code, "crm", CALLBACK, VERIFIER);
    }

    @Test
    void missingRedirectUri_isRefused() {
        assertRefused(issue(), "crm", Optional.empty(), VERIFIER);
    }

    @Test
    @DisplayName("RFC 7636, 4.6: a challenge asks for its verifier")
    void missingVerifier_isRefused() {
        assertRefused(issue(), "crm", CALLBACK, Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
                "dBjftJeZ4CVP",
                Samples.CHALLENGE
            })
    void otherVerifier_isRefused(String verifier) {
        assertRefused(issue(), "crm", CALLBACK, Optional.of(verifier));
    }

    @Test
    @DisplayName("RFC 9700, 4.8.2: a verifier without a challenge is a downgrade")
    void verifierWithoutChallenge_isRefused() {
        assertRefused(issueWithoutPkce(), "crm", CALLBACK, VERIFIER);
    }

    @Test
    void neitherChallengeNorVerifier_isAccepted() throws OidcError {
        assertThat(codes.redeem(issueWithoutPkce(), "crm", CALLBACK, Optional.empty()))
                .isNotNull();
    }

    @Test
    void codeOfASessionThatSignedOut_isRefused() {
        String code = issue();
        signedOut.add("sid-1");

        assertRefused(code, "crm", CALLBACK, VERIFIER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x!x",
                "short",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-c!",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cMM"
            })
    void whatIsNoCode_isRefusedWithoutAskingTheStore(String code) {
        store.put(
                AuthorizationCodes.ISSUED,
                Fingerprint.of(code),
                store.get(AuthorizationCodes.ISSUED, Fingerprint.of(issue())).orElseThrow());

        assertRefused(code, "crm", CALLBACK, VERIFIER);

        assertThat(store.get(AuthorizationCodes.ISSUED, Fingerprint.of(code))).isPresent();
    }

    @Test
    void valueThatCannotBeRead_isRefused() {
        String code = issue();
        store.put(AuthorizationCodes.ISSUED, Fingerprint.of(code), "[]");

        assertRefused(code, "crm", CALLBACK, VERIFIER);
    }
}
