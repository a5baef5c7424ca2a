package dev.saoma.page.compat.web;

import dev.saoma.page.compat.AuthingCode;
import dev.saoma.page.compat.AuthingException;
import dev.saoma.page.compat.AuthingSignIns;
import dev.saoma.page.compat.AuthingSignIns.Message;
import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.ResponseRedirects;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.view.AuthingPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.web.Addresses;
import dev.saoma.page.web.ResponseModePages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the windows in which {@code authing-js-sdk} signs a user in, and the address to which it sends users to sign out. */
public final class AuthingWindowHandlers {
    /** The path at which such a sign-in ends. */
    public static final String DONE = "/connections/done";

    private static final String SOCIAL = "/connections/social/";
    private static final String PROVIDER = "wechat:pc";

    private final PoolSettings settings;
    private final AuthingSignIns signIns;
    private final ResponseRedirects redirects;
    private final Html html;
    private final Addresses addresses;

    /** Creates the windows for sign-ins whose responses arrive by {@code redirects}. */
    public AuthingWindowHandlers(
            PoolSettings settings, AuthingSignIns signIns, ResponseRedirects redirects, Html html) {
        this.settings = settings;
        this.signIns = signIns;
        this.redirects = redirects;
        this.html = html;
        this.addresses = new Addresses(settings.issuer());
    }

    /** {@code /connections/social/wechat:pc}: the window that {@code social.authorize} of {@code authing-js-sdk} opens. */
    PageResponse signIn(PageRequest request) throws HttpError {
        FetchMetadata.requireWindow(request);
        Parameters query = request.query();
        Application application = application(query);
        String opener = opener(request, application);
        if (query.one("redirected").isPresent()) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "authing-js-sdk opens no window inside of WeChat and Lark, so it could not get the result;"
                            + " let the page send the browser to /authorize there");
        }
        if (!request.path().equals(SOCIAL + PROVIDER)) {
            AuthingException unsupported = new AuthingException(AuthingCode.UNSUPPORTED, "");
            return message(request, 404, signIns.failure(application, opener, unsupported, inEnglish(request)));
        }
        String authorize = addresses.uri(Addresses.AUTHORIZE).toString();
        return PageResponse.redirect(signIns.begin(authorize, application, query, opener));
    }

    private Application application(Parameters query) throws HttpError {
        try {
            return signIns.application(query);
        } catch (AuthingException e) {
            throw new HttpError(
                    ErrorCode.UNKNOWN_APPLICATION,
                    "app_id is none of the applications registered here with authingSdk: true");
        }
    }

    /**
     * Returns the origin of the page that opened the window, if its browser sends it. The origin grants nothing: the check
     * only keeps a page that could not receive the result from starting a useless sign-in.
     */
    private @Nullable String opener(PageRequest request, Application application) throws HttpError {
        Optional<String> referrer = request.header("Referer").map(AuthingWindowHandlers::origin);
        if (referrer.isEmpty() || referrer.get().equals(addresses.origin())) {
            return null;
        }
        return referrer.filter(application.origins()::contains)
                .orElseThrow(() -> new HttpError(
                        ErrorCode.FOREIGN_REQUEST,
                        "the page that opened this window is at none of the application's origins, so it could not get"
                                + " the result"));
    }

    /** Returns the origin of a referrer; empty if the referrer is not a URL. */
    private static String origin(String referrer) {
        try {
            URI uri = new URI(referrer);
            return uri.getScheme() == null || uri.getHost() == null ? "" : Origin.of(uri);
        } catch (URISyntaxException e) {
            return "";
        }
    }

    /**
     * {@code /connections/done}: the end of a sign-in that {@code authing-js-sdk} began. Its opener receives the user with
     * the ID token, if it is at an origin of the application.
     */
    PageResponse done(PageRequest request) throws HttpError {
        return signIns.end(ResponseModePages.open(request, redirects, ResponseMode.AUTHING_MESSAGE), inEnglish(request))
                .map(message -> message(request, 200, message))
                .orElseThrow(ResponseModePages::tooOld);
    }

    private PageResponse message(PageRequest request, int status, Message message) {
        AuthingPage model = new AuthingPage(message.origins(), message.json(), message.good());
        return html.page(status, html.locale(request), Pages::authing, model, ContentPolicy::page);
    }

    private boolean inEnglish(PageRequest request) {
        return html.locale(request).getLanguage().equals("en");
    }

    /** {@code /login/profile/logout}: Authing's sign-out address for browsers; redirects to {@code /logout}. */
    PageResponse signOut(PageRequest request) throws HttpError {
        Optional<String> returnTo = request.query().one("redirect_uri");
        UrlWithParameters url =
                new UrlWithParameters(addresses.uri(Addresses.LOGOUT).toString());
        if (returnTo.isPresent()) {
            Application application = settings.applications().stream()
                    .filter(Application::authingSdk)
                    .filter(a -> a.signOut().returnUris().contains(returnTo.get()))
                    .findFirst()
                    .orElseThrow(
                            () -> new HttpError(
                                    ErrorCode.SIGN_OUT_INVALID,
                                    "redirect_uri must be one of the postLogoutRedirectUris of an application with authingSdk"));
            url.with("client_id", application.clientId()).with("post_logout_redirect_uri", returnTo.get());
        }
        return PageResponse.redirect(url.toUri());
    }
}
