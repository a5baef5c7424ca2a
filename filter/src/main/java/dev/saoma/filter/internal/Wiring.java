package dev.saoma.filter.internal;

import dev.saoma.filter.SignInListener;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.internal.application.Admission;
import dev.saoma.filter.internal.application.Events;
import dev.saoma.filter.internal.application.FailureLog;
import dev.saoma.filter.internal.bearer.Bearers;
import dev.saoma.filter.internal.doctor.Doctor;
import dev.saoma.filter.internal.doctor.DoctorSetup;
import dev.saoma.filter.internal.endpoint.CallbackEndpoint;
import dev.saoma.filter.internal.endpoint.Endpoints;
import dev.saoma.filter.internal.endpoint.KeptForms;
import dev.saoma.filter.internal.endpoint.LoginEndpoint;
import dev.saoma.filter.internal.endpoint.SignInPages;
import dev.saoma.filter.internal.endpoint.SignOut;
import dev.saoma.filter.internal.guard.BearerUser;
import dev.saoma.filter.internal.guard.Challenge;
import dev.saoma.filter.internal.guard.EnforcedRejections;
import dev.saoma.filter.internal.guard.Guard;
import dev.saoma.filter.internal.guard.ReportOnly;
import dev.saoma.filter.internal.guard.RequestWrappers;
import dev.saoma.filter.internal.guard.ScrubbedHeaders;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.internal.kept.KeptPosts;
import dev.saoma.filter.internal.log.ReportLog;
import dev.saoma.filter.internal.logout.BackChannelLogout;
import dev.saoma.filter.internal.logout.EndedSessions;
import dev.saoma.filter.internal.logout.ProviderLogout;
import dev.saoma.filter.internal.oidc.BearerTokens;
import dev.saoma.filter.internal.roles.RolesFile;
import dev.saoma.filter.internal.seal.SealKey;
import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.session.NewSessions;
import dev.saoma.filter.internal.session.Principals;
import dev.saoma.filter.internal.session.Sessions;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.signin.LoopGuard;
import dev.saoma.filter.internal.signin.PendingCookies;
import dev.saoma.filter.internal.signin.Redemptions;
import dev.saoma.filter.internal.signin.SignIns;
import dev.saoma.filter.internal.signin.States;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.web.AccessRules;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Cookies;
import dev.saoma.filter.internal.web.Peers;
import dev.saoma.filter.internal.web.RequestKind;
import dev.saoma.filter.internal.web.Responses;
import dev.saoma.filter.internal.web.Target;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A started filter: assembles its parts, and closes them. The only class that sees every package. Thread-safe.
 */
public final class Wiring implements AutoCloseable {
    private final Settings settings;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Addresses addresses;
    private final String clientTag;
    private final Cookies cookies;
    private final Sealer sealer;
    private final Responses responses;
    private final Peers peers;
    private final Connections connections;
    private final Doctor doctor;
    private final Guard guard;

    /**
     * Starts a filter; nothing is fetched.
     *
     * @param mapper of the application, if it has one
     * @param listener of the application, if it has one
     * @param limits of calls to the provider
     */
    public static Wiring start(
            Settings settings,
            @Nullable UserMapper mapper,
            @Nullable SignInListener listener,
            OutboundLimits limits,
            Clock clock) {
        Connections connections = new Connections(settings, limits);
        try {
            return new Wiring(settings, mapper, listener, connections, clock);
        } catch (RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    private Wiring(
            Settings settings,
            @Nullable UserMapper mapper,
            @Nullable SignInListener listener,
            Connections connections,
            Clock clock) {
        this.settings = settings;
        this.connections = connections;
        this.clock = clock;
        addresses = new Addresses(settings.appUrl(), settings.path());
        clientTag = Sha256.shortId(settings.issuer() + "\n" + settings.clientId() + "\n" + settings.appUrl());
        cookies = new Cookies(settings.secure());
        SealKey cookieKey = cookieKey(settings);
        sealer = new Sealer(cookieKey, clock, random);
        responses = new Responses(addresses.own("login"), random);
        peers = new Peers(settings.operations().trustedProxies());

        ProviderParts provider = new ProviderParts(settings, addresses, connections.outbound(), random, clock);
        SignIns signIns = new SignIns(
                provider.provider(),
                provider.client(),
                provider.exchange(),
                new PendingCookies(cookies, sealer, clientTag),
                new States(sealer, clock, addresses.tooLong()),
                new Redemptions(clock),
                peers,
                random);

        ReportLog report = settings.operations().reportOnly() ? new ReportLog(clock) : null;
        doctor = new Doctor(
                settings.operations().doctor(),
                peers,
                provider.probe()::look,
                new DoctorSetup(settings, cookieKey, clientTag, report),
                cookies,
                responses,
                random,
                clock);

        Principals principals = new Principals(
                settings.users().rolesClaim(),
                settings.users()
                        .rolesFile()
                        .map(file -> new RolesFile(file, clock))
                        .orElse(null));
        EndedSessions ended = new EndedSessions(clock, keptEnded(settings));
        Sessions sessions = sessions(ended);
        Events events = new Events(listener, principals, peers, clock);
        ProviderLogout providerLogout = new ProviderLogout(
                settings.logout().atProvider() ? provider.provider() : null,
                settings.clientId(),
                addresses.signedOut(),
                sealer,
                settings.lifetime(),
                clock);
        Admission admission = new Admission(
                mapper,
                principals,
                sessions,
                new NewSessions(
                        sessions,
                        clock,
                        settings.idle(),
                        settings.lifetime(),
                        settings.users().sessionAttributes()),
                providerLogout,
                events);

        FailureLog failures = new FailureLog(clock, random, events);
        LoopGuard loops = new LoopGuard(cookies, sealer, clock, clientTag);
        KeptForms keptForms = new KeptForms(keptPosts(), addresses);
        SignInPages pages = new SignInPages(loops, addresses, responses, failures);
        LoginEndpoint login = new LoginEndpoint(signIns, loops, sessions, keptForms, addresses, responses, pages);
        Endpoints endpoints = new Endpoints(
                login,
                new CallbackEndpoint(
                        signIns, loops, sessions, admission, keptForms, doctor.strictCookies(), login, pages),
                keptForms,
                new SignOut(
                        sessions,
                        loops,
                        addresses,
                        responses,
                        providerLogout,
                        events,
                        settings.browser().clearCacheOnSignOut(),
                        signOutEnd(settings)),
                new BackChannelLogout(
                        provider.logoutTokens(),
                        ended,
                        connections.nodes(),
                        token -> events.signedOutByProvider(
                                token.subject().orElse(null), token.sid().orElse(null)),
                        responses,
                        clock),
                doctor,
                addresses,
                responses);

        AccessRules access = settings.access().withFiles(DeployedApplication::of);
        Challenge challenge = new Challenge(access, addresses, login, keptForms, responses);
        RequestWrappers requests = new RequestWrappers(
                principals,
                sessions,
                challenge,
                addresses,
                events,
                settings.users().requestAttributes(),
                settings.browser().noStore() && report == null,
                report == null ? scrubbed() : null);
        EnforcedRejections rejections = new EnforcedRejections(
                challenge, requests, addresses, responses, failures, events, settings.passPreflights());
        guard = new Guard(
                new Target.Finder(addresses),
                access,
                sessions,
                bearers(provider, admission, sessions),
                endpoints,
                keptForms,
                requests,
                report == null ? rejections : new ReportOnly(settings, challenge, addresses, rejections, report));
    }

    /** Returns the guard, which decides on each request. */
    public Guard guard() {
        return guard;
    }

    /** Returns the doctor, which checks what sign-ins depend on. */
    public Doctor doctor() {
        return doctor;
    }

    /** Returns the addresses that browsers are redirected to. */
    public Addresses addresses() {
        return addresses;
    }

    /** Returns the URI that the provider sends logout tokens to. */
    public String backChannelLogoutUri() {
        return addresses.own(Connections.BACK_CHANNEL);
    }

    /** Aborts calls to the provider and to other nodes. */
    @Override
    public void close() {
        connections.close();
    }

    private Sessions sessions(EndedSessions ended) {
        return new Sessions(
                clientTag,
                clock,
                settings.idle(),
                settings.lifetime(),
                ended,
                settings.browser().backgroundExtendsIdle()
                        ? request -> true
                        : request -> !RequestKind.isInBackground(request));
    }

    private @Nullable KeptPosts keptPosts() {
        String home = addresses.absolute(Addresses.HOME);
        return settings.keepPost() ? new KeptPosts(cookies, sealer, responses, random, clientTag, home) : null;
    }

    private @Nullable ScrubbedHeaders scrubbed() {
        return settings.operations().scrubHeaders().isEmpty()
                ? null
                : new ScrubbedHeaders(settings.operations().scrubHeaders());
    }

    // By then, sessions begun before the sign-out and bearer tokens of ordinary lifetime have expired by themselves.
    private static Duration keptEnded(Settings settings) {
        Duration longest = settings.lifetime().plus(settings.clockSkew()).plusMinutes(1);
        Duration day = Duration.ofDays(1);
        return longest.compareTo(day) < 0 ? day : longest;
    }

    private static @Nullable String signOutEnd(Settings settings) {
        String home = settings.access().isPublic(Addresses.HOME) ? Addresses.HOME : null;
        return settings.logout().returnPath().orElse(home);
    }

    private Bearers<BearerUser> bearers(ProviderParts provider, Admission admission, Sessions sessions) {
        Set<String> audiences = settings.bearer().audiences();
        if (audiences.isEmpty()) {
            return new Bearers<>(null, user -> false);
        }
        return new Bearers<>(
                new BearerTokens<>(
                        provider.verifier(audiences), clock, claims -> new BearerUser(claims, admission, clock)),
                user -> sessions.isEnded(user.verified()));
    }

    private static SealKey cookieKey(Settings settings) {
        return settings.cookieKey().isPresent()
                ? SealKey.of(settings.cookieKey().get())
                : SealKey.derived(
                        settings.clientSecret().orElseThrow(IllegalStateException::new),
                        "saoma filter cookie key v2",
                        settings.issuer() + "\n" + settings.clientId());
    }
}
