package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6: case L4, rule by rule. */
class LogoutTokenVerifierTest extends VerifierFixture {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private LogoutTokenVerifier logout;

    @BeforeEach
    void makeItALogoutToken() {
        logout = new LogoutTokenVerifier(verifier, clock, Duration.ofMinutes(1));
        header.put("typ", "logout+jwt");
        claims.remove("nonce");
        claims.put("exp", now + 120);
        claims.put("jti", "one");
        claims.put("sid", "s-1");
        claims.put("events", Map.of(EVENT, Map.of()));
    }

    @Test
    void goodToken_saysWhatIsOver() throws Exception {
        LogoutToken token = logout.verify(token());

        assertThat(token.id()).isEqualTo("one");
        assertThat(token.sid()).contains("s-1");
        assertThat(token.subject()).contains("oABC");
        assertThat(token.issuedAt()).isEqualTo(now);
    }

    @Test
    @DisplayName("rule 5: sub, sid or both; neither is refused")
    void oneOfSubAndSid_isNeeded() throws Exception {
        claims.remove("sid");
        assertThat(logout.verify(token()).sid()).isEmpty();
        claims.remove("sub");
        assertThat(refusal()).isEqualTo("token refused: sub: neither sub nor sid says which session is over");
        claims.put("sid", "s-1");
        assertThat(logout.verify(token()).subject()).isEmpty();
        claims.put("sub", null);
        assertThat(refusal()).contains("sub: expected");
    }

    @ParameterizedTest
    @DisplayName("rules 2 to 4, as for ID tokens: absence fails")
    @ValueSource(strings = {"iss", "aud", "iat", "exp", "jti", "events"})
    void missingClaim_isRefused(String claim) {
        claims.remove(claim);

        assertThat(refusal()).startsWith("token refused: " + claim);
    }

    @Test
    @DisplayName("G36, T8: typ says logout+jwt, so that no token of another kind is taken for one")
    void otherType_isRefused() throws Exception {
        for (Object type : Arrays.asList("JWT", "at+jwt", "logout", "", 7, null, List.of("logout+jwt"))) {
            header.put("typ", type);
            assertThat(refusal()).as("%s", type).contains("typ: expected logout+jwt or nothing, got");
        }
        header.put("typ", "application/logout+jwt");
        assertThat(logout.verify(token()).id()).isEqualTo("one");
    }

    @Test
    @DisplayName("the type is recommended only; without it the other rules hold, each of them")
    void untypedToken_isJudgedByTheOtherRules() throws Exception {
        header.remove("typ");
        assertThat(logout.verify(token()).sid()).contains("s-1");

        for (String claim : List.of("iss", "aud", "iat", "exp", "jti", "events")) {
            Object good = claims.remove(claim);
            assertThat(refusal()).startsWith("token refused: " + claim);
            claims.put(claim, good);
        }
        claims.put("aud", "another-client");
        assertThat(refusal()).contains("aud: expected crm");
        claims.put("aud", "crm");
        header.put("alg", "HS256");
        assertThat(refusal()).contains("alg: expected");
    }

    @ParameterizedTest
    @DisplayName(
            "attack on C4: an ID token or access token, typed or not, ends no session, not even one with an event in it")
    @ValueSource(strings = {"", "JWT", "at+jwt", "application/at+jwt"})
    void tokensOfOtherKinds_signNobodyOut(String type) throws Exception {
        if (type.isEmpty()) {
            header.remove("typ");
        } else {
            header.put("typ", type);
        }
        Object events = claims.remove("events");
        claims.put("nonce", NONCE);
        if (type.isEmpty() || type.equals("JWT")) {
            assertThat(verifier.verify(token(), NONCE)).isNotEmpty(); // A valid ID token.
        }
        assertThat(refusal()).containsAnyOf("events: expected", "typ: expected");

        // A provider may add claims that its users choose, even the event.
        claims.put("events", events);
        assertThat(refusal()).containsAnyOf("nonce: a logout token has none", "typ: expected");
        // A token from a refresh has no nonce; an access token never has.
        claims.remove("nonce");
        for (String claim : List.of("at_hash", "c_hash", "auth_time", "acr", "amr", "scope", "client_id", "cnf")) {
            claims.put(claim, "x");
            assertThat(refusal()).containsAnyOf(claim + ": a logout token has none", "typ: expected");
            claims.remove(claim);
        }
    }

    @Test
    @DisplayName("a token whose type says logout+jwt may have claims that other tokens have")
    void typedToken_mayCarryMore() throws Exception {
        claims.put("scope", "openid");

        assertThat(logout.verify(token()).id()).isEqualTo("one");
    }

    @Test
    @DisplayName("1 to 255 ASCII characters name a session or a token; spaces are among them")
    void names_haveTheirBounds() throws Exception {
        for (String name : List.of(" ", "~", "a".repeat(255))) {
            claims.put("jti", name);
            claims.put("sid", name);
            assertThat(logout.verify(token()).id()).isEqualTo(name);
        }
        for (String name : List.of("", "\u001f", "\u007f", "a".repeat(256))) {
            claims.put("jti", name);
            assertThat(refusal()).contains("jti: expected 1 to 255 ASCII characters");
        }
    }

    @Test
    @DisplayName("L4: a repeated token is remembered for as long as any clock lets it be accepted")
    void acceptance_endsWithAgeAndLead() {
        assertThat(logout.acceptedFor()).isEqualTo(Duration.ofSeconds(240 + 120));
    }

    @Test
    @DisplayName("rule 6: the event, an object in an object")
    void otherEvents_areRefused() throws Exception {
        for (Object events : Arrays.asList(
                null,
                "text",
                List.of(EVENT),
                Map.of(),
                Map.of(EVENT, "text"),
                Map.of(EVENT, true),
                Map.of("x", Map.of()))) {
            claims.put("events", events);
            assertThat(refusal()).as("%s", events).contains("events: expected");
        }
        claims.put("events", Map.of(EVENT, Map.of(), "revoke_offline_access", true));
        assertThat(logout.verify(token()).id()).isEqualTo("one");
    }

    @Test
    @DisplayName("rule 7: no nonce, not even an empty one")
    void nonce_isRefused() {
        for (Object nonce : Arrays.asList("n", "", null)) {
            claims.put("nonce", nonce);
            assertThat(refusal()).contains("nonce: a logout token has none");
        }
    }

    @Test
    @DisplayName("L4: freshness: three minutes and the skew, not ten; neither expired nor from the future")
    void times_areJudged() throws Exception {
        claims.put("exp", now + 3600);
        claims.put("iat", now - 240);
        assertThat(logout.verify(token()).issuedAt()).isEqualTo(now - 240);
        claims.put("iat", now - 241);
        assertThat(refusal()).contains("iat: issued 241 s ago");
        claims.put("iat", now - 600);
        assertThat(refusal()).contains("iat: issued 600 s ago");
        claims.put("iat", now + 600);
        assertThat(refusal()).contains("iat: 600 s in the future");
        claims.put("iat", now);
        claims.put("exp", now - 60);
        assertThat(refusal()).contains("exp: expired");
    }

    @Test
    void otherIssuerAndAudience_areRefused() {
        claims.put("iss", provider.issuer() + "/");
        assertThat(refusal()).contains("iss: expected");
        claims.put("iss", provider.issuer());
        claims.put("aud", "another-client");
        assertThat(refusal()).contains("aud: expected crm");
        claims.put("aud", List.of("crm", "another-client"));
        assertThat(refusal()).contains("azp: expected crm");
    }

    @Test
    void oddNames_areRefused() {
        for (String claim : List.of("sid", "jti")) {
            Object good = claims.get(claim);
            for (Object odd : Arrays.asList("", 7, null, "x".repeat(256), "a\nb", "中")) {
                claims.put(claim, odd);
                assertThat(refusal()).as("%s %s", claim, odd).contains(claim + ": expected 1 to 255");
            }
            claims.put(claim, good);
        }
        claims.put("sub", "with space");
        assertThat(refusal()).contains("sub: expected");
    }

    @Test
    @DisplayName("T1, T3: unsigned, or signed by another key")
    void otherSignature_isRefused() {
        PrivateKey other = Jwts.SIG.RS256.keyPair().build().getPrivate();
        assertThat(refusal(TokenMint.rs256(header, claims, other))).contains("signature: not made by");
        String[] parts = token().split("\\.");
        assertThat(refusal(parts[0] + "." + parts[1] + ".")).contains("three parts");
        header.put("alg", "none");
        assertThat(refusal()).contains("alg: expected");
    }

    @Test
    @DisplayName("L9: unknown keys cause one fetch per interval, and what can be judged without a key causes none")
    void garbage_causesNoKeyStorm() throws Exception {
        logout.verify(token());
        int before = provider.keyRequests.get();
        header.put("kid", "unknown");
        for (int i = 0; i < 200; i++) {
            claims.put("jti", "j" + i);
            assertThat(refusal()).contains("kid: the provider's key set has no RS256 key");
        }
        claims.put("aud", "another-client");
        refusal();

        assertThat(provider.keyRequests.get() - before).isLessThanOrEqualTo(1);
    }

    private String refusal() {
        return refusal(token());
    }

    private String refusal(String token) {
        OidcException e = catchThrowableOfType(OidcException.class, () -> logout.verify(token));
        assertThat(e).as(token).isNotNull();
        assertThat(e.kind()).isEqualTo(OidcException.Kind.TOKEN_REFUSED);
        return e.getMessage();
    }
}
