package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.signin.Way;
import dev.saoma.page.view.ContinuePage;
import dev.saoma.page.view.LanguageLink;
import dev.saoma.page.view.LoginPage;
import dev.saoma.page.view.Opener;
import dev.saoma.page.view.Pages;
import dev.saoma.page.wechat.QrConnect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows the login page for a sign-in. */
final class LoginPages {
    private final PoolSettings settings;
    private final Pages pages;
    private final QrConnect wechat;
    private final PhonePages phonePages;
    private final Addresses addresses;
    private final WaitingSignIns waiting;
    private final FirstBegin firstBegin;
    private final Nonces nonces;

    LoginPages(
            PoolSettings settings,
            Pages pages,
            Addresses addresses,
            WaitingSignIns waiting,
            FirstBegin firstBegin,
            Nonces nonces) {
        this.settings = settings;
        this.pages = pages;
        this.wechat = new QrConnect(settings.wechat());
        this.phonePages = new PhonePages(settings.wechat(), pages, addresses, nonces);
        this.addresses = addresses;
        this.waiting = waiting;
        this.firstBegin = firstBegin;
        this.nonces = nonces;
    }

    PageResponse show(PageRequest ask, PendingSignIn pending, Application application) {
        AuthorizeRequest request = pending.request();
        Locale locale = Languages.choose(pages, ask, request.uiLocales());
        String firstBegun = firstBegin.sealed(pending);
        List<LanguageLink> languages = languages(pending, firstBegun, locale);
        Surroundings surroundings = Surroundings.of(ask);
        if (surroundings != Surroundings.SCREEN) {
            return phonePages.show(surroundings, pending, application, languages, locale);
        }
        boolean english = locale.getLanguage().equals("en");
        String state = pending.state();
        LoginPage model = new LoginPage(
                application.name(),
                URI.create(request.redirectUri()).getRawAuthority(),
                state,
                wechat.framed(addresses.callback(Way.FRAME), state, english),
                wechat.topLevel(addresses.callback(Way.POPUP), state, english),
                wechat.topLevel(addresses.callback(Way.REDIRECT), state, english),
                URI.create(addresses.url(Addresses.FINISH)),
                FirstBegin.in(again(request), firstBegun).toUri(),
                FirstBegin.useful(pending, settings.qrLifetime()),
                languages,
                waiting(pending),
                opener(request));
        String nonce = nonces.nonce();
        String origin = Addresses.origin(settings.wechat().openUrl());
        return PageResponse.html(200, pages.login(model, locale, nonce), ContentPolicy.framingPage(nonce, origin));
    }

    private static @Nullable Opener opener(AuthorizeRequest request) {
        String state = request.state();
        return request.wishes().responseMode() == ResponseMode.WEB_MESSAGE && state != null
                ? new Opener(Addresses.origin(URI.create(request.redirectUri())), state)
                : null;
    }

    private LoginPage.Waiting waiting(PendingSignIn pending) {
        return new LoginPage.Waiting(
                URI.create(addresses.url(Addresses.WAITING)),
                waiting.ticket(pending),
                waiting.noticeName(pending),
                pending.startedAt());
    }

    /** Offers to go on as the person whom the page still knows, with a click; nothing is loaded from WeChat. */
    PageResponse offer(PageRequest ask, PendingSignIn pending, Application application, PageSession session) {
        AuthorizeRequest request = pending.request();
        Locale locale = Languages.choose(pages, ask, request.uiLocales());
        String firstBegun = firstBegin.sealed(pending);
        UrlWithParameters other = request.again(addresses.url(Addresses.AUTHORIZE), request.uiLocales(), "login");
        ContinuePage model = new ContinuePage(
                application.name(),
                URI.create(request.redirectUri()).getRawAuthority(),
                session.user().name(),
                URI.create(addresses.url(Addresses.CONTINUE)),
                pending.state(),
                ReturningUsers.fingerprint(session),
                FirstBegin.in(other, firstBegun).toUri(),
                languages(pending, firstBegun, locale),
                opener(request));
        String nonce = nonces.nonce();
        return PageResponse.html(200, pages.offer(model, locale, nonce), ContentPolicy.page(nonce));
    }

    /** The same request as GET. */
    URI asGet(AuthorizeRequest request) {
        return again(request).toUri();
    }

    private UrlWithParameters again(AuthorizeRequest request) {
        return request.again(addresses.url(Addresses.AUTHORIZE), request.uiLocales());
    }

    /** Makes the same request again, for a fresh sign-in. */
    URI startAgain(PendingSignIn pending) {
        return FirstBegin.in(again(pending.request()), firstBegin.sealed(pending))
                .toUri();
    }

    /** The same request in another language, which the browser is to remember. */
    private URI inLanguage(PendingSignIn pending, String firstBegun, String tag) {
        UrlWithParameters again = pending.request().again(addresses.url(Addresses.AUTHORIZE), tag);
        return FirstBegin.in(again, firstBegun).with(Languages.PARAMETER, tag).toUri();
    }

    /** The cookie for a language that was chosen with such a link. */
    List<SetCookie> chosenLanguage(Parameters parameters) {
        return parameters.one(FirstBegin.PARAMETER).isEmpty()
                ? List.of()
                : Languages.remember(parameters, !settings.loopbackHttp()).stream()
                        .toList();
    }

    private List<LanguageLink> languages(PendingSignIn pending, String firstBegun, Locale current) {
        return Languages.ALL.stream()
                .map(language -> new LanguageLink(
                        language.getKey(),
                        language.getValue(),
                        inLanguage(pending, firstBegun, language.getKey()),
                        language.getKey().equals(current.toLanguageTag())))
                .toList();
    }
}
