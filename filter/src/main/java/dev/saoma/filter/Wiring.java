package dev.saoma.filter;

import dev.saoma.filter.http.Outbound;
import dev.saoma.filter.oidc.Client;
import dev.saoma.filter.oidc.IdTokenVerifier;
import dev.saoma.filter.oidc.KeySet;
import dev.saoma.filter.oidc.Provider;
import dev.saoma.filter.oidc.TokenClient;
import dev.saoma.filter.seal.SealKeys;
import dev.saoma.filter.seal.Sealer;
import dev.saoma.filter.settings.FilterSettings;
import dev.saoma.filter.signin.LoopGuard;
import dev.saoma.filter.signin.PendingCookies;
import dev.saoma.filter.signin.ShortId;
import dev.saoma.filter.signin.SignIns;
import dev.saoma.filter.signin.States;
import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.Cookies;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts the parts together: the only place that sees every package. */
final class Wiring {
    private Wiring() {}

    static Guard guard(FilterSettings settings, Outbound outbound, Clock clock) {
        SecureRandom random = new SecureRandom();
        String clientTag = ShortId.of(settings.issuer() + "\n" + settings.clientId() + "\n" + settings.appUrl());
        String secret = settings.clientSecret().orElse(null);

        Provider provider = new Provider(
                settings.issuer(), settings.backChannelUrl().orElse(null), secret != null, outbound, clock);
        Client client = new Client(settings.clientId(), secret, Addresses.redirectUri(settings));
        IdTokenVerifier verifier = new IdTokenVerifier(
                settings.issuer(), settings.clientId(), new KeySet(provider, clock), clock, settings.clockSkew());

        Cookies cookies = new Cookies(settings.secure());
        Sealer sealer = new Sealer(cookieKey(settings), clock, random);
        LoopGuard loops = new LoopGuard(cookies, clientTag);
        SignIns signIns = new SignIns(
                provider,
                client,
                new TokenClient(provider, client, outbound),
                verifier,
                new PendingCookies(cookies, sealer, clientTag),
                new States(sealer),
                loops,
                random);

        Addresses addresses = new Addresses(settings);
        Answers answers = new Answers(addresses.own("login"), random);
        Sessions sessions = new Sessions(clientTag, clock, settings.idle(), settings.lifetime());
        Endpoints endpoints = new Endpoints(
                signIns,
                loops,
                sessions,
                addresses,
                answers,
                new FailureLog(clock, random),
                settings.appOrigin(),
                settings.publicPaths().matches(Addresses.HOME));
        return new Guard(sessions, settings.publicPaths(), addresses, endpoints, answers);
    }

    private static byte[] cookieKey(FilterSettings settings) {
        return settings.cookieKey()
                .orElseGet(() -> SealKeys.derive(
                        settings.clientSecret().orElseThrow(IllegalStateException::new),
                        "saoma filter cookie key v1",
                        settings.issuer() + "\n" + settings.clientId()));
    }
}
