package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeVerdict;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.view.MessagePage;
import dev.saoma.page.view.Pages;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /sdk/v1/silent}: a page of a registered origin asks in a hidden frame whether its user is still known here, as it does
 * with {@code prompt=none} at {@code /authorize} by a redirect. Browsers send the session's cookie into frames of pages of the
 * same site only; a page of another site is told that a click is needed. Nothing in the frame is to be seen or clicked.
 */
final class SilentEndpoint implements Endpoint {
    private final AuthorizeRequests requests;
    private final ReturningUsers returning;
    private final SessionCookie sessionCookie;
    private final SealedResponses told;
    private final Pages pages;
    private final Nonces nonces;

    SilentEndpoint(
            AuthorizeRequests requests,
            ReturningUsers returning,
            SessionCookie sessionCookie,
            SealedResponses told,
            Pages pages,
            Nonces nonces) {
        this.requests = requests;
        this.returning = returning;
        this.sessionCookie = sessionCookie;
        this.told = told;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.SDK_SILENT;
    }

    @Override
    public Budget budget() {
        return Budget.SIGN_INS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        FetchMetadata.requireFrame(ask);
        AuthorizeVerdict verdict = requests.judge(ask.query());
        if (verdict instanceof Accepted accepted) {
            return tell(ask, location(ask, accepted.request()), accepted.application());
        }
        if (verdict instanceof SentBack sentBack) {
            return tell(ask, sentBack.location(), sentBack.application());
        }
        throw wrong();
    }

    private URI location(PageRequest ask, AuthorizeRequest request) throws HttpError {
        if (!request.wishes().silent() || request.wishes().responseMode() != ResponseMode.WEB_MESSAGE) {
            throw wrong();
        }
        Optional<String> token = sessionCookie.read(ask.cookies());
        return FetchMetadata.isCrossSite(ask)
                ? returning.outOfSight(request).location()
                : returning.silently(request, token).location();
    }

    /** In every other response mode the location is the application's own, and has no sealed response. */
    private PageResponse tell(PageRequest ask, URI location, Application application) throws HttpError {
        SealedResponses.Response response =
                SealedResponses.in(location).flatMap(told::open).orElseThrow(SilentEndpoint::wrong);
        String origin = Origin.of(URI.create(response.redirectUri()));
        String nonce = nonces.nonce();
        MessagePage message = new MessagePage(origin, response.parameters(), response.location());
        return PageResponse.html(
                200,
                pages.message(message, Languages.choose(pages, ask, null), nonce),
                ContentPolicy.framedBy(nonce, application.origins()));
    }

    private static HttpError wrong() {
        return new HttpError(
                ErrorCode.INVALID_REQUEST,
                "prompt must be none and response_mode web_message; the same request at /authorize says what else is wrong");
    }
}
