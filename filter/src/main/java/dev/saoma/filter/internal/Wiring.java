package dev.saoma.filter.internal;

import dev.saoma.filter.SignInListener;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.internal.application.Admission;
import dev.saoma.filter.internal.application.Events;
import dev.saoma.filter.internal.application.FailureLog;
import dev.saoma.filter.internal.bearer.Bearers;
import dev.saoma.filter.internal.doctor.Doctor;
import dev.saoma.filter.internal.endpoint.Endpoints;
import dev.saoma.filter.internal.endpoint.SignOut;
import dev.saoma.filter.internal.guard.BearerUser;
import dev.saoma.filter.internal.guard.Challenge;
import dev.saoma.filter.internal.guard.Denials;
import dev.saoma.filter.internal.guard.Guard;
import dev.saoma.filter.internal.guard.Refusals;
import dev.saoma.filter.internal.guard.ReportOnly;
import dev.saoma.filter.internal.guard.Requests;
import dev.saoma.filter.internal.guard.ScrubbedHeaders;
import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.internal.http.OutboundRoute;
import dev.saoma.filter.internal.kept.KeptPosts;
import dev.saoma.filter.internal.log.ReportLog;
import dev.saoma.filter.internal.logout.BackChannelLogout;
import dev.saoma.filter.internal.logout.EndedSessions;
import dev.saoma.filter.internal.logout.OtherNodes;
import dev.saoma.filter.internal.logout.ProviderLogout;
import dev.saoma.filter.internal.oidc.BearerTokens;
import dev.saoma.filter.internal.oidc.Client;
import dev.saoma.filter.internal.oidc.CodeExchange;
import dev.saoma.filter.internal.oidc.IdTokenVerifier;
import dev.saoma.filter.internal.oidc.KeySet;
import dev.saoma.filter.internal.oidc.Libraries;
import dev.saoma.filter.internal.oidc.LogoutTokenVerifier;
import dev.saoma.filter.internal.oidc.Provider;
import dev.saoma.filter.internal.oidc.ProviderProbe;
import dev.saoma.filter.internal.oidc.TokenClient;
import dev.saoma.filter.internal.oidc.UserInfo;
import dev.saoma.filter.internal.roles.RolesFile;
import dev.saoma.filter.internal.seal.SealKeys;
import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.seal.ShortId;
import dev.saoma.filter.internal.session.Identities;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.settings.FilterSettings;
import dev.saoma.filter.internal.settings.OperationsSettings;
import dev.saoma.filter.internal.settings.OutboundSettings;
import dev.saoma.filter.internal.settings.UserSettings;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.PendingCookies;
import dev.saoma.filter.internal.signin.Redemptions;
import dev.saoma.filter.internal.signin.SignIns;
import dev.saoma.filter.internal.signin.States;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Answers;
import dev.saoma.filter.internal.web.Cookies;
import dev.saoma.filter.internal.web.Peers;
import dev.saoma.filter.internal.web.RequestKind;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the parts together: the only place that sees every package. */
public final class Wiring {
    public static final String BACK_CHANNEL = "/backchannel-logout";

    private Wiring() {}

    /** Calls to the provider. */
    public static Outbound outbound(FilterSettings settings, OutboundLimits limits) {
        OutboundSettings outbound = settings.outbound();
        return new Outbound(limits, OutboundRoute.of(outbound.proxy().orElse(null), outbound.authorities()));
    }

    /**
     * The other nodes of this application, told by calls that have no part in sign-ins. They are reached by their addresses,
     * each of them, and no proxy would do that: it looks names up itself.
     */
    public static OtherNodes nodes(FilterSettings settings) {
        String path = settings.path() + BACK_CHANNEL;
        return new OtherNodes(
                settings.logout().nodes().stream()
                        .map(node -> URI.create(node + path))
                        .collect(Collectors.toList()),
                new Outbound(OtherNodes.LIMITS, OutboundRoute.direct()));
    }

    /** Where browsers are sent to. */
    public static Addresses addresses(FilterSettings settings) {
        return new Addresses(settings.appUrl(), settings.path());
    }

    /** Signatures that this Java runtime cannot verify, in words; nothing as a rule. */
    public static Optional<String> unverifiable() {
        return ProviderProbe.unverifiable();
    }

    /** What is missing around the filter, in words for the person who installs it; nothing as a rule. */
    public static Optional<String> runtimeMistake() {
        List<String> missing = Libraries.missing();
        return missing.isEmpty()
                ? SealKeys.runtimeMistake()
                : Optional.of(
                        "these libraries are missing beside saoma-filter: " + String.join(", ", missing)
                                + " – add them with Maven, or take the drop-in jar (classifier jakarta or javax), which holds them");
    }

    public static Guard guard(
            FilterSettings settings,
            @Nullable UserMapper mapper,
            @Nullable SignInListener listener,
            Outbound outbound,
            OtherNodes nodes,
            Clock clock) {
        SecureRandom random = new SecureRandom();
        Addresses addresses = addresses(settings);
        String clientTag = ShortId.of(settings.issuer() + "\n" + settings.clientId() + "\n" + settings.appUrl());
        String secret = settings.clientSecret().orElse(null);

        Provider provider = new Provider(
                settings.issuer(), settings.backChannelUrl().orElse(null), secret != null, outbound, clock);
        Client client = new Client(
                settings.clientId(),
                secret,
                addresses.redirectUri(),
                settings.users().scopes());
        UserInfo userInfo = new UserInfo(provider, outbound, settings.users().neededClaims());
        KeySet keys = new KeySet(provider, clock, settings.bearer().keyCache().orElse(null));
        IdTokenVerifier verifier =
                new IdTokenVerifier(settings.issuer(), settings.clientId(), keys, clock, settings.clockSkew());

        Cookies cookies = new Cookies(settings.secure());
        byte[] cookieKey = cookieKey(settings);
        Sealer sealer = new Sealer(cookieKey, clock, random);
        LoopGuard loops = new LoopGuard(cookies, sealer, clock, clientTag);
        SignIns signIns = new SignIns(
                provider,
                client,
                new CodeExchange(new TokenClient(provider, client, outbound), verifier, userInfo, outbound.total()),
                new PendingCookies(cookies, sealer, clientTag),
                new States(sealer, clock, addresses.tooLong()),
                new Redemptions(clock),
                random);

        Answers answers = new Answers(addresses.own("login"), random);
        UserSettings users = settings.users();
        OperationsSettings operations = settings.operations();
        Identities identities = new Identities(
                users.rolesClaim(),
                users.rolesFile().map(file -> new RolesFile(file, clock)).orElse(null));
        EndedSessions ended = new EndedSessions(clock, keptEnded(settings));
        Sessions sessions = new Sessions(
                clientTag,
                clock,
                settings.idle(),
                settings.lifetime(),
                users.sessionAttributes(),
                ended,
                settings.browser().backgroundExtendsIdle()
                        ? request -> true
                        : request -> !RequestKind.isInBackground(request));
        ProviderLogout providerLogout = new ProviderLogout(
                settings.logout().atProvider() ? provider : null,
                settings.clientId(),
                addresses.signedOut(),
                sealer,
                settings.lifetime());
        Peers peers = new Peers(operations.trustedProxies());
        Events events = new Events(listener, identities, peers, clock);
        Admission admission = new Admission(mapper, identities, sessions, providerLogout, events);
        FailureLog failures = new FailureLog(clock, random, events);
        String home = addresses.absolute(Addresses.HOME);
        KeptPosts keptPosts =
                settings.keepPost() ? new KeptPosts(cookies, sealer, answers, random, clientTag, home) : null;
        ReportLog report = operations.reportOnly() ? new ReportLog(clock) : null;
        Doctor doctor = new Doctor(
                operations.doctor(),
                peers,
                new ProviderProbe(
                        provider,
                        client,
                        outbound,
                        clock,
                        random,
                        userInfo,
                        settings.logout().atProvider() ? addresses.signedOut() : null)::look,
                new Doctor.Setup(settings, cookieKey, report),
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
                peers,
                settings.appOrigin(),
                new SignOut(
                        sessions,
                        loops,
                        addresses,
                        answers,
                        providerLogout,
                        events,
                        settings.appOrigin(),
                        settings.browser().clearCacheOnSignOut(),
                        signOutEnd(settings)),
                new BackChannelLogout(
                        new LogoutTokenVerifier(verifier, clock, settings.clockSkew()),
                        ended,
                        nodes,
                        token -> events.signedOutByProvider(
                                token.subject().orElse(null), token.sid().orElse(null)),
                        answers,
                        clock),
                doctor);
        Challenge challenge = new Challenge(settings.access(), addresses, endpoints, answers);
        Requests requests = new Requests(identities, sessions, challenge, addresses, events, users.requestAttributes());
        Refusals refusals =
                new Refusals(challenge, requests, addresses, answers, failures, events, settings.passPreflights());
        Denials denials = report == null ? refusals : new ReportOnly(settings, challenge, addresses, refusals, report);
        boolean scrubs = report == null && !operations.scrubHeaders().isEmpty();
        return new Guard(
                sessions,
                bearers(settings, keys, admission, sessions, clock),
                settings.access(),
                addresses,
                endpoints,
                requests,
                denials,
                settings.browser().noStore() && report == null,
                scrubs ? new ScrubbedHeaders(operations.scrubHeaders()) : null);
    }

    // A session that was made before it was ended, and a bearer token of an ordinary length, have ended by then
    // themselves.
    private static Duration keptEnded(FilterSettings settings) {
        Duration longest = settings.lifetime().plus(settings.clockSkew()).plusMinutes(1);
        Duration day = Duration.ofDays(1);
        return longest.compareTo(day) < 0 ? day : longest;
    }

    private static @Nullable String signOutEnd(FilterSettings settings) {
        boolean homeIsPublic = settings.access().isPublic(Addresses.HOME);
        return settings.logout().returnPath().orElse(homeIsPublic ? Addresses.HOME : null);
    }

    private static Bearers<BearerUser> bearers(
            FilterSettings settings, KeySet keys, Admission admission, Sessions sessions, Clock clock) {
        Set<String> audiences = settings.bearer().audiences();
        if (audiences.isEmpty()) {
            return new Bearers<>(null, user -> false);
        }
        IdTokenVerifier verifier = new IdTokenVerifier(settings.issuer(), audiences, keys, clock, settings.clockSkew());
        return new Bearers<>(
                new BearerTokens<>(verifier, clock, claims -> new BearerUser(claims, admission, clock)),
                user -> sessions.isEnded(user.verified()));
    }

    private static byte[] cookieKey(FilterSettings settings) {
        return settings.cookieKey()
                .orElseGet(() -> SealKeys.derive(
                        settings.clientSecret().orElseThrow(IllegalStateException::new),
                        "saoma filter cookie key v2",
                        settings.issuer() + "\n" + settings.clientId()));
    }
}
