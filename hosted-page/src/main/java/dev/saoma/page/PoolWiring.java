package dev.saoma.page;

import dev.saoma.page.compat.AuthingApi;
import dev.saoma.page.compat.AuthingQueries;
import dev.saoma.page.compat.AuthingSignIns;
import dev.saoma.page.compat.AuthingTokens;
import dev.saoma.page.compat.web.AuthingApiHandlers;
import dev.saoma.page.compat.web.AuthingRoutes;
import dev.saoma.page.compat.web.AuthingWindowHandlers;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.directory.Directory;
import dev.saoma.page.doctor.Doctor;
import dev.saoma.page.http.ClientAddress;
import dev.saoma.page.http.Cors;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.Gate;
import dev.saoma.page.http.HostRules;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.ResponseWriter;
import dev.saoma.page.http.Route;
import dev.saoma.page.http.Router;
import dev.saoma.page.keys.SigningKeys;
import dev.saoma.page.limit.RateLimits;
import dev.saoma.page.logout.BackChannel;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.AccessTokens;
import dev.saoma.page.oidc.AuthorizationCodes;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeResponses;
import dev.saoma.page.oidc.Claims;
import dev.saoma.page.oidc.ClientAuthentication;
import dev.saoma.page.oidc.Discovery;
import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.oidc.IdTokens;
import dev.saoma.page.oidc.LogoutTokens;
import dev.saoma.page.oidc.ResponseRedirects;
import dev.saoma.page.oidc.TestSignIns;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.oidc.TokenSigner;
import dev.saoma.page.people.People;
import dev.saoma.page.people.SubjectRecord;
import dev.saoma.page.sdk.WindowNotes;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.settings.stored.Home;
import dev.saoma.page.settings.values.AddressRanges;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.FrontDesk;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.signin.SignInCompletion;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.signin.WeChatIdentity;
import dev.saoma.page.store.Store;
import dev.saoma.page.telemetry.PoolTelemetry;
import dev.saoma.page.view.Pages;
import dev.saoma.page.web.Addresses;
import dev.saoma.page.web.AuthorizeHandlers;
import dev.saoma.page.web.CallbackHandlers;
import dev.saoma.page.web.FrameHandlers;
import dev.saoma.page.web.InvitationHandlers;
import dev.saoma.page.web.LoginPages;
import dev.saoma.page.web.LogoutHandlers;
import dev.saoma.page.web.ResponseModePages;
import dev.saoma.page.web.Routes;
import dev.saoma.page.web.StaticFiles;
import dev.saoma.page.web.TokenHandlers;
import dev.saoma.page.wechat.WeChatClient;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Puts one pool together: services first, then the handlers of its addresses. The only place that knows every part. */
final class PoolWiring {
    private final PoolSettings settings;
    private final PoolParts.Shared shared;
    private final String issuer;
    private final PoolTelemetry telemetry;
    private final Sealer sealer;
    private final SigningKeys keys;
    private final Store store;
    private final BackChannel backChannel;
    private final Directory directory;
    private final FrontDesk desk;
    private final TestSignIns tests;
    private final IdTokenHints hints;
    private final PageSessions sessions;
    private final AccessTokens accessTokens;
    private final ResponseRedirects redirects;
    private final AuthorizeResponses responses;
    private final TokenRequests tokens;
    private final SignInCompletion completion;
    private final WeChatClient wechat;
    private final Optional<WeChatClient> inWeChat;
    private final SignOuts signOuts;
    private final SessionCookie sessionCookie;

    PoolWiring(PoolSettings settings, PoolParts.Shared shared, Optional<Directory> before, boolean starting) {
        this.settings = settings;
        this.shared = shared;
        this.issuer = settings.issuer().toString();
        this.telemetry = shared.telemetry(settings);
        this.sealer = new Sealer(
                PoolParts.sealKeys(settings.keys(), shared.secureRandom()),
                issuer,
                shared.clock(),
                shared.secureRandom());
        SubjectRecord subjects = new SubjectRecord(settings);
        subjects.check();
        this.keys = PoolParts.signingKeys(settings, shared.clock());
        this.store = shared.stores().of(issuer, sealer, () -> PoolParts.agreement(settings, keys));
        TokenSigner signer = new TokenSigner(issuer, keys);
        People users = People.of(settings.users(), shared.clock());
        this.backChannel =
                new BackChannel(settings, shared.outbound(), new LogoutTokens(signer, shared.random(), shared.clock()));
        this.sessions = new PageSessions(store, settings.session(), shared.random(), shared.clock());
        this.signOuts = new SignOuts(settings, sessions, backChannel, telemetry);
        this.directory = directory(users, before, starting);
        this.tests = new TestSignIns(settings, store, shared.clock());
        this.desk = new FrontDesk(settings, directory, tests);
        this.hints = new IdTokenHints(issuer, keys::published);
        this.accessTokens = new AccessTokens(store, shared.random(), shared.clock(), sessions::hasEnded);
        Addresses addresses = new Addresses(settings.issuer());
        this.redirects = new ResponseRedirects(
                Map.of(
                        ResponseMode.FORM_POST, addresses.uri(Addresses.FORM_POST),
                        ResponseMode.WEB_MESSAGE, addresses.uri(Addresses.SDK_DONE),
                        ResponseMode.AUTHING_MESSAGE, addresses.uri(AuthingWindowHandlers.DONE)),
                sealer,
                shared.clock());
        this.responses = new AuthorizeResponses(issuer);
        AuthorizationCodes codes = new AuthorizationCodes(store, accessTokens, shared.random());
        Claims claims = new Claims(settings, users, directory);
        this.tokens = new TokenRequests(
                new ClientAuthentication(settings, shared.random(), directory, shared.clock()),
                codes,
                accessTokens,
                new IdTokens(settings, signer, claims, shared.clock()),
                claims,
                directory,
                tests);
        this.completion = new SignInCompletion(sessions, codes, responses, subjects::used, desk, store, shared.clock());
        this.wechat = new WeChatClient(settings.wechat(), shared.outbound(), telemetry::calledWeChat);
        this.inWeChat = settings.wechat()
                .inWeChat()
                .map(app -> new WeChatClient(app, shared.outbound(), telemetry::calledWeChat));
        this.sessionCookie = new SessionCookie(
                settings, token -> signOuts.find(Optional.of(token)).isPresent());
    }

    private Directory directory(People users, Optional<Directory> before, boolean starting) {
        return PoolParts.directory(settings, shared, before, starting, users::about, backChannel, signOuts::end);
    }

    PoolParts parts() {
        Optional<ConsolePool> console = settings.directory().map(on -> console());
        return new PoolParts(settings, router(), store, wechat, inWeChat, backChannel, directory, console);
    }

    private ConsolePool console() {
        return new ConsolePool(
                settings,
                sealer,
                shared.cookieKeys(settings),
                store,
                new ConsoleClient(tokens),
                tests,
                () -> new Doctor().examine(settings, shared.outbound()),
                Home.NONE);
    }

    private Router router() {
        Pages pages = new Pages(settings.issuer().getRawPath(), settings.branding());
        Html html = new Html(pages, shared.random());
        ErrorResponses errors = new ErrorResponses(pages, shared.random());
        Cors cors = new Cors(settings.issuer(), settings.applications());
        Gate gate = new Gate(
                shared.limits(),
                new ClientAddress(shared.trustedProxies()),
                id -> settings.application(id).isPresent(),
                issuer);
        return new Router(
                routes(pages, html, errors, cors),
                new HostRules(settings.issuer(), settings.hosts(), shared.trustedProxies()),
                errors,
                cors,
                new ResponseWriter(
                        !settings.loopbackHttp(), Origin.of(settings.wechat().openUrl())),
                gate,
                telemetry);
    }

    private List<Route> routes(Pages pages, Html html, ErrorResponses errors, Cors cors) {
        SignInFlow flow = new SignInFlow(
                settings,
                WeChatIdentity.of(wechat, inWeChat, settings.wechat().subject()),
                desk,
                completion,
                store,
                shared.random(),
                shared.clock(),
                telemetry);
        SignInCookies cookies = new SignInCookies(sealer, settings.issuer(), settings.qrLifetime(), shared.clock());
        ReturningUsers returning = new ReturningUsers(
                settings, sessions, sessionCookie, desk, completion, store, shared.clock(), telemetry);
        WaitingSignIns waiting = new WaitingSignIns(settings, cookies, completion, sessions, store, sealer, telemetry);
        FirstBegin firstBegin = new FirstBegin(sealer, shared.clock());
        Invitations invitations = new Invitations(sealer, settings.issuer(), shared.clock());
        AuthorizeRequests requests = new AuthorizeRequests(settings, responses, hints, tests);
        TokenInspection inspection =
                new TokenInspection(settings, accessTokens, directory, hints, shared.random(), shared.clock());
        Addresses addresses = new Addresses(settings.issuer());
        LoginPages loginPages = new LoginPages(settings, waiting, firstBegin, errors, html);
        AuthorizeHandlers authorize = new AuthorizeHandlers(
                requests, flow, cookies, firstBegin, invitations, returning, redirects, loginPages);
        List<String> languages = Languages.ALL.stream().map(Map.Entry::getKey).toList();
        TokenHandlers tokenHandlers =
                new TokenHandlers(tokens, inspection, Discovery.document(issuer, languages), keys::jwks);
        LogoutHandlers logout =
                new LogoutHandlers(new LogoutRequests(settings, hints), signOuts, sessionCookie, addresses, html);
        List<Route> all = new ArrayList<>(Routes.table(
                authorize,
                new CallbackHandlers(cookies, flow, returning, waiting, sessionCookie, redirects, loginPages, html),
                new FrameHandlers(
                        settings, requests, flow, new EmbeddedSignIns(settings, sealer), returning, loginPages, html),
                new ResponseModePages(redirects, new WindowNotes(store), cors, html),
                tokenHandlers,
                logout,
                settings.directory().map(on -> new InvitationHandlers(invitations, addresses, html)),
                new StaticFiles(
                        pages,
                        html,
                        settings.wechat().verificationFiles(),
                        () -> store.isReady() && directory.isReady())));
        if (settings.applications().stream().anyMatch(Application::authingSdk)) {
            all.addAll(authingRoutes(authorize, tokenHandlers, logout, inspection, html));
        }
        return all;
    }

    private List<Route> authingRoutes(
            AuthorizeHandlers authorize,
            TokenHandlers tokenHandlers,
            LogoutHandlers logout,
            TokenInspection inspection,
            Html html) {
        AuthingTokens authingTokens = new AuthingTokens(settings, hints, sessions, store, shared.clock());
        AuthingApi api = new AuthingApi(authingTokens, inspection, signOuts);
        AuthingQueries queries = new AuthingQueries(api, authingTokens);
        AuthingSignIns signIns = new AuthingSignIns(settings, sealer, tokens, shared.random(), shared.clock());
        return AuthingRoutes.table(
                authorize,
                tokenHandlers,
                logout,
                new AuthingWindowHandlers(settings, signIns, redirects, html),
                new AuthingApiHandlers(api, queries, tokens, tokenHandlers, sessionCookie));
    }

    /** Returns the router for hosts without a pool: probes, and an error page for all other requests. */
    static Router nowhere(Pages pages, PoolParts.Shared shared, BooleanSupplier ready) {
        return new Router(
                Routes.whereNoPoolIs(new StaticFiles(pages, new Html(pages, shared.random()), Map.of(), ready)),
                HostRules.NONE,
                new ErrorResponses(pages, shared.random()),
                new Cors(URI.create("http://nowhere.invalid"), List.of()),
                ResponseWriter.bare(),
                new Gate(RateLimits.NONE, new ClientAddress(AddressRanges.NONE), id -> false, ""),
                shared.telemetry().pool("-"));
    }
}
