package dev.saoma.filter.internal;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.oidc.Client;
import dev.saoma.filter.internal.oidc.CodeExchange;
import dev.saoma.filter.internal.oidc.IdTokenVerifier;
import dev.saoma.filter.internal.oidc.KeySet;
import dev.saoma.filter.internal.oidc.LogoutTokenVerifier;
import dev.saoma.filter.internal.oidc.Provider;
import dev.saoma.filter.internal.oidc.ProviderProbe;
import dev.saoma.filter.internal.oidc.TokenClient;
import dev.saoma.filter.internal.oidc.UserInfo;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.web.Addresses;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;

/** The clients of the provider: metadata, keys, token requests and token verification. Thread-safe. */
final class ProviderParts {
    private final Settings settings;
    private final Addresses addresses;
    private final Outbound outbound;
    private final SecureRandom random;
    private final Clock clock;
    private final Provider provider;
    private final Client client;
    private final UserInfo userInfo;
    private final KeySet keys;
    private final IdTokenVerifier verifier;

    ProviderParts(Settings settings, Addresses addresses, Outbound outbound, SecureRandom random, Clock clock) {
        this.settings = settings;
        this.addresses = addresses;
        this.outbound = outbound;
        this.random = random;
        this.clock = clock;
        provider = new Provider(
                settings.issuer(),
                settings.backChannelUrl().orElse(null),
                settings.clientSecret().isPresent(),
                outbound,
                clock);
        client = new Client(
                settings.clientId(),
                settings.clientSecret().orElse(null),
                addresses.redirectUri(),
                settings.users().scopes());
        userInfo = new UserInfo(provider, outbound, settings.users().neededClaims());
        keys = new KeySet(provider, clock, settings.bearer().keyCache().orElse(null));
        verifier = new IdTokenVerifier(settings.issuer(), settings.clientId(), keys, clock, settings.clockSkew());
    }

    Provider provider() {
        return provider;
    }

    Client client() {
        return client;
    }

    /** Returns the exchange of codes for tokens. */
    CodeExchange exchange() {
        return new CodeExchange(new TokenClient(provider, client, outbound), verifier, userInfo, outbound.total());
    }

    /** Creates a verifier of ID tokens issued to these clients, for bearer tokens. */
    IdTokenVerifier verifier(Set<String> audiences) {
        return new IdTokenVerifier(settings.issuer(), audiences, keys, clock, settings.clockSkew());
    }

    LogoutTokenVerifier logoutTokens() {
        return new LogoutTokenVerifier(verifier, clock, settings.clockSkew());
    }

    ProviderProbe probe() {
        String signedOut = settings.logout().atProvider() ? addresses.signedOut() : null;
        return new ProviderProbe(provider, client, outbound, clock, random, userInfo, signedOut);
    }
}
