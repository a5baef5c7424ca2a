package dev.saoma.filter;

import dev.saoma.filter.bearer.Bearers;
import dev.saoma.filter.http.Outbound;
import dev.saoma.filter.kept.KeptPosts;
import dev.saoma.filter.oidc.BearerTokens;
import dev.saoma.filter.oidc.Client;
import dev.saoma.filter.oidc.IdTokenVerifier;
import dev.saoma.filter.oidc.KeySet;
import dev.saoma.filter.oidc.Provider;
import dev.saoma.filter.oidc.ProviderProbe;
import dev.saoma.filter.oidc.TokenClient;
import dev.saoma.filter.roles.RolesFile;
import dev.saoma.filter.seal.SealKeys;
import dev.saoma.filter.seal.Sealer;
import dev.saoma.filter.settings.FilterSettings;
import dev.saoma.filter.settings.OperationsSettings;
import dev.saoma.filter.settings.UserSettings;
import dev.saoma.filter.signin.LoopGuard;
import dev.saoma.filter.signin.PendingCookies;
import dev.saoma.filter.signin.ShortId;
import dev.saoma.filter.signin.SignIns;
import dev.saoma.filter.signin.States;
import dev.saoma.filter.web.Answers;
import dev.saoma.filter.web.Cookies;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the parts together: the only place that sees every package. */
final class Wiring {
    private Wiring() {}

    static Guard guard(
            FilterSettings settings,
            @Nullable UserMapper mapper,
            @Nullable SignInListener listener,
            Outbound outbound,
            Clock clock) {
        SecureRandom random = new SecureRandom();
        String clientTag = ShortId.of(settings.issuer() + "\n" + settings.clientId() + "\n" + settings.appUrl());
        String secret = settings.clientSecret().orElse(null);

        Provider provider = new Provider(
                settings.issuer(), settings.backChannelUrl().orElse(null), secret != null, outbound, clock);
        Client client = new Client(settings.clientId(), secret, Addresses.redirectUri(settings));
        KeySet keys = new KeySet(provider, clock, settings.bearer().keyCache().orElse(null));
        IdTokenVerifier verifier =
                new IdTokenVerifier(settings.issuer(), settings.clientId(), keys, clock, settings.clockSkew());

        Cookies cookies = new Cookies(settings.secure());
        Sealer sealer = new Sealer(cookieKey(settings), clock, random);
        LoopGuard loops = new LoopGuard(cookies, clock, clientTag);
        SignIns signIns = new SignIns(
                provider,
                client,
                new TokenClient(provider, client, outbound),
                verifier,
                new PendingCookies(cookies, sealer, clientTag),
                new States(sealer, clock),
                random);

        Addresses addresses = new Addresses(settings);
        Answers answers = new Answers(addresses.own("login"), random);
        UserSettings users = settings.users();
        OperationsSettings operations = settings.operations();
        Identities identities = new Identities(
                users.rolesClaim(),
                users.rolesFile().map(file -> new RolesFile(file, clock)).orElse(null));
        Sessions sessions =
                new Sessions(clientTag, clock, settings.idle(), settings.lifetime(), users.sessionAttributes());
        Peers peers = new Peers(operations.trustedProxies());
        Events events = new Events(listener, identities, peers, clock);
        Admission admission = new Admission(mapper, identities, sessions, events);
        FailureLog failures = new FailureLog(clock, random, events);
        String home = addresses.absolute(Addresses.HOME);
        KeptPosts keptPosts =
                settings.keepPost() ? new KeptPosts(cookies, sealer, answers, random, clientTag, home) : null;
        ReportLog report = operations.reportOnly() ? new ReportLog(clock) : null;
        Doctor doctor = new Doctor(
                operations.doctor(),
                peers,
                new ProviderProbe(provider, client, outbound, clock, random)::look,
                new Doctor.Setup(settings, cookieKey(settings), report),
                cookies,
                clientTag,
                answers,
                random,
                clock);
        Endpoints endpoints = new Endpoints(
                signIns,
                loops,
                sessions,
                admission,
                addresses,
                keptPosts,
                answers,
                failures,
                events,
                settings.appOrigin(),
                settings.access().isPublic(Addresses.HOME),
                doctor);
        Challenge challenge = new Challenge(settings.access(), addresses, endpoints, answers);
        Requests requests = new Requests(identities, sessions, challenge, addresses, events, users.requestAttributes());
        Refusals refusals =
                new Refusals(challenge, requests, addresses, answers, failures, events, settings.passPreflights());
        Denials denials = report == null ? refusals : new ReportOnly(settings, challenge, addresses, refusals, report);
        boolean scrubs = report == null && !operations.scrubHeaders().isEmpty();
        return new Guard(
                sessions,
                bearers(settings, keys, admission, clock),
                settings.access(),
                addresses,
                endpoints,
                requests,
                denials,
                scrubs ? new ScrubbedHeaders(operations.scrubHeaders()) : null);
    }

    private static Bearers<BearerUser> bearers(FilterSettings settings, KeySet keys, Admission admission, Clock clock) {
        Set<String> audiences = settings.bearer().audiences();
        if (audiences.isEmpty()) {
            return new Bearers<>(null);
        }
        IdTokenVerifier verifier = new IdTokenVerifier(settings.issuer(), audiences, keys, clock, settings.clockSkew());
        return new Bearers<>(new BearerTokens<>(verifier, clock, claims -> new BearerUser(claims, admission, clock)));
    }

    private static byte[] cookieKey(FilterSettings settings) {
        return settings.cookieKey()
                .orElseGet(() -> SealKeys.derive(
                        settings.clientSecret().orElseThrow(IllegalStateException::new),
                        "saoma filter cookie key v1",
                        settings.issuer() + "\n" + settings.clientId()));
    }
}
