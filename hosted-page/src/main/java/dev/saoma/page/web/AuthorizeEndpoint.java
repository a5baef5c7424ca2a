package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.Nonces;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.limit.LogBudget;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.AuthorizeRequests;
import dev.saoma.page.oidc.AuthorizeVerdict;
import dev.saoma.page.oidc.AuthorizeVerdict.Accepted;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import dev.saoma.page.oidc.AuthorizeVerdict.SentBack;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.signin.FirstBegin;
import dev.saoma.page.signin.Invitations;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.ReturningUsers;
import dev.saoma.page.signin.SessionCookie;
import dev.saoma.page.signin.SignInCookies;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.Pages;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.LoggerFactory;

/** {@code /authorize}: a sign-in begins, or the request is sent back. */
final class AuthorizeEndpoint implements Endpoint {

    /** Servers read request lines of 8 KB. */
    private static final int MAX_GET_CHARS = 7 * 1024;

    private final AuthorizeRequests requests;
    private final SignInFlow flow;
    private final SignInCookies cookies;
    private final FirstBegin firstBegin;
    private final Invitations invitations;
    private final ReturningUsers returning;
    private final SessionCookie sessionCookie;
    private final LoginPages loginPages;
    private final ErrorResponses errors;
    private final Pages pages;
    private final Nonces nonces;
    private final LogBudget bounded = new LogBudget(LoggerFactory.getLogger(AuthorizeEndpoint.class));

    AuthorizeEndpoint(
            AuthorizeRequests requests,
            SignInFlow flow,
            SignInCookies cookies,
            FirstBegin firstBegin,
            Invitations invitations,
            ReturningUsers returning,
            SessionCookie sessionCookie,
            LoginPages loginPages,
            ErrorResponses errors,
            Pages pages,
            Nonces nonces) {
        this.requests = requests;
        this.flow = flow;
        this.cookies = cookies;
        this.firstBegin = firstBegin;
        this.invitations = invitations;
        this.returning = returning;
        this.sessionCookie = sessionCookie;
        this.loginPages = loginPages;
        this.errors = errors;
        this.pages = pages;
        this.nonces = nonces;
    }

    @Override
    public String path() {
        return Addresses.AUTHORIZE;
    }

    @Override
    public Budget budget() {
        return Budget.SIGN_INS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "POST"); // Core 3.1.2.1 wants both.
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        boolean inFrame = FetchMetadata.isInFrame(ask);
        if (!inFrame) {
            FetchMetadata.requireWindow(ask);
        }
        Parameters parameters = ask.method().equals("POST") ? ask.form() : ask.query();
        if (inFrame && !isSilentRedirect(parameters)) {
            FetchMetadata.requireWindow(ask);
        }
        AuthorizeVerdict verdict = requests.judge(parameters);
        if (verdict instanceof Accepted accepted) {
            return ask.method().equals("POST") ? asGet(accepted) : begin(ask, parameters, accepted);
        }
        return verdict instanceof SentBack sentBack ? sentBack(sentBack) : refused(ask, parameters, (Refused) verdict);
    }

    /**
     * Nothing is shown for such a request, so that it may come from a frame, as that of scripts does that renew their tokens. In a
     * frame of another site it is always told that the user is needed, whoever is known here.
     */
    private static boolean isSilentRedirect(Parameters parameters) {
        String mode = parameters.one("response_mode").orElse("query");
        return parameters.one("prompt").filter("none"::equals).isPresent()
                && (mode.equals(ResponseMode.QUERY.wireName()) || mode.equals(ResponseMode.FRAGMENT.wireName()));
    }

    /**
     * With a POST from another site browsers send no Lax cookie, so it must not set one either: they could not be counted,
     * and any site could fill the browser with them. With the GET that follows, browsers send what they have.
     */
    private PageResponse asGet(Accepted accepted) throws HttpError {
        URI location = loginPages.asGet(accepted.request());
        if (location.toString().length() > MAX_GET_CHARS) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "a request by POST is sent on to GET, and as a URL this one is longer than " + MAX_GET_CHARS
                            + " characters: use a shorter state and nonce");
        }
        return PageResponse.redirect(location);
    }

    private PageResponse begin(PageRequest ask, Parameters parameters, Accepted accepted) throws HttpError {
        AuthorizeRequest request = accepted.request();
        Optional<String> token = sessionCookie.read(ask.cookies());
        if (request.wishes().silent()) {
            boolean tell = !FetchMetadata.isInFrame(ask) || FetchMetadata.isSameSite(ask);
            return PageResponse.redirect(
                    (tell ? returning.silently(request, token) : returning.untold(request)).location());
        }
        Optional<Instant> first = firstBegin.read(request, parameters.one(FirstBegin.PARAMETER));
        if (first.isEmpty()) {
            bounded.info("authorize came too late for application={}, which is to begin anew", request.clientId());
            return PageResponse.redirect(accepted.application().homeUri());
        }
        PendingSignIn pending = flow.begin(request, first.get(), invitations.read(ask.cookies()));
        List<SetCookie> set = cookies.keep(pending, ask.cookies())
                .orElseThrow(
                        () -> new HttpError(
                                ErrorCode.INVALID_REQUEST,
                                "state, nonce, redirect_uri and id_token_hint together are too long for a cookie: shorten state or nonce"));
        PageResponse page = returning
                .known(request, token)
                .map(session -> loginPages.offer(ask, pending, accepted.application(), session))
                .orElseGet(() -> loginPages.show(ask, pending, accepted.application()));
        return page.with(set).with(loginPages.chosenLanguage(parameters));
    }

    private PageResponse sentBack(SentBack sentBack) {
        bounded.info(
                "authorize sent back application={} error={}: {}",
                sentBack.application().clientId(),
                sentBack.error().code().wireName(),
                sentBack.error().description());
        return PageResponse.redirect(sentBack.location());
    }

    private PageResponse refused(PageRequest ask, Parameters parameters, Refused refused) {
        String id = nonces.errorId();
        bounded.warn("authorize refused error={} cause={}: {}", id, refused.reason(), refused.detail());
        ErrorCode code = ErrorCode.valueOf(refused.reason().name());
        Application application = refused.application();
        return errors.page(
                code,
                Languages.choose(pages, ask, parameters.one("ui_locales").orElse(null)),
                new ErrorPage(
                        code.kind(),
                        id,
                        null,
                        application == null ? null : application.name(),
                        application == null ? null : application.homeUri(),
                        refused.detail()));
    }
}
