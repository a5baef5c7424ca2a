package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingCompat;
import dev.saoma.page.http.ClientAddress;
import dev.saoma.page.http.Cors;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.Gate;
import dev.saoma.page.http.HostRules;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.ResponseWriter;
import dev.saoma.page.http.Router;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.Discovery;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.sdk.SdkFiles;
import dev.saoma.page.sdk.WindowNotes;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.AddressRanges;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.view.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** All addresses in one list. */
public final class Routes {
    private Routes() {}

    /**
     * The router over them.
     *
     * @param jwks the public keys right now, as {@code /jwks} answers them
     * @param ready whether people can sign in right now; asks nobody
     */
    public static Router router(
            PoolSettings settings,
            Pages pages,
            AuthorizeRequests requests,
            SignInFlow flow,
            SignInCookies cookies,
            FirstBegin firstBegin,
            Invitations invitations,
            WaitingSignIns waiting,
            ReturningUsers returning,
            TokenRequests tokens,
            Supplier<String> jwks,
            LogoutRequests logoutRequests,
            SignOuts signOuts,
            SealedResponses posted,
            SealedResponses told,
            TokenInspection inspection,
            AuthingCompat authing,
            EmbeddedSignIns embedded,
            Store store,
            BooleanSupplier ready,
            RandomText random,
            RateLimits limits,
            AddressRanges trustedProxies,
            PoolTelemetry telemetry) {
        Addresses addresses = new Addresses(settings.issuer());
        Nonces nonces = new Nonces(random);
        ErrorResponses errors = new ErrorResponses(pages, nonces);
        LoginPages loginPages = new LoginPages(settings, pages, addresses, waiting, firstBegin, nonces);
        SessionCookie sessionCookie = new SessionCookie(
                settings, token -> signOuts.find(Optional.of(token)).isPresent());
        Callbacks callbacks =
                new Callbacks(settings, cookies, sessionCookie, flow, waiting, loginPages, pages, errors, nonces);
        SignOutPages signOutPages = new SignOutPages(pages, addresses, nonces);
        List<String> languages = Languages.ALL.stream().map(Map.Entry::getKey).toList();
        Map<String, Object> discovery = Discovery.document(settings.issuer().toString(), languages);
        Endpoint authorize = new AuthorizeEndpoint(
                requests,
                flow,
                cookies,
                firstBegin,
                invitations,
                returning,
                sessionCookie,
                loginPages,
                errors,
                pages,
                nonces);
        ClientAddress clients = new ClientAddress(trustedProxies);
        Predicate<String> registered = id -> settings.application(id).isPresent();
        String issuer = settings.issuer().toString();
        LogBudget calls = new LogBudget(LoggerFactory.getLogger(TokenEndpoint.class));
        Endpoint embed = new EmbedEndpoint(settings, requests, flow, embedded, pages, addresses, nonces);
        Endpoint silent = new SilentEndpoint(requests, returning, sessionCookie, told, pages, nonces);
        Cors cors = Cors.of(settings.applications());
        WindowNotes windows = new WindowNotes(store);
        List<Endpoint> endpoints = new ArrayList<>(List.of(
                new DocumentEndpoint(Addresses.DISCOVERY, () -> PageResponse.json(200, discovery)),
                new DocumentEndpoint(Addresses.JWKS, () -> PageResponse.jsonText(200, jwks.get())),
                authorize,
                embed,
                silent,
                new EmbedCallback(settings, pages, nonces),
                new EmbedFinishEndpoint(embedded, flow, told, pages, errors, settings.issuer()),
                RedirectCallback.scanned(callbacks),
                RedirectCallback.inWeChat(callbacks),
                new FrameCallback(pages, nonces),
                new PopupCallback(callbacks, pages, nonces),
                new FinishEndpoint(callbacks, settings.issuer()),
                new WaitingEndpoint(waiting, settings.issuer()),
                new ContinueEndpoint(callbacks, returning, sessionCookie, settings.issuer()),
                new LogoutEndpoint(logoutRequests, signOuts, sessionCookie, signOutPages, addresses),
                new LogoutConfirmEndpoint(logoutRequests, signOuts, sessionCookie, signOutPages, settings.issuer()),
                new FormPostEndpoint(posted, pages, nonces),
                new WebMessageEndpoint(told, windows, pages, nonces),
                new WindowNoteEndpoint(windows, cors::isRegistered, settings.issuer()),
                new WindowStatusEndpoint(windows, cors::isRegistered),
                new SdkFileEndpoint(new SdkFiles()),
                new TokenEndpoint(tokens, calls),
                new IntrospectionEndpoint(inspection, calls),
                new RevocationEndpoint(inspection, calls),
                new UserInfoEndpoint(tokens),
                new AssetEndpoint(pages),
                new HealthEndpoint(Addresses.LIVE, () -> true),
                new HealthEndpoint(Addresses.READY, ready)));
        if (settings.directory().isPresent()) {
            endpoints.add(new InvitationEndpoint(invitations, pages, nonces, settings.issuer()));
        }
        settings.wechat()
                .verificationFiles()
                .forEach((name, content) -> endpoints.add(new VerificationEndpoint(name, content)));
        AuthingRoutes authingRoutes =
                new AuthingRoutes(settings, authing, sessionCookie, addresses, pages, nonces, tokens);
        return new Router(
                authingRoutes.with(endpoints),
                new HostRules(settings.issuer(), settings.hosts(), trustedProxies),
                errors,
                nonces,
                cors,
                new ResponseWriter(
                        !settings.loopbackHttp(),
                        Addresses.origin(settings.wechat().openUrl())),
                new Gate(limits, clients, registered, issuer),
                telemetry);
    }

    /** What answers where no pool is: probes, and a page that says so to everybody else. */
    public static Router nowhere(Pages pages, BooleanSupplier ready, RandomText random, PoolTelemetry telemetry) {
        Nonces nonces = new Nonces(random);
        List<Endpoint> endpoints = List.of(
                new AssetEndpoint(pages),
                new HealthEndpoint(Addresses.LIVE, () -> true),
                new HealthEndpoint(Addresses.READY, ready));
        return new Router(
                endpoints,
                HostRules.NONE,
                new ErrorResponses(pages, nonces),
                nonces,
                Cors.of(List.of()),
                ResponseWriter.bare(),
                new Gate(RateLimits.NONE, new ClientAddress(AddressRanges.NONE), id -> false, ""),
                telemetry);
    }
}
