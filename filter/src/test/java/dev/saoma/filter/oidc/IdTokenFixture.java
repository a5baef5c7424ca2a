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
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A verifier at a provider on loopback, and a good token to be spoilt. */
abstract class IdTokenFixture {
    static final KeyPair OTHER = Jwts.SIG.RS256.keyPair().build();
    static final KeyPair EC = Jwts.SIG.ES256.keyPair().build();
    static final String NONCE = "nonce-of-this-sign-in";

    final TestClock clock = new TestClock();
    final Outbound outbound = new Outbound(OutboundLimits.DEFAULT);
    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();
    TestProvider provider;
    IdTokenVerifier verifier;
    long now;

    @BeforeEach
    final void start() throws Exception {
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
    final void stop() {
        outbound.close();
        provider.close();
    }

    final String token() {
        return TokenMint.rs256(header, claims, TestProvider.KEY.getPrivate());
    }

    final String refusal(String token) {
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
    static String keySet(Map<String, Object>... keys) {
        return TokenMint.GSON.toJson(Map.of("keys", keys));
    }

    static Map<String, Object> rsa(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((RSAPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }

    static Map<String, Object> ec(String id, KeyPair pair) {
        Map<String, Object> members = new LinkedHashMap<>();
        Jwks.builder().key((ECPublicKey) pair.getPublic()).id(id).build().forEach(members::put);
        return members;
    }
}
