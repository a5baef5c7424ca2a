package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.logout.LogoutRefusedException;
import dev.saoma.page.logout.LogoutRequest;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.settings.Application;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.SignOutPage;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles sign-outs requested by applications and users. With an ID token of the person who is signed in here the sign-out
 * is immediate; otherwise the user confirms it with a click. Thread-safe.
 *
 * <p>Another site that opens {@code /logout} cannot see from the response whether its visitor is signed in. A site can
 * distinguish a redirect from a page, for example by a policy for forms; so with an ID token and a return address every
 * browser is redirected, and otherwise every browser gets a page.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0"
 */
public final class LogoutHandlers {
    private final LogoutRequests requests;
    private final SignOuts signOuts;
    private final SessionCookie sessionCookie;
    private final Addresses addresses;
    private final Html html;

    /** Creates handlers that end the sessions of {@code sessionCookie}. */
    public LogoutHandlers(
            LogoutRequests requests, SignOuts signOuts, SessionCookie sessionCookie, Addresses addresses, Html html) {
        this.requests = requests;
        this.signOuts = signOuts;
        this.sessionCookie = sessionCookie;
        this.addresses = addresses;
        this.html = html;
    }

    /** {@code /logout}: signs the user out, or asks for confirmation. */
    public PageResponse logout(PageRequest request) throws HttpError, IOException {
        FetchMetadata.requireWindow(request);
        Parameters parameters = request.method().equals("POST") ? request.form() : request.query();
        LogoutRequest logout = judge(parameters);
        Optional<String> token = sessionCookie.read(request.cookies());
        if (token.isEmpty() && FetchMetadata.isPostFromElsewhere(request)) {
            return PageResponse.redirect(asGet(parameters)); // Browsers send no Lax cookie with such a POST.
        }
        Optional<PageSession> session = signOuts.find(token);
        boolean ends = session.isEmpty() || logout.means(session.get());
        if (!ends && !logout.redirectsAnybody()) {
            return question(request, logout, session.get());
        }
        if (ends) {
            token.ifPresent(signOuts::end);
        }
        PageResponse response = logout.returnTo()
                .filter(location -> logout.redirectsAnybody() || !FetchMetadata.mayBeForeign(request))
                .map(PageResponse::redirect)
                .orElseGet(() -> done(request, logout));
        return ends ? response.with(List.of(sessionCookie.drop())) : response;
    }

    /** {@code /logout/confirm}: the user clicked "sign out". */
    PageResponse confirm(PageRequest request) throws HttpError, IOException {
        FetchMetadata.requireWindow(request);
        LogoutRequest logout = judge(request.form());
        sessionCookie.all(request.cookies()).forEach(signOuts::end);
        return logout.returnTo()
                .map(location -> onward(request, logout, location))
                .orElseGet(() -> done(request, logout))
                .with(List.of(sessionCookie.drop()));
    }

    private LogoutRequest judge(Parameters parameters) throws HttpError {
        try {
            return requests.judge(parameters);
        } catch (LogoutRefusedException e) {
            throw new HttpError(ErrorCode.SIGN_OUT_INVALID, String.valueOf(e.getMessage()));
        }
    }

    private URI asGet(Parameters parameters) {
        UrlWithParameters url =
                new UrlWithParameters(addresses.uri(Addresses.LOGOUT).toString());
        LogoutRequests.PARAMETERS.forEach(name -> url.with(name, parameters.one(name)));
        return url.toUri();
    }

    /** Asks whether to end {@code session}. */
    private PageResponse question(PageRequest request, LogoutRequest logout, PageSession session) {
        Map<String, String> fields = new LinkedHashMap<>();
        Application application = logout.application();
        put(fields, "client_id", application == null ? null : application.clientId());
        put(fields, "post_logout_redirect_uri", logout.returnUri());
        put(fields, "state", logout.state());
        put(fields, "ui_locales", logout.uiLocales());
        return show(
                request,
                logout,
                home(logout),
                new SignOutPage.Question(session.user().name(), addresses.uri(Addresses.LOGOUT_CONFIRM), fields));
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Confirms the sign-out, with a link to the application's return address. */
    private PageResponse done(PageRequest request, LogoutRequest logout) {
        return show(request, logout, logout.returnTo().orElse(home(logout)), null);
    }

    private static @Nullable URI home(LogoutRequest logout) {
        Application application = logout.application();
        return application == null ? null : application.homeUri();
    }

    private PageResponse show(
            PageRequest request, LogoutRequest logout, @Nullable URI link, SignOutPage.@Nullable Question question) {
        Application application = logout.application();
        SignOutPage model = new SignOutPage(application == null ? null : application.name(), link, question);
        return html.page(locale(request, logout), Pages::signOut, model, ContentPolicy::page);
    }

    /** Not a redirect: browsers apply the form-action policy of the form's page to every redirect that follows it. */
    private PageResponse onward(PageRequest request, LogoutRequest logout, URI location) {
        return html.page(locale(request, logout), Pages::onward, location, ContentPolicy::page);
    }

    private Locale locale(PageRequest request, LogoutRequest logout) {
        return html.locale(request, logout.uiLocales());
    }
}
