package dev.saoma.filter.internal.oidc;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A verifier for a provider on loopback, and a valid ID token to modify. */
abstract class VerifierFixture {
    static final String NONCE = "nonce-of-this-sign-in";

    final TestClock clock = new TestClock();
    final Outbound outbound = new Outbound(OutboundLimits.within(Duration.ofMinutes(1)));
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
}
