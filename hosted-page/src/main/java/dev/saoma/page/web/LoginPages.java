package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.ErrorStyle;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SignInFailure;
import dev.saoma.page.signin.SignInMethod;
import dev.saoma.page.signin.SignInOutcome.Failed;
import dev.saoma.page.signin.WaitingSignIns;
import dev.saoma.page.view.ContinuePage;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.LanguageLink;
import dev.saoma.page.view.LoginPage;
import dev.saoma.page.view.Opener;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.PhonePage;
import dev.saoma.page.wechat.InWeChat;
import dev.saoma.page.wechat.QrConnect;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Renders the pages of a sign-in: the login page, its counterpart on phones, the offer to continue, and errors.
 * Thread-safe.
 */
public final class LoginPages {
    private static final String UI_LOCALES = "ui_locales";

    private final PoolSettings settings;
    private final WaitingSignIns waiting;
    private final FirstBegin firstBegin;
    private final ErrorResponses errors;
    private final Html html;
    private final Addresses addresses;
    private final String authorize;
    private final QrConnect website;
    private final Optional<InWeChat> inWeChat;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(LoginPages.class));

    /** Creates the pages for the applications in {@code settings}. */
    public LoginPages(
            PoolSettings settings, WaitingSignIns waiting, FirstBegin firstBegin, ErrorResponses errors, Html html) {
        this.settings = settings;
        this.waiting = waiting;
        this.firstBegin = firstBegin;
        this.errors = errors;
        this.html = html;
        this.addresses = new Addresses(settings.issuer());
        this.authorize = addresses.uri(Addresses.AUTHORIZE).toString();
        this.website = new QrConnect(settings.wechat());
        this.inWeChat = settings.wechat().inWeChat().map(InWeChat::new);
    }

    /** Refuses the sign-in as long as AppID and AppSecret have not been entered in the console. */
    static void requireWeChat(WeChatSettings wechat) throws HttpError {
        if (!wechat.isSetUp()) {
            throw new HttpError(ErrorCode.WECHAT_NOT_SET_UP);
        }
    }

    /**
     * Shows the ways to sign in that work on the device.
     *
     * @throws HttpError if WeChat is not set up yet
     */
    PageResponse show(PageRequest request, PendingSignIn pending, Application application) throws HttpError {
        requireWeChat(settings.wechat());
        AuthorizeRequest asked = pending.request();
        Locale locale = html.locale(request, asked.uiLocales());
        UrlWithParameters again = FirstBegin.in(asked.again(authorize), firstBegin.sealed(pending));
        List<LanguageLink> languages = languages(again, locale);
        Device device = Device.of(request);
        if (device != Device.SCREEN) {
            return onDevice(device, pending, application, languages, locale);
        }
        boolean english = locale.getLanguage().equals("en");
        String state = pending.state();
        LoginPage model = new LoginPage(
                target(application, asked),
                new LoginPage.WeChat(
                        state,
                        website.framed(addresses.callback(SignInMethod.FRAME), state, english),
                        website.topLevel(addresses.callback(SignInMethod.POPUP), state, english),
                        website.topLevel(addresses.callback(SignInMethod.REDIRECT), state, english)),
                addresses.uri(Addresses.FINISH),
                again.with(UI_LOCALES, asked.uiLocales()).toString(),
                FirstBegin.useful(pending, settings.qrLifetime()).toMillis(),
                languages,
                waiting(pending),
                opener(asked));
        String wechatOrigin = Origin.of(settings.wechat().openUrl());
        return html.page(locale, Pages::login, model, nonce -> ContentPolicy.framingPage(nonce, wechatOrigin));
    }

    /** Shows the page for devices on which a QR code cannot be scanned, or cannot be shown. */
    private PageResponse onDevice(
            Device device,
            PendingSignIn pending,
            Application application,
            List<LanguageLink> languages,
            Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        PhonePage model = new PhonePage(
                application.name(),
                URI.create(pending.request().redirectUri()).getRawAuthority(),
                pending.state(),
                place(device),
                inWeChat.map(account -> account.authorize(addresses.callback(SignInMethod.IN_WECHAT), pending.state()))
                        .orElse(null),
                website.topLevel(addresses.callback(SignInMethod.REDIRECT), pending.state(), english),
                application.homeUri(),
                languages);
        return html.page(locale, Pages::phone, model, ContentPolicy::page);
    }

    private static PhonePage.Place place(Device device) {
        return switch (device) {
            case WECHAT_ON_PHONE -> PhonePage.Place.WECHAT_ON_PHONE;
            case WECHAT_ON_COMPUTER -> PhonePage.Place.WECHAT_ON_COMPUTER;
            case PHONE, SCREEN -> PhonePage.Place.PHONE;
        };
    }

    private static LoginPage.Target target(Application application, AuthorizeRequest asked) {
        return new LoginPage.Target(
                application.name(), URI.create(asked.redirectUri()).getRawAuthority());
    }

    private static @Nullable Opener opener(AuthorizeRequest request) {
        String state = request.state();
        return request.authentication().responseMode() == ResponseMode.WEB_MESSAGE && state != null
                ? new Opener(Origin.of(URI.create(request.redirectUri())), state)
                : null;
    }

    private LoginPage.Waiting waiting(PendingSignIn pending) {
        return new LoginPage.Waiting(
                addresses.uri(Addresses.WAITING),
                waiting.ticket(pending),
                waiting.noticeName(pending),
                pending.startedAt());
    }

    /** Offers to continue as the person who has a page session, with a click; nothing is loaded from WeChat. */
    PageResponse offer(PageRequest request, PendingSignIn pending, Application application, PageSession session) {
        AuthorizeRequest asked = pending.request();
        Locale locale = html.locale(request, asked.uiLocales());
        String firstBegun = firstBegin.sealed(pending);
        UrlWithParameters other = asked.again(authorize, "login").with(UI_LOCALES, asked.uiLocales());
        ContinuePage model = new ContinuePage(
                target(application, asked),
                session.user().name(),
                addresses.uri(Addresses.CONTINUE),
                pending.state(),
                ReturningUsers.fingerprint(session),
                FirstBegin.in(other, firstBegun).toUri(),
                languages(FirstBegin.in(asked.again(authorize), firstBegun), locale),
                opener(asked));
        return html.page(locale, Pages::offer, model, ContentPolicy::page);
    }

    /** Returns the URL that makes the same request by GET. */
    URI asGet(AuthorizeRequest request) {
        return again(request).toUri();
    }

    private UrlWithParameters again(AuthorizeRequest request) {
        return request.again(authorize).with(UI_LOCALES, request.uiLocales());
    }

    /** Returns the URL that makes the same request again, for a new sign-in. */
    URI startAgain(PendingSignIn pending) {
        return FirstBegin.in(again(pending.request()), firstBegin.sealed(pending))
                .toUri();
    }

    /** Returns the cookie for a language that the user chose with a link of ours. */
    List<SetCookie> chosenLanguage(Parameters parameters) {
        return parameters.one(FirstBegin.PARAMETER).isEmpty()
                ? List.of()
                : Languages.remember(parameters, !settings.loopbackHttp()).stream()
                        .toList();
    }

    /** Returns the links that make the same request in each language, which the browser then remembers. */
    private static List<LanguageLink> languages(UrlWithParameters again, Locale current) {
        return Languages.ALL.stream()
                .map(language -> language(again.copy(), language.getKey(), language.getValue(), current))
                .toList();
    }

    private static LanguageLink language(UrlWithParameters again, String tag, String label, Locale current) {
        again.with(UI_LOCALES, tag).with(Languages.PARAMETER, tag);
        return new LanguageLink(tag, label, again.toString(), tag.equals(current.toLanguageTag()));
    }

    /** Returns the error page for a request that must not be redirected to the application, which may be unknown. */
    PageResponse refused(PageRequest request, Parameters parameters, Refused refused, String id) {
        ErrorCode code = ErrorCode.valueOf(refused.reason().name());
        Application application = refused.application();
        ErrorPage model = new ErrorPage(
                code.kind(),
                id,
                null,
                application == null ? null : application.name(),
                application == null ? null : application.homeUri(),
                refused.detail());
        return errors.page(code, html.locale(request, parameters.one(UI_LOCALES).orElse(null)), model);
    }

    String newErrorId() {
        return errors.newId();
    }

    /** Returns the error for a callback whose sign-in was not begun in this browser. */
    PageResponse elsewhere(PageRequest request, Parameters parameters, ErrorStyle style) {
        String id = errors.newId();
        String signIn = parameters.one("state").map(Fingerprint::brief).orElse("?");
        bounded.warn("sign-in {} was not begun in this browser, or its cookie is missing error={}", signIn, id);
        return errors.of(request, style, new HttpError(ErrorCode.SIGN_IN_ELSEWHERE), id);
    }

    /** Returns the page that explains why a sign-in failed, with what to do next. */
    PageResponse stopped(PageRequest request, PendingSignIn pending, Failed failed) {
        Optional<Application> application =
                settings.application(pending.request().clientId());
        ErrorCode code = code(failed.failure());
        if (application.isEmpty()) {
            return errors.of(request, ErrorStyle.HTML, new HttpError(code), failed.id());
        }
        // The application has given up on it, too: only the application can begin a new one.
        URI startAgain = code == ErrorCode.SIGN_IN_USED || code == ErrorCode.SIGN_IN_EXPIRED
                ? application.get().homeUri()
                : startAgain(pending);
        ErrorPage model = new ErrorPage(
                code.kind(),
                failed.id(),
                startAgain,
                application.get().name(),
                application.get().homeUri(),
                null,
                failed.number());
        return errors.page(code, html.locale(request, pending.request().uiLocales()), model);
    }

    /** Returns the same explanation for scripts of our pages. */
    PageResponse problem(Failed failed, Locale locale) {
        return errors.problem(code(failed.failure()), locale, failed.id(), failed.number());
    }

    /** Returns the error for a failure, which has the same name. */
    static ErrorCode code(SignInFailure failure) {
        return ErrorCode.valueOf(failure.name());
    }
}
