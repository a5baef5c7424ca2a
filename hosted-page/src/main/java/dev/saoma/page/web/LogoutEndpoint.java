package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.logout.LogoutRefusedException;
import dev.saoma.page.logout.LogoutRequest;
import dev.saoma.page.logout.LogoutRequests;
import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.UrlWithParameters;
import dev.saoma.page.session.PageSession;
import dev.saoma.page.signin.SessionCookie;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /logout}: an application, or the user, wants to sign out. An ID token of the person who is signed in here does it
 * at once; anything else is confirmed by a click first.
 *
 * <p>Another site that opens this address cannot tell from the response whether its visitor is signed in. With an ID token
 * everybody is redirected, and without one everybody gets a page: a redirect can be told from a page, for example by a policy for
 * forms.
 *
 * @see "OpenID Connect RP-Initiated Logout 1.0"
 */
final class LogoutEndpoint implements Endpoint {
    private final LogoutRequests requests;
    private final SignOuts signOuts;
    private final SessionCookie sessionCookie;
    private final SignOutPages pages;
    private final Addresses addresses;

    LogoutEndpoint(
            LogoutRequests requests,
            SignOuts signOuts,
            SessionCookie sessionCookie,
            SignOutPages pages,
            Addresses addresses) {
        this.requests = requests;
        this.signOuts = signOuts;
        this.sessionCookie = sessionCookie;
        this.pages = pages;
        this.addresses = addresses;
    }

    @Override
    public String path() {
        return Addresses.LOGOUT;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireWindow(ask);
        Parameters parameters = ask.method().equals("POST") ? ask.form() : ask.query();
        LogoutRequest request;
        try {
            request = requests.judge(parameters);
        } catch (LogoutRefusedException e) {
            throw new HttpError(ErrorCode.SIGN_OUT_INVALID, String.valueOf(e.getMessage()));
        }
        Optional<String> token = sessionCookie.read(ask.cookies());
        if (token.isEmpty() && FetchMetadata.isPostFromElsewhere(ask)) {
            return PageResponse.redirect(again(parameters)); // Browsers send no Lax cookie with such a POST.
        }
        Optional<PageSession> session = signOuts.find(token);
        boolean ends = session.isEmpty() || request.means(session.get());
        if (!ends && !request.redirectsAnybody()) {
            return pages.confirm(ask, request, session.get());
        }
        if (ends) {
            token.ifPresent(signOuts::end);
        }
        PageResponse response = request.returnTo()
                .filter(location -> request.redirectsAnybody() || !FetchMetadata.mayBeForeign(ask))
                .map(PageResponse::redirect)
                .orElseGet(() -> pages.done(ask, request));
        return ends ? response.with(List.of(sessionCookie.drop())) : response;
    }

    private URI again(Parameters parameters) {
        UrlWithParameters url = new UrlWithParameters(addresses.url(Addresses.LOGOUT));
        LogoutRequests.PARAMETERS.forEach(name -> url.with(name, parameters.one(name)));
        return url.toUri();
    }
}
